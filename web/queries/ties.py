"""Equal votes that wait for a decision, and the keys by which a rule decides them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.voting.canonical import sha256_hex
from domain.voting.definition import Question
from domain.voting.ties import (
    NumberNotKnown,
    by_lot,
    by_seniority,
    is_waiting,
    to_order,
)
from domain.voting.words import Tie
from web import clock
from web.extensions import db
from web.models.poll import Poll
from web.models.share import Shareholder, ShareMovement
from web.queries.publication import outcomes


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question whose last seats are not given, and the order in which its rule puts them."""

    question: Question
    among: tuple[str, ...]  # ids, as they stand on the ballot
    seats_left: int
    keys: Mapping[str, str]  # empty: the number is not known yet

    @property
    def order(self) -> list[tuple[str, str]]:
        """The options and their keys, the first first."""
        return sorted(self.keys.items(), key=lambda pair: pair[1])

    @property
    def is_lot(self) -> bool:
        """Does a number draw it?"""
        return self.question.tie is Tie.LOT


def waiting(poll: Poll, number: str = "") -> list[Waiting]:
    """What is left to decide, as it would be decided with a number that was drawn."""
    found = []
    for question, outcome in outcomes(poll):
        if not is_waiting(question, outcome):
            continue
        is_drawn = question.tie is not Tie.LOT or number
        keys = keys_of(poll, question, outcome, number) if is_drawn else {}
        tie = outcome["tie"]
        found.append(Waiting(question, tuple(tie["among"]), tie["seats_left"], keys))
    return found


def keys_of(
    poll: Poll, question: Question, outcome: Mapping[str, Any], number: str
) -> Mapping[str, str]:
    """By lot or by seniority, for all that the rule may have to compare."""
    options = to_order(question, outcome)
    if question.tie is Tie.LOT:
        if not number:
            raise NumberNotKnown
        return by_lot(sha256_hex(poll.result or b""), number, options)
    holders = {one: poll.standing[question.id][int(one) - 1] for one in options}
    days = shareholders_since(holders.values())
    return by_seniority({one: days[holder] for one, holder in holders.items()})


def shareholders_since(ids: Collection[int]) -> Mapping[int, date]:
    """The day of the first share of each; of their entry in the register, if there is none."""
    query = (
        sa.select(Shareholder.id, sa.func.min(ShareMovement.day), Shareholder.created)
        .outerjoin(ShareMovement, ShareMovement.shareholder_id == Shareholder.id)
        .where(Shareholder.id.in_(ids))
        .group_by(Shareholder.id, Shareholder.created)
    )
    return {one: day or clock.day_of(created) for one, day, created in db.session.execute(query)}
