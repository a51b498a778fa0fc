"""What the minutes print, gathered once the meeting has ended; and their versions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.assembly.mandates import last_day
from domain.assembly.minutes_results import result_of
from domain.assembly.minutes_sheet import (
    Asked,
    Decided,
    Disturbance,
    Elected,
    MinutesSheet,
    PollFacts,
    Refusals,
    Result,
    Seat,
)
from domain.assembly.papers import MailState
from domain.assembly.words import AssemblyState, BureauFunction
from web import clock
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Mandate, Minutes
from web.models.assembly_papers import MinutesSignature
from web.models.poll import BoardFile, Poll
from web.models.share import Shareholder
from web.queries import meeting
from web.queries.assemblies import agenda
from web.queries.convocation import progress, sent_sheet
from web.queries.polls import refusals
from web.queries.presence import presence
from web.queries.publication import outcomes
from web.queries.publication import result_of as published

SIGN = (BureauFunction.CHAIR, BureauFunction.SECRETARY)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed one version, as what, when."""

    function: BureauFunction
    name: str
    signed: datetime
    person_id: int


def signatures(minutes_id: int) -> list[Signature]:
    """Of one version: the chair first."""
    query = (
        sa.select(MinutesSignature)
        .where(MinutesSignature.minutes_id == minutes_id)
        .options(joinedload(MinutesSignature.person))
    )
    found = [
        Signature(BureauFunction(row.function), row.person.name, row.signed, row.person_id)
        for row in db.session.scalars(query)
    ]
    return sorted(found, key=lambda one: SIGN.index(one.function))


def versions(assembly_id: int) -> Sequence[Minutes]:
    """The minutes as they were written, the last version first."""
    query = sa.select(Minutes).where(Minutes.assembly_id == assembly_id)
    return db.session.scalars(query.order_by(Minutes.sequence.desc())).all()


def gathered(assembly: Assembly) -> MinutesSheet:
    """Everything as it stands now."""
    convocation, there = sent_sheet(assembly.id), presence(assembly)
    polls = _polls(assembly.id)
    results = _outcomes(polls)
    points = agenda(assembly.id)
    voted = [one.item.id for one in points if one.item.ballot]
    names = {item_id: f"q{place}" for place, item_id in enumerate(voted, 1)}
    return MinutesSheet(
        kind=assembly.kind,
        titles=dict(assembly.titles),
        starts=assembly.starts,
        place=assembly.place,
        remote=assembly.remote,
        first_day=convocation.first_day if convocation else None,
        convened=assembly.convened,
        convened_by=convocation.convened_by if convocation else "",
        letters=progress(assembly.id).get(MailState.SENT, 0),
        began=assembly.began,
        ended=assembly.ended,
        without_quorum=assembly.state is AssemblyState.NO_QUORUM,
        record_day=assembly.record_day,
        roll_sha256=assembly.roll_sha256 or "",
        bureau=tuple(
            Seat(function=one.function, name=one.name, present=one.present)
            for one in meeting.bureau(assembly.id)
        ),
        numbers=there.numbers,
        polls=tuple(map(_facts, polls)),
        points=tuple(
            Decided(
                number=one.item.number,
                titles=dict(one.item.titles),
                texts=dict(one.item.texts),
                quorum=(quorum := there.check(one.item)),
                result=(
                    results.get(names.get(one.item.id, ""))
                    if quorum is not None and quorum.reached
                    else None
                ),
            )
            for one in points
        ),
        incidents=tuple(
            Disturbance(at=row.at, kind=row.kind, text=row.text, affected=row.affected)
            for row in meeting.incidents(assembly.id)
        ),
        refused=tuple(
            Refusals(kind=kind, count=count) for poll in polls for kind, count in refusals(poll.id)
        ),
        questions=tuple(
            Asked(who=one.who, number=one.number, text=one.text, answer=one.answer)
            for one in meeting.questions(assembly.id)
        ),
        elected=tuple(_elected(assembly, polls, results)),
    )


def _polls(assembly_id: int) -> Sequence[Poll]:
    """The polls in which people could vote."""
    query = sa.select(Poll).where(Poll.assembly_id == assembly_id, Poll.closed.is_not(None))
    return db.session.scalars(query.order_by(Poll.opens_at, Poll.id)).all()


def _outcomes(polls: Sequence[Poll]) -> dict[str, Result]:
    """The published outcome of each question, by its name in the definition."""
    return {
        question.id: result_of(question, outcome, int(published(poll)["counted"]))
        for poll in polls
        if poll.result is not None
        for question, outcome in outcomes(poll)
    }


def _facts(poll: Poll) -> PollFacts:
    """How anybody recounts this poll."""
    result = published(poll)
    files = sa.select(BoardFile.name, BoardFile.sha256).where(BoardFile.poll_id == poll.id)
    definition = json.loads(poll.definition) if poll.definition else {}
    return PollFacts(
        uid=poll.uid,
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        definition_sha256=poll.definition_sha256 or "",
        roll=definition.get("roll", {}).get("count", 0),
        cast=poll.cast or 0,
        counted=result.get("counted", 0),
        invalid=len(result.get("invalid", ())),
        sealed_in_browser=result.get("sealed_in_browser", 0),
        published=poll.published,
        files=tuple(
            (name, sha256) for name, sha256 in db.session.execute(files.order_by(BoardFile.name))
        ),
        address=f"/results/{poll.uid}",
    )


def _elected(
    assembly: Assembly, polls: Sequence[Poll], results: dict[str, Result]
) -> list[Elected]:
    """Mandates that were proclaimed; else those that follow from the published results."""
    query = (
        sa.select(Shareholder.name, Mandate.since, Mandate.until)
        .join(Mandate.shareholder)
        .join(AgendaItem, AgendaItem.id == Mandate.item_id)
        .where(AgendaItem.assembly_id == assembly.id)
        .order_by(AgendaItem.position, Shareholder.name)
    )
    known = db.session.execute(query).all()
    if known:
        return [Elected(name=name, since=since, until=until) for name, since, until in known]
    day = clock.day_of(assembly.starts)
    return [
        Elected(name=count.label["fr"], since=day, until=last_day(day))
        for poll in polls
        for question in sorted(poll.standing)
        if question in results
        for count in results[question].counts
        if count.elected
    ]
