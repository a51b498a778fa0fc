"""Closed quarters, contract by contract. The migration adds the triggers that freeze them.

Every amount is what a run adds to the runs before it: their sum is what the ledger holds.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.employment import ContractType
from domain.money import Eur
from domain.quarters import Quarter
from web.extensions import Base
from web.models.entity import Entity


class QuarterRun(Base):
    """The true-up of a quarter with one employer; a later one books differences only."""

    __tablename__ = "quarter_run"
    __table_args__ = (
        UniqueConstraint("entity_id", "quarter", "sequence"),
        CheckConstraint("sequence > 0 AND people >= 0", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    quarter: Mapped[Quarter]
    sequence: Mapped[int]  # 1, then one more for each correction
    closed: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    earned: Mapped[int]  # rows of confirmed work that the runs of the quarter cover
    people: Mapped[int]  # for whom this run booked something
    gross: Mapped[Eur]
    budget: Mapped[Eur]
    contributions: Mapped[Eur]  # of the employer
    holiday: Mapped[Eur]
    reductions: Mapped[Eur]
    sheet: Mapped[dict[str, Any]]  # the whole quarter as it was then, line by line

    entity: Mapped[Entity] = relationship(lazy="raise")


class QuarterLine(Base):
    """What one run booked for one contract."""

    __tablename__ = "quarter_line"
    __table_args__ = (
        UniqueConstraint("run_id", "contract_id"),
        Index("ix_quarter_line_person_id", "person_id", "run_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("quarter_run.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    kind: Mapped[ContractType]
    gross: Mapped[Eur]
    budget: Mapped[Eur]
    contributions: Mapped[Eur]
    holiday: Mapped[Eur]
    reductions: Mapped[Eur]

    run: Mapped[QuarterRun] = relationship(lazy="raise")
