"""The ledger: append-only double entry. The migration adds the triggers that enforce it.

An entry's legs are written first and the entry itself last: a trigger refuses an entry whose
legs do not sum to zero, another refuses a leg added to an entry that exists, and the deferred
foreign key refuses legs that never got their entry.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Sequence
from sqlalchemy.orm import Mapped, mapped_column

from domain.ledger import Account, Act
from domain.money import Eur
from domain.periods import Month
from web.extensions import Base

ENTRY_ID = Sequence("entry_id_seq", metadata=Base.metadata)


class Entry(Base):
    """One act, in the journal of one entity."""

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_day", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    act: Mapped[Act]
    day: Mapped[date]
    reference: Mapped[str]  # the number of the invoice, contract, note or file
    written: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Posting(Base):
    """One leg of an entry: debit positive, credit negative."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="not_zero"),
        Index("ix_posting_unit_id_account_id", "unit_id", "account", "id"),
        Index("ix_posting_account_entity", "account", "entity_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(
        ForeignKey("entry.id", deferrable=True, initially="DEFERRED"), index=True
    )
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    account: Mapped[Account]
    amount: Mapped[Eur]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)


class UnitSum(Base):
    """A unit's running sum per month and account, written with the postings it sums."""

    __tablename__ = "unit_sum"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    account: Mapped[Account] = mapped_column(primary_key=True)
    amount: Mapped[Eur]


class Counter(Base):
    """The last number given in a series without gaps, such as an entity's invoices of a year."""

    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
