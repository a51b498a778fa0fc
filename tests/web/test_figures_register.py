"""Figures of the share register: who came, who left, the one in the middle, the new tables."""

from datetime import date

import pytest

from domain.figures.definition import TOTAL
from domain.money import eur
from domain.shares.register import Movement
from domain.shares.words import MovementKind
from tests.web.shareholders import a_legal_shareholder, a_shareholder
from web.actions.share_movements import Cause, write
from web.demo.people import BOARD, FINANCE, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.queries import figures

DAY = date(2026, 9, 14)
KEYS = ("members", "members_joined", "members_left", "median_shares")
BEFORE = date(2024, 5, 2)


def found(day=DAY, keys=KEYS):
    return [figures.counted([key], day)[key].amount for key in keys]


def resigns(holder, shares, day):
    move = Movement(
        kind=MovementKind.RESIGNATION, day=day, shares=-shares, paid_in=eur(-30 * shares)
    )
    write(holder.id, move, Cause())
    db.session.commit()


@pytest.fixture
def register(app_context):
    """Three from before, one of whom left; one who came; one who came and left."""
    a_shareholder(MEMBER, shares=1, since=BEFORE)
    a_shareholder(OTHER_MEMBER, shares=7, since=BEFORE)
    gone = a_shareholder(WORKER, shares=2, since=BEFORE)
    a_legal_shareholder(FINANCE, shares=60, since=date(2026, 2, 1))
    short = a_shareholder(BOARD, shares=1, since=date(2026, 3, 1))
    resigns(gone, 2, date(2026, 6, 30))
    resigns(short, 1, date(2026, 7, 1))


def test_who_came_and_who_left_since_new_year(register):
    assert found() == [3, 1, 1, 7]
    assert found(date(2026, 6, 1)) == [5, 2, 0, 2]
    assert found(date(2025, 12, 31)) == [3, 0, 0, 2]
    for key in KEYS:
        assert figures.exact(key, DAY) == figures.counted([key], DAY)[key].amount


def test_so_few_are_not_shown(register):
    shown = figures.values(KEYS, DAY)
    assert list(shown) == list(KEYS)
    assert {shown[key].amount for key in ("members_joined", "members_left")} == {None}


def test_nobody_is_zero(app_context):
    assert found(date(2020, 1, 1)) == [0, 0, 0, None]


@pytest.mark.parametrize(
    ("key", "cells"),
    [
        ("members_by_holding", {"1": 1, "6-10": 1, "from-51": 1}),
        ("members_by_membership", {"1-5": 2, "under-1": 1}),
        ("members_by_category", {"A": 2, "C": 1}),
    ],
)
def test_the_register_in_bands(register, key, cells):
    whole = figures.whole_table(figures.TABLES[key], DAY)
    counted = {row: cell.people for (row, _), cell in whole.cells.items() if cell.people}
    assert counted == {**cells, TOTAL: 3}
    assert all(cell.hidden for cell in figures.table(key, DAY).cells.values() if cell.people != 0)


def test_legal_persons_have_no_age(register):
    whole = figures.whole_table(figures.TABLES["members_by_age"], DAY)
    assert whole.cells["none", TOTAL].people >= 1
    assert whole.whole.people == 3
