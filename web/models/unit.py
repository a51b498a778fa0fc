"""Production units and who holds them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.offices import Office
from domain.sectors import Sector
from domain.units import Tool
from domain.vat import WorkKind
from web.extensions import Base
from web.models.entity import Entity
from web.models.likeness import likeness_of
from web.models.person import Person


class Unit(Base):
    """A member's autonomous activity inside the cooperative."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("closed IS NULL OR closed >= opened", name="closed_after"),
        Index("ix_unit_likeness", "likeness", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    tool: Mapped[Tool]
    kind: Mapped[WorkKind]  # what it mostly does; for Activity, it decides the entity
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    adviser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    office: Mapped[Office] = mapped_column(default=Office.NONE, server_default="")
    sector: Mapped[Sector] = mapped_column(default=Sector.NONE, server_default="")
    opened: Mapped[date]
    closed: Mapped[date | None]
    likeness: Mapped[str] = mapped_column(default=likeness_of("name"))
    version: Mapped[int] = mapped_column()

    entity: Mapped[Entity] = relationship(lazy="raise")
    adviser: Mapped[Person | None] = relationship(lazy="raise")
    holdings: Mapped[list["Holding"]] = relationship(lazy="raise", back_populates="unit")

    __mapper_args__ = {"version_id_col": version}


class Holding(Base):
    """A person holds a unit, from a day on and perhaps until another."""

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="until_after"),
        Index("ix_holding_person_unit", "person_id", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]

    unit: Mapped[Unit] = relationship(lazy="raise", back_populates="holdings")
    person: Mapped[Person] = relationship(lazy="raise")


class UnitLook(Base):
    """An adviser looks at a unit that they do not follow: allowed for a while, with a reason."""

    __tablename__ = "unit_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime]
