"""Joining: what somebody answered and signed before the cooperative lets them in."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.money import Eur
from domain.shares.joining import JoiningState
from web.extensions import Base, SealedText, Uid


class Joining(Uid, Base):
    """Somebody's application, found again by its link; who they are is sealed."""

    __tablename__ = "joining"
    __table_args__ = (
        CheckConstraint("(communication IS NULL) = (amount IS NULL)", name="asked_to_pay"),
        CheckConstraint("state <> 'validated' OR person_id IS NOT NULL", name="let_in"),
        Index("ix_joining_state_sent", "state", "sent", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[JoiningState] = mapped_column(default=JoiningState.FILLING)
    language: Mapped[str] = mapped_column(String(2))
    answers_sealed: Mapped[bytes | None]
    shares: Mapped[int] = mapped_column(default=0)  # 0: not said yet
    amount: Mapped[Eur | None]
    communication: Mapped[str | None] = mapped_column(String(12), unique=True)
    began: Mapped[datetime]
    sent: Mapped[datetime | None]
    decided: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")  # of the last no, for the applicant
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    subscription_id: Mapped[int | None] = mapped_column(ForeignKey("subscription.id"), unique=True)
    version: Mapped[int] = mapped_column()

    answers = SealedText()

    __mapper_args__ = {"version_id_col": version}


class JoiningConsent(Base):
    """One text that somebody agreed to: which version, in which language, when."""

    __tablename__ = "joining_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    joining_id: Mapped[int] = mapped_column(ForeignKey("joining.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    text_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    sha256: Mapped[str] = mapped_column(String(64))  # of the text that was shown
    given: Mapped[datetime]


class JoiningPayment(Base):
    """Money that came before the decision; carried to the shares, or paid back by its opposite."""

    __tablename__ = "joining_payment"
    __table_args__ = (CheckConstraint("amount <> 0", name="not_zero"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    joining_id: Mapped[int] = mapped_column(ForeignKey("joining.id"), index=True)
    day: Mapped[date]
    amount: Mapped[Eur]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("joining_payment.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")
    written: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
