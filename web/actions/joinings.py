"""An application to join, written by its applicant, who is known by a link only."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from domain.identifiers import structured_communication
from domain.shares.consents import all_agreed, check_agreed, current
from domain.shares.joining import (
    AlreadyBegun,
    Applicant,
    JoiningState,
    StepsMissing,
    check_applicant,
    check_enough,
    check_open,
    packed,
    unpacked,
)
from domain.shares.subscribing import check_number, price
from web import clock
from web.actions.audit import record
from web.actions.ledger import next_number
from web.actions.locks import alone, flush_or
from web.actions.subscriptions import SERIES
from web.extensions import db
from web.models.joining import Joining, JoiningConsent
from web.queries.joinings import given_now, paid_for
from web.tokens import new_token, token_hash


def begin(applicant: Applicant, *, now: datetime, token: str = "") -> str:
    """The first answers of somebody: the token of the link that leads back to them."""
    check_applicant(applicant, clock.day_of(now))
    token = token or new_token()
    row = Joining(token_hash=token_hash(token), language=applicant.language, began=now)
    row.answers = json.dumps(packed(applicant))
    db.session.add(row)
    flush_or(AlreadyBegun())
    record("joining_begun", row)
    db.session.commit()
    return token


def of_link(token: str) -> Joining | None:
    """The application behind a link."""
    return db.session.scalar(sa.select(Joining).where(Joining.token_hash == token_hash(token)))


def applicant_of(row: Joining) -> Applicant:
    """Who applies."""
    return unpacked(json.loads(row.answers))


def locked(joining_id: int) -> Joining:
    """One act at a time changes an application."""
    query = sa.select(Joining).where(Joining.id == joining_id)
    return db.session.scalars(alone(query)).one()


def say_who(joining_id: int, applicant: Applicant, *, now: datetime) -> None:
    """Other answers about who one is."""
    row = locked(joining_id)
    check_open(row.state)
    check_applicant(applicant, clock.day_of(now))
    row.answers, row.language = json.dumps(packed(applicant)), applicant.language
    record("joining_changed", row)
    db.session.commit()


def agree(joining_id: int, ticked: Collection[str], *, language: str, now: datetime) -> None:
    """Agree to the texts of today, in the language in which they were read."""
    row = locked(joining_id)
    check_open(row.state)
    check_agreed(ticked)
    known = given_now(row.id)
    new = [item for item in current() if (item.code, item.version) not in known]
    for item in new:
        db.session.add(
            JoiningConsent(
                joining_id=row.id, code=item.code, text_version=item.version, language=language,
                sha256=item.sha256(language), given=now,
            )
        )  # fmt: skip
    if new:
        texts = ", ".join(f"{item.code} {item.version}" for item in new)
        record("joining_agreed", row, texts=texts, language=language.upper())
    db.session.commit()


def choose_shares(joining_id: int, shares: int, *, now: datetime) -> None:
    """How many shares, which is how many calendar years."""
    row = locked(joining_id)
    check_open(row.state)
    check_enough(price(check_number(shares), clock.day_of(now)), paid_for(row.id))
    row.shares = shares
    record("joining_changed", row)
    db.session.commit()


def is_complete(row: Joining) -> bool:
    """Is every step done?"""
    return bool(row.answers_sealed and row.shares and all_agreed(given_now(row.id)))


def send(joining_id: int, *, now: datetime) -> None:
    """Hand it to the administrative team; from now on it can be paid."""
    row = locked(joining_id)
    check_open(row.state)
    if not is_complete(row):
        raise StepsMissing
    amount = price(row.shares, clock.day_of(now))
    check_enough(amount, paid_for(row.id))
    if row.communication is None:
        base = SERIES * 10**9 + next_number("share-communication")
        row.communication = structured_communication(base)
    row.amount = amount
    row.state, row.sent, row.reason = JoiningState.SENT, now, ""
    record("joining_sent", row, shares=row.shares, amount=row.amount)
    db.session.commit()


def steps_done(row: Joining | None) -> Mapping[str, bool]:
    """Which of the steps are done, in their order."""
    if row is None:
        return {"who": False, "sign": False, "years": False, "look": False}
    return {
        "who": bool(row.answers_sealed),
        "sign": all_agreed(given_now(row.id)),
        "years": row.shares > 0,
        "look": row.state not in {JoiningState.FILLING, JoiningState.SENT_BACK},
    }
