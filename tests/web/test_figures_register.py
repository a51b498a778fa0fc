"""Figures of the share register: who came, who left, the one in the middle, the new tables."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import g
from sqlalchemy.orm import selectinload

from domain.figures.definition import TOTAL
from domain.money import eur
from domain.roles import Role
from domain.shares.register import Movement
from domain.shares.words import MovementKind
from tests.web.shareholders import a_legal_shareholder, a_shareholder
from web import clock
from web.actions import people
from web.actions.share_movements import Cause, write
from web.demo.people import BOARD, FINANCE, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.person import Person
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


def test_their_lines_name_them(register, app_context):
    with app_context.test_request_context(headers={"Accept-Language": "en"}):
        g.person = SimpleNamespace(id=1, roles=frozenset({Role.FINANCE}), language="en")
        (came,) = figures.lines("members_joined", DAY, 1).rows
        (gone,) = figures.lines("members_left", DAY, 1).rows
    assert came[-1] == "60"
    assert "2" in gone[-1]


def with_roles(email):
    wanted = sa.select(Person).where(Person.email == email).options(selectinload(Person.granted))
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def test_advisers_of_a_past_day_are_those_of_that_day(app_context, later):
    today = clock.today()
    assert found(today, ["advisers"]) == [2]
    later(days=3)
    somebody = with_roles(OTHER_MEMBER)
    people.change_roles(somebody, somebody.roles | {Role.ADVISER}, now=clock.now())
    assert found(clock.today(), ["advisers"]) == [3]
    assert found(today, ["advisers"]) == [2]
    later(days=3)
    people.deactivate(with_roles(OTHER_MEMBER), by=frozenset(Role), now=clock.now())
    assert found(clock.today(), ["advisers"]) == [2]
    assert found(today + timedelta(days=4), ["advisers"]) == [3]


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
