"""Which declarations somebody took along as a file, and when: only ever added to."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.dimona.acts import DimonaAct
from web.extensions import Base
from web.models.entity import Entity
from web.models.person import Person


class DimonaExport(Base):
    """One file of declarations to make; that it was taken along does not say they were made."""

    __tablename__ = "dimona_export"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the terminal
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))  # None: every employer
    first_day: Mapped[date]  # of the period asked for
    last_day: Mapped[date]
    rows: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))  # of the file; the file itself is not kept

    person: Mapped[Person | None] = relationship(lazy="raise")
    entity: Mapped[Entity | None] = relationship(lazy="raise")


class DimonaExported(Base):
    """One contract, or one employment, in such a file."""

    __tablename__ = "dimona_exported"
    __table_args__ = (
        CheckConstraint("(contract_id IS NULL) <> (employment_id IS NULL)", name="one_of_two"),
        Index("ix_dimona_exported_contract_id", "contract_id", "act"),
        Index("ix_dimona_exported_employment_id", "employment_id", "act"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(ForeignKey("dimona_export.id"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    employment_id: Mapped[int | None] = mapped_column(ForeignKey("employment.id"))
    act: Mapped[DimonaAct]
    last_day: Mapped[date | None]  # as exported: another end is another declaration
