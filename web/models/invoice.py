"""Invoices, credit notes and what clients paid."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import Eur
from web.extensions import Base
from web.models.client import Client
from web.models.entity import Entity
from web.models.unit import Unit


class Invoice(Base):
    """A sale by a unit to a client, or the credit note that undoes one."""

    __tablename__ = "invoice"
    __table_args__ = (
        CheckConstraint("(number IS NOT NULL) = (status <> 'draft')", name="numbered"),
        CheckConstraint("paid BETWEEN 0 AND gross", name="paid_at_most_due"),
        UniqueConstraint("entity_id", "year", "sequence"),
        Index("ix_invoice_unit_id_id", "unit_id", "id"),
        Index("ix_invoice_client_id_id", "client_id", "id"),
        # with all that figures add up, so that they need not open the rows
        Index("ix_invoice_issue_day", "issue_day", "unit_id", "client_id", "kind", "net"),
        Index(
            "ix_invoice_open",
            "due_day",
            "id",
            sqlite_where=text("status = 'issued'"),
            postgresql_where=text("status = 'issued'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[InvoiceKind] = mapped_column(default=InvoiceKind.INVOICE)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[InvoiceStatus] = mapped_column(default=InvoiceStatus.DRAFT)
    title: Mapped[str]
    year: Mapped[int | None]
    sequence: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(unique=True)  # shown as SC-2026-000123
    issue_day: Mapped[date | None]
    due_day: Mapped[date | None]
    net: Mapped[Eur]  # excluding VAT
    vat: Mapped[Eur]
    gross: Mapped[Eur]  # including VAT
    paid: Mapped[Eur]
    communication: Mapped[str | None] = mapped_column(String(12), unique=True)
    sheet: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the frozen InvoiceSheet
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)  # a draft as it was typed
    credits_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")  # why a credit note was made
    version: Mapped[int] = mapped_column()

    entity: Mapped[Entity] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    client: Mapped[Client] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class ClientPayment(Base):
    """Money that arrived for an invoice; a mistake is undone, never erased."""

    __tablename__ = "client_payment"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    amount: Mapped[Eur]
    day: Mapped[date]  # on the bank statement
    reference: Mapped[str] = mapped_column(default="")
    recorded: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    undone: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    invoice: Mapped[Invoice] = relationship(lazy="raise")
