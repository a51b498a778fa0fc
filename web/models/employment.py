"""Open-ended employment (CDI): one agreement, a contract of each month under it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.hours import Hours
from domain.money import Eur
from web.extensions import Base
from web.models.entity import Entity
from web.models.person import Person
from web.models.unit import Unit


class Employment(Base):
    """One person works for one entity, through one unit, until one of them ends it."""

    __tablename__ = "employment"
    __table_args__ = (
        CheckConstraint("monthly_gross > 0", name="paid"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days_in_order"),
        Index("ix_employment_unit_id", "unit_id", "id"),
        Index("ix_employment_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[ContractType]
    status: Mapped[ContractStatus]  # offered, made, declined, lapsed, cancelled
    work: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    first_day: Mapped[date]
    last_day: Mapped[date | None]  # None: goes on
    monthly_gross: Mapped[Eur]  # of a whole month at these hours
    coefficient: Mapped[Decimal] = mapped_column(Numeric(8, 4))
    weekly_hours: Mapped[Hours]
    schedule: Mapped[dict[str, Any]]  # hours by weekday, "0" is Monday
    offered: Mapped[datetime | None]
    answered: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    made: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="")  # why it ends, in the words of who ends it
    dimona_number: Mapped[str | None]
    dimona_out_number: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    entity: Mapped[Entity] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}
