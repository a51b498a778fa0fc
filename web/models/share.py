"""The share register. The migration adds the triggers that keep movements append-only."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.money import Eur
from domain.shares.words import (
    Category,
    ExitKind,
    ExitState,
    MovementKind,
    SubscriptionState,
)
from web.extensions import Base, SealedText, Uid
from web.models.likeness import likeness_of
from web.models.person import Person


class Shareholder(Base):
    """One line of the register: a person, or a legal person with its seat."""

    __tablename__ = "shareholder"
    __table_args__ = (
        CheckConstraint(
            "(person_id IS NULL) = (enterprise_number IS NOT NULL)", name="person_or_legal_person"
        ),
        Index("ix_shareholder_likeness", "likeness", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)  # in the register, never given twice
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    name: Mapped[str]  # as the register has it: a person's name, or the exact legal name
    enterprise_number: Mapped[str | None] = mapped_column(unique=True)
    street: Mapped[str] = mapped_column(default="")  # the seat of a legal person
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2), default="BE")
    likeness: Mapped[str] = mapped_column(default=likeness_of("name", "enterprise_number"))
    created: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    person: Mapped[Person | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class CategorySpell(Base):
    """The category of a shareholder from a day on."""

    __tablename__ = "category_spell"

    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    category: Mapped[Category]


class Representation(Base):
    """Who acts, and votes, for a legal person; the last one begun is the one in office."""

    __tablename__ = "representation"

    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Subscription(Base):
    """Shares asked for; in the register from the day on which all of it is paid."""

    __tablename__ = "subscription"
    __table_args__ = (CheckConstraint("shares > 0 AND amount > 0", name="some"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), index=True)
    shares: Mapped[int]
    amount: Mapped[Eur]
    communication: Mapped[str] = mapped_column(String(12), unique=True)  # of the transfer
    first_year: Mapped[int]  # the calendar years that these shares open begin here
    state: Mapped[SubscriptionState] = mapped_column(default=SubscriptionState.ASKED)
    asked: Mapped[datetime]
    paid_day: Mapped[date | None]  # the day of the payment that completed it
    version: Mapped[int] = mapped_column()

    shareholder: Mapped[Shareholder] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class SharePayment(Base):
    """Money received for a subscription, as finance records it; a correction is negative."""

    __tablename__ = "share_payment"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="not_zero"),
        Index("uq_share_payment_corrects_id", "corrects_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscription.id"), index=True)
    day: Mapped[date]
    amount: Mapped[Eur]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("share_payment.id"))
    reason: Mapped[str] = mapped_column(default="")
    written: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ShareExit(Uid, Base):
    """Somebody leaves with all their shares: asked, decided, tested, paid."""

    __tablename__ = "share_exit"

    id: Mapped[int] = mapped_column(primary_key=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), index=True)
    kind: Mapped[ExitKind]
    state: Mapped[ExitState] = mapped_column(default=ExitState.ASKED)
    asked_day: Mapped[date]  # of the dated letter, the decision or the death
    reason: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")  # why it was refused or is suspended
    heard: Mapped[str] = mapped_column(default="")  # what somebody answered to an exclusion
    heard_day: Mapped[date | None]
    decided_day: Mapped[date | None]
    effect_day: Mapped[date | None]
    payable_day: Mapped[date | None]  # the latest
    shares: Mapped[int]
    paid_in: Mapped[Eur]
    refund: Mapped[Eur | None]
    net_assets: Mapped[Eur | None]  # in the last approved accounts
    accounts_year: Mapped[int | None]
    net_asset_test: Mapped[bool | None]  # None: not recorded yet
    liquidity_test: Mapped[bool | None]
    tested_day: Mapped[date | None]
    beneficiary: Mapped[str] = mapped_column(default="")
    iban_sealed: Mapped[bytes | None]
    paid_day: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    iban = SealedText()

    shareholder: Mapped[Shareholder] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class ShareMovement(Base):
    """One change of somebody's shares. The register of a day is the sum of those up to it."""

    __tablename__ = "share_movement"
    __table_args__ = (
        CheckConstraint("shares <> 0", name="not_zero"),
        # all that a sum over the register reads: it never looks at the rows
        Index("ix_share_movement_held", "shareholder_id", "day", "shares", "paid_in"),
        Index("ix_share_movement_day", "day", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"))
    kind: Mapped[MovementKind]
    day: Mapped[date]  # of effect
    shares: Mapped[int]  # more, or less
    paid_in: Mapped[Eur]  # what was really paid on them, with the same sign
    subscription_id: Mapped[int | None] = mapped_column(ForeignKey("subscription.id"))
    exit_id: Mapped[int | None] = mapped_column(ForeignKey("share_exit.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("shareholder.id"))  # of a transfer
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("share_movement.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")
    written: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    shareholder: Mapped[Shareholder] = relationship(lazy="raise", foreign_keys=[shareholder_id])


class ShareCertificate(Base):
    """What the register said of one shareholder on a day, in writing; its code can be checked."""

    __tablename__ = "share_certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), index=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    day: Mapped[date]
    shares: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    sheet: Mapped[dict[str, Any]]  # everything it says
    asked: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    shareholder: Mapped[Shareholder] = relationship(lazy="raise")


class AnnualAccounts(Base):
    """What the tests before a refund look at: the last accounts that the assembly approved."""

    __tablename__ = "annual_accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    approved_day: Mapped[date]
    net_assets: Mapped[Eur]
    unavailable: Mapped[Eur]  # own funds that the law or the statutes keep in the cooperative
    shares: Mapped[int]  # outstanding on the last day of that year
    written: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
