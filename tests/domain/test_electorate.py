"""Who is on the roll and why not, its fingerprint, the door, and the tenth."""

import hashlib
from datetime import date, timedelta

import pytest

from domain.assembly.attendance import DoorClosed, Tenth, check_door
from domain.assembly.electorate import (
    REASONS,
    Change,
    Reason,
    RecordDayFixed,
    RollRow,
    change_for,
    check_record_day,
    has_vote,
    reason_for,
    roll_sha256,
)
from domain.assembly.words import AssemblyState
from domain.money import eur

DAY = date(2026, 9, 14)
NOBODY = {"held": 0, "ever": False, "later": False, "unpaid": False, "represented": False}


@pytest.mark.parametrize(
    ("shares", "paid_in", "expected"),
    [(1, 30, True), (7, 210, True), (2, 30, True), (1, 29, False), (0, 0, False), (-1, 30, False)],
)
def test_one_fully_paid_share_is_one_vote(shares: int, paid_in: int, expected: bool):
    assert has_vote(shares=shares, paid_in=eur(paid_in), day=DAY) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Reason.NEVER),
        ({"unpaid": True}, Reason.NOT_PAID),
        ({"later": True}, Reason.LATER),
        ({"later": True, "unpaid": True}, Reason.LATER),
        ({"ever": True}, Reason.LEFT),
        ({"ever": True, "later": True}, Reason.LEFT),
        ({"held": 1, "ever": True}, Reason.NO_REPRESENTATIVE),
        ({"held": 1, "ever": True, "represented": True}, Reason.MISSING),
    ],
)
def test_everybody_without_a_vote_reads_why(facts: dict[str, bool], expected: Reason):
    assert reason_for(**{**NOBODY, **facts}) is expected
    assert expected in REASONS


def test_the_fingerprint_is_that_of_the_sorted_lines():
    rows = [RollRow(12, "B", 3, "bb" * 16), RollRow(2, "A", 1, "aa" * 16)]
    lines = f"2;A;1;{'aa' * 16}\n12;B;3;{'bb' * 16}\n"
    assert roll_sha256(rows) == hashlib.sha256(lines.encode()).hexdigest()
    assert roll_sha256(reversed(rows)) == roll_sha256(rows)
    assert roll_sha256(rows[:1]) != roll_sha256(rows)
    other = [rows[0], RollRow(2, "A", 1, "ac" * 16)]
    assert roll_sha256(other) != roll_sha256(rows)


def test_what_an_objection_can_change():
    assert change_for(on_roll=False, casts=False) is Change.ADD
    assert change_for(on_roll=True, casts=True) is Change.REMOVE
    assert change_for(on_roll=True, casts=False) is Change.HAND_OVER


@pytest.mark.parametrize(
    ("represented", "most", "holds", "strictly"),
    [(9, 1, False, False), (10, 1, True, True), (10, 2, True, False), (30, 3, True, True)],
)
def test_a_proxy_counts_for_the_member_it_represents(
    represented: int, most: int, holds: bool, strictly: bool
):
    tenth = Tenth(represented, most)
    assert (tenth.holds, tenth.holds_strictly) == (holds, strictly)


@pytest.mark.parametrize(
    ("state", "today"),
    [
        (AssemblyState.DRAFT, DAY),
        (AssemblyState.CONVENED, date(2026, 9, 13)),
        (AssemblyState.ENDED, DAY),
        (AssemblyState.CANCELLED, DAY),
    ],
)
def test_the_door_opens_on_the_day_until_the_end(state: AssemblyState, today: date):
    check_door(AssemblyState.CONVENED, DAY, DAY)
    check_door(AssemblyState.SITTING, date(2026, 9, 15), DAY)
    with pytest.raises(DoorClosed):
        check_door(state, today, DAY)


def test_a_frozen_roll_keeps_its_day():
    other = DAY + timedelta(days=1)
    check_record_day(other, DAY, frozen=False)
    check_record_day(DAY, DAY, frozen=True)
    with pytest.raises(RecordDayFixed):
        check_record_day(other, DAY, frozen=True)
