"""Prepare an assembly: its dates, the period in which people vote, its end before it began."""

import secrets
from dataclasses import dataclass, fields
from datetime import date, datetime

import sqlalchemy as sa

from domain.assembly.convening import Dates, StartPassed, check_dates
from domain.assembly.electorate import check_record_day
from domain.assembly.freezing import check_times
from domain.assembly.life import check_draft, move_assembly
from domain.assembly.poll_life import check_draft as check_poll_draft
from domain.assembly.second import check_second, goes_again, second_ballot
from domain.assembly.words import AssemblyKind, AssemblyState
from web import clock
from web.actions.audit import record
from web.actions.locks import alone
from web.actions.polls import set_times
from web.extensions import db
from web.models.assembly import AgendaFile, AgendaItem, Assembly
from web.models.poll import Poll
from web.queries.assemblies import poll_of
from web.queries.presence import presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the office says about an assembly."""

    kind: AssemblyKind
    titles: dict[str, str]
    starts: datetime
    place: str
    remote: str = ""
    record_day: date
    objections_until: date
    questions_until: datetime
    candidates_until: datetime | None = None
    proxies_until: datetime
    votes_before: bool = False
    opens_at: datetime | None = None  # of the voting
    closes_at: datetime | None = None


TIMES = frozenset({"opens_at", "closes_at"})
COLUMNS = tuple(item.name for item in fields(Plan) if item.name not in TIMES)


def locked(assembly_id: int) -> Assembly:
    """The assembly as it is now; others who act on it wait."""
    query = sa.select(Assembly).where(Assembly.id == assembly_id)
    row: Assembly = db.session.scalars(alone(query)).one()
    return row


def check_plan(plan: Plan, now: datetime) -> None:
    """Refuse dates that do not fit each other."""
    if plan.starts <= now:
        raise StartPassed
    check_dates(
        Dates(
            starts=plan.starts,
            day=clock.day_of(plan.starts),
            record_day=plan.record_day,
            objections_until=plan.objections_until,
            questions_until=plan.questions_until,
            candidates_until=plan.candidates_until,
            proxies_until=plan.proxies_until,
            opens_at=plan.opens_at,
        )
    )
    if plan.opens_at is not None and plan.closes_at is not None:
        check_times(plan.opens_at, plan.closes_at, plan.starts, before=plan.votes_before)


def create(plan: Plan, *, now: datetime) -> Assembly:
    """Begin to prepare an assembly, with its poll if it is known when people vote."""
    check_plan(plan, now)
    assembly = Assembly(**{name: getattr(plan, name) for name in COLUMNS})
    db.session.add(assembly)
    db.session.flush()
    _plan_poll(assembly, plan)
    record("assembly_prepared", assembly, starts=plan.starts)
    db.session.commit()
    return assembly


def edit(assembly: Assembly, plan: Plan, *, now: datetime) -> None:
    """Change what is not announced yet."""
    row = locked(assembly.id)
    check_draft(row.state)
    check_record_day(plan.record_day, row.record_day, frozen=row.roll_frozen is not None)
    check_plan(plan, now)
    for name in COLUMNS:
        setattr(row, name, getattr(plan, name))
    _plan_poll(row, plan)
    record("assembly_changed", row, starts=plan.starts)
    db.session.commit()


def _plan_poll(assembly: Assembly, plan: Plan) -> None:
    """The poll has the moments that the convocation will announce."""
    if plan.opens_at is None or plan.closes_at is None:
        return
    poll = poll_of(assembly.id)
    if poll is None:
        poll = Poll(uid=secrets.token_hex(16), assembly_id=assembly.id)
        db.session.add(poll)
    else:
        check_poll_draft(poll.state)
    set_times(poll, plan.opens_at, plan.closes_at)


def cancel(assembly: Assembly, *, reason: str) -> None:
    """Call an assembly off; those who were invited see it."""
    row = locked(assembly.id)
    row.state = move_assembly(row.state, AssemblyState.CANCELLED)
    record("assembly_cancelled", row, reason=reason)
    db.session.commit()


def second(first: Assembly, plan: Plan, *, now: datetime) -> Assembly:
    """Prepare the second assembly: what lacked its quorum, with its texts and documents."""
    before = locked(first.id)
    known = sa.select(Assembly.id).where(Assembly.first_id == before.id)
    check_second(before.state, exists=db.session.scalar(known) is not None)
    check_plan(plan, now)
    values = {name: getattr(plan, name) for name in COLUMNS}
    assembly = Assembly(**values, first_id=before.id)
    db.session.add(assembly)
    db.session.flush()
    _copy_undecided(before, assembly.id)
    _plan_poll(assembly, plan)
    record("assembly_second", assembly, first=before.id)
    db.session.commit()
    return assembly


def _copy_undecided(first: Assembly, target_id: int) -> None:
    """The points in their order, each with its documents; the bytes are in the archive once."""
    there = presence(first)
    items = sa.select(AgendaItem).where(AgendaItem.assembly_id == first.id)
    for item in db.session.scalars(items.order_by(AgendaItem.position)).all():
        if not goes_again(there.check(item)):
            continue
        copy = AgendaItem(
            assembly_id=target_id,
            position=item.position,
            number=item.number,
            titles=dict(item.titles),
            texts=dict(item.texts),
            ballot=second_ballot(item.ballot),
        )
        db.session.add(copy)
        db.session.flush()
        files = sa.select(AgendaFile).where(AgendaFile.item_id == item.id)
        for file in db.session.scalars(files).all():
            db.session.add(
                AgendaFile(
                    item_id=copy.id,
                    name=file.name,
                    language=file.language,
                    filename=file.filename,
                    media_type=file.media_type,
                    sha256=file.sha256,
                    size=file.size,
                    added=file.added,
                )
            )
