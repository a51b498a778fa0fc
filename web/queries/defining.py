"""What a poll asks, put together from the agenda, the candidates, the roll and the keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.assembly.freezing import (
    LANGUAGES,
    NobodyMayVote,
    NothingToVote,
    by_lot,
    check_languages,
    check_title,
)
from domain.assembly.words import CandidacyState
from domain.voting.definition import Definition, Question, Trustee
from domain.voting.envelope import check_fits
from domain.voting.ties import check_named
from domain.voting.words import Kind
from web import clock
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Candidacy
from web.models.poll import Poll

NO_QUORUM = {"kind": "none", "part": [1, 2]}


@dataclass(frozen=True, slots=True)
class Made:
    """A definition, and the shareholders behind the options of its elections."""

    definition: Definition
    standing: dict[str, list[int]]


def items_voted(assembly_id: int) -> Sequence[AgendaItem]:
    """The points of an agenda that are put to the vote, in order."""
    query = sa.select(AgendaItem).where(AgendaItem.assembly_id == assembly_id)
    items = db.session.scalars(query.order_by(AgendaItem.position))
    return [item for item in items if item.ballot]


def accepted(item_id: int) -> Sequence[Candidacy]:
    """Those who stand in an election."""
    query = (
        sa.select(Candidacy)
        .where(Candidacy.item_id == item_id, Candidacy.state == CandidacyState.ACCEPTED)
        .options(joinedload(Candidacy.shareholder))
    )
    return db.session.scalars(query).all()


def drawn(item: AgendaItem, question: str, roll_sha256: str) -> list[tuple[int, str]]:
    """The candidates of an election in the order of the lot: shareholder, name."""
    standing = {row.shareholder.number: row.shareholder for row in accepted(item.id)}
    order = by_lot(roll_sha256, question, list(standing))
    return [(standing[number].id, standing[number].name) for number in order]


def questions(assembly: Assembly) -> tuple[list[Question], dict[str, list[int]]]:
    """What is asked, in the order of the agenda, and who stands in which question."""
    asked, standing = [], {}
    for place, item in enumerate(items_voted(assembly.id), start=1):
        name = f"q{place}"
        labels = [_texts(option) for option in item.ballot.get("options", [])]
        if item.ballot["kind"] == Kind.ELECTION.value:
            found = drawn(item, name, assembly.roll_sha256 or "")
            standing[name] = [shareholder_id for shareholder_id, _name in found]
            labels = [dict.fromkeys(LANGUAGES, candidate) for _id, candidate in found]
        check_languages(item.number, item.titles, *labels)
        asked.append(_question(name, item, labels))
    if not asked:
        raise NothingToVote
    return asked, standing


def make(poll: Poll, assembly: Assembly, rights: int) -> Made:
    """The definition of a poll as it would be frozen now.

    rights: votes on the roll
    """
    check_title(assembly.titles)
    asked, standing = questions(assembly)
    if not rights:
        raise NobodyMayVote
    definition = Definition(
        poll=poll.uid,
        day=clock.day_of(assembly.starts).isoformat(),
        title=_texts(assembly.titles),
        opens_at=int(poll.opens_at.timestamp()),
        closes_at=int(poll.closes_at.timestamp()),
        public_key=poll.keys["public_key"],
        threshold=poll.keys["threshold"],
        trustees=tuple(Trustee(one["name"], one["verify_key"]) for one in poll.keys["trustees"]),
        roll_count=rights,
        roll_sha256=assembly.roll_sha256 or "",
        lot=poll.lot,
        questions=tuple(asked),
    )
    check_fits(definition)
    check_named(definition)
    return Made(definition, standing)


def _texts(text: dict[str, Any]) -> dict[str, str]:
    return {code: str(text.get(code, "")).strip() for code in LANGUAGES}


def _question(name: str, item: AgendaItem, labels: Sequence[dict[str, str]]) -> Question:
    """One point of the agenda as a question; refused if it could not be counted."""
    ballot = item.ballot
    question = Question.from_json(
        {
            "id": name,
            "number": item.number,
            "title": _texts(item.titles),
            "kind": ballot["kind"],
            "method": ballot["method"],
            "majority": ballot.get("majority", ""),
            "options": [{"id": str(at), "label": label} for at, label in enumerate(labels, 1)],
            "seats": ballot.get("seats", 0),
            "at_most": ballot.get("at_most", 0),
            "quorum": ballot.get("quorum") or NO_QUORUM,
            "tie": ballot.get("tie", "rejected"),
            "board": ballot.get("board", "content"),
        }
    )
    question.check()
    return question
