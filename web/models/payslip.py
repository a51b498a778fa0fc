"""Closed months and their payslips. The migration adds the triggers that let nobody change them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.hours import Hours
from domain.money import ZERO, Eur
from domain.periods import Month
from web.extensions import Base
from web.models.entity import Entity
from web.models.person import Person


class PayRun(Base):
    """A month of one employer, closed; a later one of the same month holds corrections only."""

    __tablename__ = "pay_run"
    __table_args__ = (
        UniqueConstraint("entity_id", "month", "sequence"),
        CheckConstraint("sequence > 0 AND people > 0", name="not_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    month: Mapped[Month]
    sequence: Mapped[int]  # 1, then one more for each correction
    closed: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    earned: Mapped[int]  # rows of confirmed work that the closed payslips of the month cover
    left_open: Mapped[int]  # contracts of the month that were still to be confirmed
    people: Mapped[int]  # payslips of this run; the amounts are their sums
    gross: Mapped[Eur]
    social_security: Mapped[Eur]  # the employee's, after work bonus
    withholding: Mapped[Eur]
    special_contribution: Mapped[Eur]
    settlement: Mapped[Eur] = mapped_column(default=ZERO)
    net: Mapped[Eur]

    entity: Mapped[Entity] = relationship(lazy="raise")


class Payslip(Base):
    """What one person earned in one month with one employer, as it was closed."""

    __tablename__ = "payslip"
    __table_args__ = (
        UniqueConstraint("entity_id", "person_id", "month", "sequence"),
        Index("ix_payslip_person_id_month", "person_id", "month"),
        Index("ix_payslip_month_sums", "entity_id", "month", "person_id", "gross"),
        Index("ix_payslip_run_id", "run_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("pay_run.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    month: Mapped[Month]
    sequence: Mapped[int]  # of this person's payslips of the month
    gross: Mapped[Eur]
    social_security: Mapped[Eur]  # before the work bonus
    work_bonus_a: Mapped[Eur]
    work_bonus_b: Mapped[Eur]
    taxable: Mapped[Eur]
    withholding: Mapped[Eur]
    special_contribution: Mapped[Eur]
    settlement: Mapped[Eur] = mapped_column(default=ZERO)  # of the quarter; below 0: given back
    net: Mapped[Eur]
    days: Mapped[int | None]  # None: closed before days and hours were kept
    hours: Mapped[Hours | None]
    sheet: Mapped[dict[str, Any]]  # the whole of it: every line, figure, contract and payment

    run: Mapped[PayRun] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
