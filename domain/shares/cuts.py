"""Shareholders counted by what they hold, how old they are and since when they are in.

All of it works on counts, as a database groups them: a register is long, its numbers are few.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.ages import age_on
from domain.figures.bands import AGE, HOLDING, SENIORITY, Bands

UNKNOWN = "none"  # a legal person, or a day of birth that nobody knows
Days = Mapping[date | None, int]  # how many people have each day


def median(held: Mapping[int, int]) -> Decimal | None:
    """Half hold as much or less, half as much or more; None of nobody.

    held: shareholders by their number of shares
    """
    people = sum(held.values())
    if not people:
        return None
    return Decimal(_at((people - 1) // 2, held) + _at(people // 2, held)) / 2


def _at(place: int, held: Mapping[int, int]) -> int:
    """The shares of the one at a place, counted from the smallest holding."""
    for shares in sorted(held):
        place -= held[shares]
        if place < 0:
            break
    return shares


def by_holding(held: Mapping[int, int]) -> Mapping[str, int]:
    """Shareholders in each band of shares held."""
    return _banded(held, HOLDING)


def by_age(born: Days, day: date) -> Mapping[str, int]:
    """Shareholders in each band of completed years; without a day of birth apart."""
    return _years(born, day, AGE)


def by_membership(since: Days, day: date) -> Mapping[str, int]:
    """Shareholders in each band of completed years since their first share."""
    return _years(since, day, SENIORITY)


def _years(days: Days, day: date, bands: Bands) -> Mapping[str, int]:
    years: Counter[int] = Counter()
    for one, many in days.items():
        if one is not None:
            years[max(age_on(one, day), 0)] += many
    return {**_banded(years, bands), UNKNOWN: days.get(None, 0)}


def _banded(numbers: Mapping[int, int], bands: Bands) -> dict[str, int]:
    found = dict.fromkeys(bands.keys, 0)
    for value, many in numbers.items():
        found[bands.of(value).key] += many
    return found
