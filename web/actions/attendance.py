"""The door: who came, in the room or from afar, and who left."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from domain.assembly.attendance import HereAlready, NoSuchVote, NotHere, check_door
from web import clock
from web.actions.assemblies import locked
from web.actions.audit import record
from web.extensions import db
from web.models.assembly import Assembly, Attendance
from web.models.roll import RollLine
from web.models.share import Shareholder


def arrive(assembly: Assembly, number: int, *, remote: bool, now: datetime) -> Shareholder:
    """Sign in a shareholder, with the legal persons for whom the same person is here."""
    _check(assembly, now)
    line = _line(assembly.id, number)
    whose = line.shareholder
    rows = _attendances(assembly.id, line)
    mine = rows.get(line.shareholder_id)
    if mine is not None and mine.left is None:
        raise HereAlready(whose.name)
    for shareholder_id in _together(line):
        row = rows.get(shareholder_id)
        if row is None:
            row = Attendance(
                assembly_id=assembly.id, shareholder_id=shareholder_id, remote=remote, arrived=now
            )
            db.session.add(row)
        elif row.left is not None:
            row.left, row.remote = None, remote
    record("signed_in", assembly, number=number, remote=remote)
    db.session.commit()
    return whose


def _check(assembly: Assembly, now: datetime) -> None:
    """One at a time, and only around the meeting."""
    row = locked(assembly.id)
    check_door(row.state, clock.day_of(now), clock.day_of(row.starts))


def leave(assembly: Assembly, number: int, *, now: datetime) -> Shareholder:
    """Sign out whoever has this number, and those for whom they were here."""
    _check(assembly, now)
    line = _line(assembly.id, number)
    whose = line.shareholder
    here = [row for row in _attendances(assembly.id, line).values() if row.left is None]
    if not here:
        raise NotHere(whose.name)
    for row in here:
        row.left = now
    record("signed_out", assembly, number=number)
    db.session.commit()
    return whose


def _line(assembly_id: int, number: int) -> RollLine:
    query = (
        sa.select(RollLine)
        .join(RollLine.shareholder)
        .where(RollLine.assembly_id == assembly_id, Shareholder.number == number)
        .options(contains_eager(RollLine.shareholder))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchVote
    return found


def _together(line: RollLine) -> list[int]:
    query = sa.select(RollLine.shareholder_id).where(
        RollLine.assembly_id == line.assembly_id, RollLine.person_id == line.person_id
    )
    return list(db.session.scalars(query))


def _attendances(assembly_id: int, line: RollLine) -> dict[int, Attendance]:
    query = sa.select(Attendance).where(
        Attendance.assembly_id == assembly_id, Attendance.shareholder_id.in_(_together(line))
    )
    return {row.shareholder_id: row for row in db.session.scalars(query)}
