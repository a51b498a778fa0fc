"""Expense notes, their lines and the receipts that prove them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.expenses import ExpenseKind, ExpenseStatus
from domain.money import Eur
from web.extensions import Base, known_index
from web.models.person import Person
from web.models.unit import Unit


class ExpenseNote(Base):
    """What one person spent for one unit (and, in 3en1, for one assignment)."""

    __tablename__ = "expense_note"
    __table_args__ = (
        Index("ix_expense_note_person_id_id", "person_id", "id"),
        Index("ix_expense_note_unit_id_id", "unit_id", "id"),
        Index("ix_expense_note_decided", "decided"),
        known_index("ix_expense_note_assignment_id", "assignment_id"),
        Index("ix_expense_note_status_submitted", "status", "submitted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[ExpenseStatus] = mapped_column(default=ExpenseStatus.DRAFT)
    title: Mapped[str] = mapped_column(default="")
    total: Mapped[Eur]  # including VAT
    vat: Mapped[Eur]
    reason: Mapped[str] = mapped_column(default="")  # why it was sent back
    created: Mapped[datetime]
    submitted: Mapped[datetime | None]
    decided: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    unit: Mapped[Unit] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    lines: Mapped[list["ExpenseLine"]] = relationship(
        lazy="raise", order_by="ExpenseLine.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class ExpenseLine(Base):
    """One expense."""

    __tablename__ = "expense_line"
    __table_args__ = (
        CheckConstraint("amount IS NULL OR (vat >= 0 AND vat < amount)", name="vat_in_amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("expense_note.id"), index=True)
    day: Mapped[date | None]
    kind: Mapped[ExpenseKind | None]
    description: Mapped[str] = mapped_column(default="")
    amount: Mapped[Eur | None]  # including VAT
    vat: Mapped[Eur]
    kilometres: Mapped[Decimal | None] = mapped_column(Numeric(8, 1))
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)  # as typed, when not yet right
