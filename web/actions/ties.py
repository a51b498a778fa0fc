"""Equal votes: the number that draws them is named before the vote, the decision kept after it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.assembly.poll_life import check_draft
from domain.assembly.words import PollState
from domain.voting.canonical import sha256_hex
from domain.voting.definition import Question
from domain.voting.publishing import board_names, choices_on
from domain.voting.ties import NoTie, decide, file_name, is_waiting, told, undecided
from domain.voting.words import Tie
from web import clock
from web.actions.audit import actor_id, record
from web.actions.candidates import proclaim
from web.actions.polls import locked
from web.documents import archive
from web.extensions import db
from web.models.poll import BoardFile, Poll, TieDecision
from web.queries.defining import items_voted
from web.queries.polls import definition_of
from web.queries.presence import presence
from web.queries.publication import files, outcomes
from web.queries.ties import keys_of


def name_lot(poll: Poll, lot: str) -> None:
    """Say which public number will draw equal votes; it is frozen with the questions."""
    row = locked(poll.id)
    check_draft(row.state)
    row.lot = lot
    record("poll_lot_named", row, lot=lot)
    db.session.commit()


def decide_tie(poll: Poll, question_id: str, number: str, *, now: datetime) -> None:
    """Decide equal votes by the rule fixed before the vote, for good; publish how.

    number: what was drawn, where the rule is a lot
    """
    row = locked(poll.id)
    found = outcomes(row) if row.state is PollState.PUBLISHED else []
    asked = [one for one in found if one[0].id == question_id and is_waiting(*one)]
    if not asked:
        raise NoTie
    question, outcome = asked[0]
    keys = keys_of(row, question, outcome, number)
    kept = {one.name: one.sha256 for one in files(row.id)}
    boards = {name: archive.load(kept[name]) for name in board_names(question)}
    whole = decide(question, choices_on(question, boards), keys)
    result_sha256 = sha256_hex(row.result or b"")
    content = told(definition_of(row), question, result_sha256, number, keys, whole)
    decision = TieDecision(
        poll_id=row.id,
        question=question.id,
        content=content,
        decided=now,
        decided_by_id=actor_id(),
    )
    sha256 = archive.store(content)
    name = file_name(question)
    file = BoardFile(poll_id=row.id, name=name, sha256=sha256, size=len(content))
    db.session.add_all([decision, file])
    if question.tie is Tie.LOT:
        record("poll_tie_drawn", row, point=question.number, number=number, sha256=sha256)
    else:
        record("poll_tie_by_seniority", row, point=question.number, sha256=sha256)
    proclaim_result(row, question, whole)
    db.session.commit()


def proclaim_result(poll: Poll, question: Question, outcome: Mapping[str, Any]) -> None:
    """Those who are elected begin their mandates; between equal votes, others wait.

    Part of the caller's transaction. The limit of mandates holds here too.
    """
    standing = poll.standing.get(question.id)
    if standing is None:
        return
    item = items_voted(poll.assembly_id)[int(question.id[1:]) - 1]
    quorum = presence(poll.assembly).check(item)
    if quorum is None or not quorum.reached:
        return
    elected, waiting = (
        {standing[int(option) - 1] for option in options}
        for options in (outcome["elected"], undecided(question, outcome))
    )
    proclaim(item, elected, clock.day_of(poll.assembly.starts), waiting=waiting)
