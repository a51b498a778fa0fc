"""Contracts of employment, their days, and what each earned in each month."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.employment import ContractStatus, ContractType
from domain.money import Eur
from domain.periods import Month
from web.extensions import Base
from web.models.entity import Entity
from web.models.person import Person
from web.models.unit import Unit


class Contract(Base):
    """One person works for one entity, through one unit, on given days, for a gross pay."""

    __tablename__ = "contract"
    __table_args__ = (
        CheckConstraint("gross > 0 AND budget >= gross", name="budget_covers_gross"),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        Index("ix_contract_person_id_first_day", "person_id", "first_day"),
        Index("ix_contract_unit_id_id", "unit_id", "id"),
        Index("ix_contract_status_last_day", "status", "last_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[ContractType]
    status: Mapped[ContractStatus] = mapped_column(default=ContractStatus.PROPOSED)
    work: Mapped[str]  # what is to be done, in the member's words
    language: Mapped[str] = mapped_column(String(2))  # the worker's
    first_day: Mapped[date]
    last_day: Mapped[date]
    budget: Mapped[Eur]  # employment budget: gross times coefficient, and the rest of a cent
    coefficient: Mapped[Decimal] = mapped_column(Numeric(8, 4))
    gross: Mapped[Eur]
    estimated_net: Mapped[Eur]
    made: Mapped[datetime | None]
    confirmed: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    dimona_number: Mapped[str | None]  # the receipt that a person recorded; red until then
    version: Mapped[int] = mapped_column()

    entity: Mapped[Entity] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    days: Mapped[list["WorkDay"]] = relationship(
        lazy="raise", order_by="WorkDay.day", cascade="all, delete-orphan"
    )
    earnings: Mapped[list["Earning"]] = relationship(lazy="raise", order_by="Earning.month")

    __mapper_args__ = {"version_id_col": version}


class WorkDay(Base):
    """A day on which the contract is worked."""

    __tablename__ = "work_day"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class Earning(Base):
    """What a confirmed contract adds to its person's payslip of one month."""

    __tablename__ = "earning"
    __table_args__ = (
        UniqueConstraint("contract_id", "month"),
        Index("ix_earning_person_month", "person_id", "entity_id", "month"),
        Index("ix_earning_month_sums", "entity_id", "month", "person_id", "gross", "net"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    month: Mapped[Month]
    kind: Mapped[ContractType]
    days: Mapped[int]
    gross: Mapped[Eur]
    social_security: Mapped[Eur]  # what this contract changes on the payslip, bonus taken off
    withholding: Mapped[Eur]
    special_contribution: Mapped[Eur]
    net: Mapped[Eur]
    situation: Mapped[dict[str, Any] | None]  # of the family, as declared when it was confirmed
