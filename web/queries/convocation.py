"""What a convocation will say, from the same rows as the poll; and what it still lacks."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.assembly.agenda import NoRemoteAddress, NoVotePeriod, problems
from domain.assembly.announced import Moments
from domain.assembly.convening import Dates, StartPassed, check_in_time, wrong_dates
from domain.assembly.convocation import Announced, ConvocationSheet, from_json
from domain.assembly.freezing import check_times, check_title
from domain.assembly.papers import MailState
from domain.errors import RuleError, refused
from domain.parameters import parameter
from web import clock
from web.extensions import db
from web.models.assembly import Assembly
from web.models.assembly_papers import Convocation, ConvocationMail
from web.models.person import Person
from web.models.poll import Poll
from web.queries.assemblies import agenda, poll_of
from web.queries.register import lines_query

PROXIES_MOST = parameter("voting/proxies_most")


def lacking(assembly: Assembly, now: datetime) -> list[RuleError]:
    """Everything that stands between an assembly and its convocation."""
    poll, points = poll_of(assembly.id), [one.checked for one in agenda(assembly.id)]
    day = clock.day_of(assembly.starts)
    checks = [
        lambda: check_title(assembly.titles),
        lambda: check_in_time(clock.day_of(now), day),
    ]
    found = list(refused(checks))
    if assembly.starts <= now:
        found.append(StartPassed())
    found += wrong_dates(dates_of(assembly, poll))
    found += problems(points)
    if any(point.ballot for point in points):
        if poll is None:
            found.append(NoVotePeriod())
        else:
            found += _poll_problems(assembly, poll)
        if not assembly.remote.strip():
            found.append(NoRemoteAddress())
    return found


def _poll_problems(assembly: Assembly, poll: Poll) -> list[RuleError]:
    def check() -> None:
        check_times(poll.opens_at, poll.closes_at, assembly.starts, before=assembly.votes_before)

    return list(refused([check]))


def dates_of(assembly: Assembly, poll: Poll | None) -> Dates:
    """Everything with a date."""
    return Dates(
        starts=assembly.starts,
        day=clock.day_of(assembly.starts),
        record_day=assembly.record_day,
        objections_until=assembly.objections_until,
        questions_until=assembly.questions_until,
        candidates_until=assembly.candidates_until,
        proxies_until=assembly.proxies_until,
        opens_at=poll.opens_at if poll else None,
    )


def sheet_of(assembly: Assembly, *, by: str, address: str, now: datetime) -> ConvocationSheet:
    """The convocation as it would leave now.

    by:      who convenes, in words
    address: of the page of the assembly
    """
    poll, day = poll_of(assembly.id), clock.day_of(assembly.starts)
    first = db.session.get_one(Assembly, assembly.first_id) if assembly.first_id else None
    points = agenda(assembly.id)
    is_voted = any(one.item.ballot for one in points)
    return ConvocationSheet(
        kind=assembly.kind,
        titles=dict(assembly.titles),
        starts=assembly.starts,
        place=assembly.place,
        remote=assembly.remote,
        first_day=clock.day_of(first.starts) if first else None,
        record_day=assembly.record_day,
        objections_until=assembly.objections_until,
        questions_until=assembly.questions_until,
        candidates_until=assembly.candidates_until,
        proxies_until=assembly.proxies_until,
        proxies_most=int(PROXIES_MOST.on(day).value),
        votes_before=assembly.votes_before,
        opens_at=poll.opens_at if poll and is_voted else None,
        closes_at=poll.closes_at if poll and is_voted else None,
        public_key=poll.keys.get("public_key", "") if poll else "",
        convened=now,
        convened_by=by,
        address=address,
        points=tuple(
            Announced(
                number=one.item.number,
                titles=dict(one.item.titles),
                texts=dict(one.item.texts),
                ballot=dict(one.item.ballot),
                files=tuple(paper.name for paper in one.files),
            )
            for one in points
        ),
    )


def sent_sheet(assembly_id: int) -> ConvocationSheet | None:
    """The convocation as it left, if it did."""
    row = db.session.get(Convocation, assembly_id)
    return from_json(row.sheet) if row else None


def announced(assembly_id: int) -> Moments | None:
    """When people vote, as the convocation said; None where it left without saying, or did not."""
    sheet = sent_sheet(assembly_id)
    if sheet is None or sheet.opens_at is None or sheet.closes_at is None:
        return None
    return Moments(sheet.opens_at, sheet.closes_at)


def addressees(day: date) -> sa.Select[int, str, str]:
    """Person, address, language of all who hold shares on a day, or act for one who does."""
    lines = lines_query(day).subquery()
    whom = sa.select(sa.func.coalesce(lines.c.person_id, lines.c.representative_id))
    return sa.select(Person.id, Person.email, Person.language).where(
        Person.id.in_(whom), Person.active
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as the list of addressees has it."""

    id: int
    name: str
    address: str
    language: str
    state: MailState
    problem: str


def letters(assembly_id: int, *states: MailState) -> list[Letter]:
    """The letters of an assembly, by name; only those of some states if any are given."""
    name = Person.given_name + " " + Person.family_name
    query = (
        sa.select(
            ConvocationMail.id,
            name,
            ConvocationMail.address,
            ConvocationMail.language,
            ConvocationMail.state,
            ConvocationMail.problem,
        )
        .join(ConvocationMail.person)
        .where(ConvocationMail.assembly_id == assembly_id)
        .order_by(Person.family_name, Person.given_name, ConvocationMail.id)
    )
    if states:
        query = query.where(ConvocationMail.state.in_(states))
    return [Letter(*row) for row in db.session.execute(query)]


def progress(assembly_id: int) -> dict[MailState, int]:
    """How many letters are how far: one statement."""
    count = sa.select(ConvocationMail.state, sa.func.count())
    query = count.where(ConvocationMail.assembly_id == assembly_id)
    rows = db.session.execute(query.group_by(ConvocationMail.state))
    found = {state: int(number) for state, number in rows}
    return {state: found[state] for state in MailState if state in found}
