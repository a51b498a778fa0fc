"""What the cooperative owes to people, and the bank files that pay it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.debts import DebtKind
from domain.money import Eur
from web.extensions import Base
from web.models.amendment import Amendment
from web.models.entity import Entity
from web.models.payslip import Payslip
from web.models.person import Person
from web.models.share import ShareExit


class Debt(Base):
    """One amount owed to one person, due on a day."""

    __tablename__ = "debt"
    __table_args__ = (
        CheckConstraint("amount > 0", name="positive"),
        CheckConstraint(
            "(CASE WHEN contract_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN expense_note_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN payslip_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN amendment_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN share_exit_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_cause",
        ),
        CheckConstraint(
            "(unit_id IS NULL) = (share_exit_id IS NOT NULL)", name="unit_unless_shares"
        ),
        Index("uq_debt_payslip_id", "payslip_id", unique=True),
        Index("uq_debt_amendment_id", "amendment_id", unique=True),
        Index("uq_debt_share_exit_id", "share_exit_id", unique=True),
        Index(
            "ix_debt_unpaid",
            "due_day",
            "id",
            sqlite_where=text("paid_day IS NULL"),
            postgresql_where=text("paid_day IS NULL"),
        ),
        Index("ix_debt_person_id_due_day", "person_id", "due_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[DebtKind]
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), unique=True)
    expense_note_id: Mapped[int | None] = mapped_column(ForeignKey("expense_note.id"), unique=True)
    payslip_id: Mapped[int | None] = mapped_column(ForeignKey("payslip.id"))  # given back by it
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))  # a correction's
    share_exit_id: Mapped[int | None] = mapped_column(ForeignKey("share_exit.id"))
    amount: Mapped[Eur]
    due_day: Mapped[date]
    paid_day: Mapped[date | None]  # the day of the file that pays it
    version: Mapped[int] = mapped_column()

    entity: Mapped[Entity] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    payslip: Mapped[Payslip | None] = relationship(lazy="raise")
    amendment: Mapped[Amendment | None] = relationship(lazy="raise")
    share_exit: Mapped[ShareExit | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}

    @property
    def work_id(self) -> int | None:
        """The contract that it pays, confirmed or corrected; its ``amendment`` has been loaded."""
        return self.amendment.contract_id if self.amendment else self.contract_id


class Carried(Base):
    """What a person was paid too much in a month with an entity: taken off their next pay there."""

    __tablename__ = "carried"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), primary_key=True)
    amount: Mapped[Eur]  # zero or more


class PaymentFile(Base):
    """A credit-transfer file for the bank of one entity."""

    __tablename__ = "payment_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    message_id: Mapped[str] = mapped_column(String(35), unique=True)
    execution_day: Mapped[date]
    count: Mapped[int]
    total: Mapped[Eur]
    made: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))

    entity: Mapped[Entity] = relationship(lazy="raise")


class LineState(StrEnum):
    """What became of one transfer."""

    SENT = "sent"
    REJECTED = "rejected"  # the bank said no: the debt may go into another file


class PaymentLine(Base):
    """One transfer of a file. The index makes paying one debt twice impossible."""

    __tablename__ = "payment_line"
    __table_args__ = (
        Index(
            "uq_payment_line_debt_once",
            "debt_id",
            unique=True,
            sqlite_where=text("state = 'sent'"),
            postgresql_where=text("state = 'sent'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("payment_file.id"), index=True)
    debt_id: Mapped[int] = mapped_column(ForeignKey("debt.id"))
    amount: Mapped[Eur]
    state: Mapped[LineState] = mapped_column(default=LineState.SENT)
    reason: Mapped[str] = mapped_column(default="")  # the bank's, when rejected

    debt: Mapped[Debt] = relationship(lazy="raise")
