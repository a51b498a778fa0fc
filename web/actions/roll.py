"""The roll: frozen from the register once, then changed only by objections that are granted."""

import secrets
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from domain.assembly.asking import check_words
from domain.assembly.electorate import (
    Change,
    NobodyHoldsShares,
    NoShareAtAll,
    NothingToChange,
    ObjectionAnswered,
    ObjectionsClosed,
    ObjectionTwice,
    RecordDayAhead,
    RollFixed,
    RollFrozen,
    RollNotFrozen,
    has_vote,
)
from domain.assembly.proxies import NotComing
from domain.assembly.words import AssemblyState, PollState
from web import clock
from web.actions.assemblies import locked
from web.actions.audit import actor_id, record
from web.actions.locks import alone
from web.actions.proxies import end_those_of
from web.extensions import db
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.models.roll import Objection, RollLine
from web.queries.register import Line, line_on, lines_on
from web.queries.roll import fingerprint
from web.queries.roll_line import MyVote, my_votes

LINES = cast("sa.Table", RollLine.__table__)
VOTER_BYTES = 16
BEFORE_THE_END = (AssemblyState.DRAFT, AssemblyState.CONVENED, AssemblyState.SITTING)


def freeze(assembly: Assembly, *, now: datetime) -> None:
    """Take the register of the record day: one line per shareholder, under a random name each."""
    row = locked(assembly.id)
    if row.state not in BEFORE_THE_END:
        raise NotComing
    if row.roll_frozen is not None:
        raise RollFrozen
    if clock.day_of(now) <= row.record_day:
        raise RecordDayAhead(row.record_day)
    lines = [
        _values(row.id, line, voter)
        for line in lines_on(row.record_day)
        if (voter := voter_of(line, row)) is not None
    ]
    if not lines:
        raise NobodyHoldsShares
    db.session.execute(sa.insert(LINES), lines)
    row.roll_frozen = now
    row.roll_sha256 = fingerprint(row.id)
    record("roll_frozen", row, votes=len(lines), sha256=row.roll_sha256)
    db.session.commit()


def voter_of(line: Line, assembly: Assembly) -> int | None:
    """Who casts the vote of a line: the person, or who represents the legal person; if anybody."""
    if not has_vote(shares=line.shares, paid_in=line.paid_in, day=assembly.record_day):
        return None
    return line.person_id or line.representative_id


def _values(assembly_id: int, line: Line, person_id: int) -> dict[str, object]:
    return {
        "assembly_id": assembly_id,
        "shareholder_id": line.id,
        "person_id": person_id,
        "voter": secrets.token_hex(VOTER_BYTES),
        "category": line.category,
        "shares": line.shares,
    }


def object_to(assembly: Assembly, person_id: int, text: str, *, now: datetime) -> Objection:
    """Somebody says that the roll is wrong about them."""
    check_words(text)
    row = locked(assembly.id)
    if clock.day_of(now) > row.objections_until:
        raise ObjectionsClosed(row.objections_until)
    waiting = sa.select(Objection.id).where(
        Objection.assembly_id == row.id,
        Objection.person_id == person_id,
        Objection.answered.is_(None),
    )
    if db.session.scalar(waiting.limit(1)) is not None:
        raise ObjectionTwice
    made = Objection(assembly_id=row.id, person_id=person_id, text=text, made=now)
    db.session.add(made)
    db.session.flush()
    record("objection_made", made)
    db.session.commit()
    return made


def answer(
    objection: Objection, *, granted: bool, text: str, now: datetime, shareholder_id: int = 0
) -> None:
    """Answer an objection; a granted one changes one vote, and with it the hash of the roll.

    shareholder_id: whose vote changes: the person who objects, or a legal person they act for
    """
    check_words(text)
    assembly = locked(objection.assembly_id)
    row = db.session.scalars(alone(sa.select(Objection).where(Objection.id == objection.id))).one()
    if row.answered is not None:
        raise ObjectionAnswered
    row.granted, row.answer, row.answered = granted, text, now
    row.answered_by_id = actor_id()
    if granted:
        _change(assembly, row, shareholder_id, now)
    record("objection_answered", row, granted=granted, answer=text)
    db.session.commit()


def _change(assembly: Assembly, objection: Objection, shareholder_id: int, now: datetime) -> None:
    """On the roll, off it, or in other hands; the audit keeps the old hash."""
    if assembly.roll_frozen is None:
        raise RollNotFrozen
    if is_fixed(assembly.id):
        raise RollFixed
    votes = {vote.holder.id: vote for vote in my_votes(assembly, objection.person_id)}
    vote = votes.get(shareholder_id)
    if vote is None:
        raise NothingToChange
    before = assembly.roll_sha256
    change = vote.change
    if change is Change.ADD:
        _add(assembly, vote, objection.person_id)
    elif vote.line is not None and change is Change.HAND_OVER:
        vote.line.person_id = objection.person_id
    else:
        db.session.delete(vote.line)
        end_those_of(assembly.id, shareholder_id, now)
    db.session.flush()
    assembly.roll_sha256 = fingerprint(assembly.id)
    record(
        "roll_changed",
        assembly,
        what=change.value,
        number=vote.holder.number,
        before=before,
        after=assembly.roll_sha256,
    )


def _add(assembly: Assembly, vote: MyVote, person_id: int) -> None:
    """A vote for shares that the register knows: since the record day, or by now."""
    for day in (assembly.record_day, clock.today()):
        line = line_on(vote.holder.id, day)
        if line and has_vote(shares=line.shares, paid_in=line.paid_in, day=day):
            db.session.execute(sa.insert(LINES), [_values(assembly.id, line, person_id)])
            return
    raise NoShareAtAll(vote.holder.name)


def is_fixed(assembly_id: int) -> bool:
    """Does a poll rely on this roll already?"""
    fixed = sa.select(Poll.id).where(
        Poll.assembly_id == assembly_id,
        Poll.state != PollState.DRAFT,
        sa.or_(Poll.destroyed.is_(None), Poll.closed.is_not(None)),
    )
    return db.session.scalar(fixed.limit(1)) is not None
