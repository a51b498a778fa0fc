"""Contracts of employment, their days, and what each earned in each month."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.hours import FULL_DAY, Hours
from domain.money import Eur
from domain.periods import Month
from web.extensions import Base, known_index
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
        Index("ix_contract_first_day", "first_day"),
        Index("ix_contract_status_last_day", "status", "last_day"),
        known_index("ix_contract_assignment_id", "assignment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
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
    offered: Mapped[datetime | None]  # to a worker who did not draw it up
    answered: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")  # the worker's words, when declined
    made: Mapped[datetime | None]  # accepted by both
    declared: Mapped[datetime | None]  # the worker said which days and hours were worked
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_gross: Mapped[Eur | None]  # as agreed, once confirmed: what a correction counts from
    agreed_budget: Mapped[Eur | None]
    agreed_hours: Mapped[Hours | None]
    confirmed: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    dimona_number: Mapped[str | None]  # the receipt that a person recorded; red until then
    dimona_last_day: Mapped[date | None]  # the end that was declared; another one is to declare
    employment_id: Mapped[int | None] = mapped_column(ForeignKey("employment.id"), index=True)
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
    """A day on which the contract is worked, and for how long."""

    __tablename__ = "work_day"
    __table_args__ = (Index("ix_work_day_day", "day"),)

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[Hours] = mapped_column(default=FULL_DAY)  # planned; once confirmed, worked
    declared: Mapped[Hours | None]  # what the worker says; 0 where nothing was worked


class Earning(Base):
    """What a confirmed contract adds to its person's payslip of one month."""

    __tablename__ = "earning"
    __table_args__ = (
        UniqueConstraint("contract_id", "month", "sequence"),
        Index("ix_earning_person_month", "person_id", "entity_id", "month"),
        Index("ix_earning_month_sums", "entity_id", "month", "person_id", "gross", "net"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    month: Mapped[Month]
    sequence: Mapped[int] = mapped_column(default=1)  # 2 and more: corrections after locking
    kind: Mapped[ContractType]
    days: Mapped[int]  # like the amounts, negative where a correction takes days away
    hours: Mapped[Hours]
    gross: Mapped[Eur]
    social_security: Mapped[Eur]  # what this contract changes on the payslip, bonus taken off
    withholding: Mapped[Eur]
    special_contribution: Mapped[Eur]
    net: Mapped[Eur]
    situation: Mapped[dict[str, Any] | None]  # of the family, as declared when it was confirmed
