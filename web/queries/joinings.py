"""Applications to join, as the office finds them: waiting first, the oldest first."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.money import ZERO, Eur
from domain.shares.joining import Applicant, JoiningState, unpacked
from web.extensions import db
from web.models.joining import Joining, JoiningConsent, JoiningPayment
from web.models.person import Person
from web.queries.paging import PAGE, Page
from web.sight import visible


def given_now(joining_id: int) -> set[tuple[str, int]]:
    """The texts agreed to, with their versions."""
    query = sa.select(JoiningConsent.code, JoiningConsent.text_version)
    found = db.session.execute(query.where(JoiningConsent.joining_id == joining_id))
    return {(code, version) for code, version in found}


def consents_of(joining_id: int) -> list[JoiningConsent]:
    """Each agreement, in its order."""
    query = sa.select(JoiningConsent).where(JoiningConsent.joining_id == joining_id)
    return list(db.session.scalars(query.order_by(JoiningConsent.id)))


def paid_for(joining_id: int) -> Eur:
    """What came for it, and was not paid back."""
    query = sa.select(sa.func.sum(JoiningPayment.amount))
    found: Eur | None = db.session.scalar(query.where(JoiningPayment.joining_id == joining_id))
    return found or ZERO


def payments_of(joining_id: int) -> list[JoiningPayment]:
    """Each payment, in its order."""
    query = sa.select(JoiningPayment).where(JoiningPayment.joining_id == joining_id)
    return list(db.session.scalars(query.order_by(JoiningPayment.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One application in the list."""

    id: int
    name: str
    state: JoiningState
    communication: str
    sent: datetime
    shares: int
    amount: Eur
    paid: Eur


def listed(state: JoiningState, *, after: int = 0, typed: str = "") -> Page[Waiting]:
    """Applications that were sent, the oldest first; found by their communication."""
    paid = (
        sa.select(sa.func.coalesce(sa.func.sum(JoiningPayment.amount), 0))
        .where(JoiningPayment.joining_id == Joining.id)
        .scalar_subquery()
    )
    query = sa.select(Joining, paid).where(visible(Joining), Joining.state == state)
    query = query.where(Joining.communication.is_not(None), Joining.id > after)
    query = query.where(Joining.answers_sealed.is_not(None))  # not forgotten
    digits = "".join(sign for sign in typed if sign.isdigit())
    if digits:
        query = query.where(Joining.communication.contains(digits, autoescape=True))
    rows = db.session.execute(query.order_by(Joining.id).limit(PAGE + 1)).all()
    items = tuple(_waiting(row, sum_) for row, sum_ in rows[:PAGE])
    return Page(items, items[-1].id if len(rows) > PAGE else 0)


def _waiting(row: Joining, paid: Eur) -> Waiting:
    return Waiting(
        id=row.id,
        name=_applicant(row).name,
        state=row.state,
        communication=row.communication or "",
        sent=row.sent or row.began,
        shares=row.shares,
        amount=row.amount or ZERO,
        paid=paid or ZERO,
    )


def _applicant(row: Joining) -> Applicant:
    return unpacked(json.loads(row.answers))


def waiting_count() -> int:
    """How many wait for the administrative team."""
    query = sa.select(sa.func.count()).select_from(Joining)
    return db.session.scalar(query.where(Joining.state == JoiningState.SENT)) or 0


def known_as(applicant: Applicant) -> Collection[Person]:
    """People who may be the same: with this e-mail address, or this national number."""
    same = Person.email == applicant.email
    if applicant.national_number:
        index = Person.national_number.fingerprint(applicant.national_number)
        same = sa.or_(same, Person.national_number_index == index)
    return db.session.scalars(sa.select(Person).where(same).order_by(Person.id)).all()
