"""What sister cooperatives say: possible, and empty where nobody knows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.money import eur
from domain.sisters import (
    LONGEST,
    DayInFuture,
    FoundedLater,
    FoundedTooEarly,
    NameMissing,
    NoPart,
    NoSuchAmount,
    SourceMissing,
    Told,
    TooLong,
    UnknownCountry,
    newest,
    refusals,
)

TODAY = date(2026, 9, 14)
LANTERN = Told(
    name="Lantern",
    country="DE",
    day=date(2025, 12, 31),
    founded=2016,
    rate=Decimal("0.085"),
    users=400,
    turnover=eur(6_000_000),
    staff=Decimal("5.5"),
    offices=2,
    source="Annual report 2025, page 4",
)
EMPTY = Told(name="Lantern", country="DE", day=TODAY, source="Letter of May")


@pytest.mark.parametrize(
    "told",
    [
        LANTERN,
        EMPTY,
        replace(LANTERN, rate=Decimal(0), users=0, turnover=eur(0), staff=Decimal(0), offices=0),
        replace(LANTERN, rate=Decimal(1), founded=2025),
    ],
)
def test_what_can_be_is_kept(told):
    assert refusals(told, TODAY) == []


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"name": "  "}, NameMissing, "name"),
        ({"source": ""}, SourceMissing, "source"),
        ({"country": "XX"}, UnknownCountry, "country"),
        ({"day": date(2026, 9, 15)}, DayInFuture, "day"),
        ({"founded": 2026}, FoundedLater, "founded"),
        ({"founded": 16}, FoundedTooEarly, "founded"),
        ({"rate": Decimal("1.01")}, NoPart, "rate"),
        ({"rate": Decimal("-0.01")}, NoPart, "rate"),
        ({"users": -1}, NoSuchAmount, "users"),
        ({"turnover": eur("-0.01")}, NoSuchAmount, "turnover"),
        ({"staff": Decimal(-1)}, NoSuchAmount, "staff"),
        ({"offices": 10_001}, NoSuchAmount, "offices"),
        ({"legal_form": "x" * (LONGEST["legal_form"] + 1)}, TooLong, "legal_form"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changed, refusal, field):
    [found] = refusals(replace(LANTERN, **changed), TODAY)
    assert type(found) is refusal
    assert found.field == field
    assert "%" not in str(found).replace("percent", "")


def test_all_that_is_wrong_is_said_at_once():
    wrong = replace(LANTERN, name="", rate=Decimal(2), users=-1, founded=2030)
    assert {found.field for found in refusals(wrong, TODAY)} == {"name", "rate", "users", "founded"}


def test_turnover_per_user_needs_both():
    assert LANTERN.turnover_per_user == 15000
    assert replace(LANTERN, turnover=None).turnover_per_user is None
    assert replace(LANTERN, users=0).turnover_per_user is None
    assert EMPTY.turnover_per_user is None


def test_the_newest_of_each_up_to_the_day():
    older = replace(LANTERN, day=date(2024, 12, 31), users=300)
    other = replace(LANTERN, name="Almanac", country="IT")
    told = [LANTERN, older, other]
    assert newest(told, TODAY) == [other, LANTERN]
    assert newest(told, date(2025, 6, 1)) == [older]
    assert newest(told, date(2024, 12, 30)) == []
