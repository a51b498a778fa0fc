"""Shareholders counted by what they hold, how old they are and since when they are in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.ages import age_on
from domain.figures.bands import AGE, HOLDING, SENIORITY, Bands

UNKNOWN = "none"  # a legal person, or a day of birth that nobody knows


def median(shares: Sequence[int]) -> Decimal | None:
    """Half hold as much or less, half as much or more; None of nobody."""
    if not shares:
        return None
    ordered, middle = sorted(shares), len(shares) // 2
    if len(ordered) % 2:
        return Decimal(ordered[middle])
    return Decimal(ordered[middle - 1] + ordered[middle]) / 2


def by_holding(shares: Iterable[int]) -> Mapping[str, int]:
    """Shareholders in each band of shares held."""
    return _banded(Counter(shares).items(), HOLDING)


def by_age(born: Iterable[date | None], day: date) -> Mapping[str, int]:
    """Shareholders in each band of completed years; without a day of birth apart."""
    return _years(born, day, AGE)


def by_membership(since: Iterable[date | None], day: date) -> Mapping[str, int]:
    """Shareholders in each band of completed years since their first share."""
    return _years(since, day, SENIORITY)


def _years(days: Iterable[date | None], day: date, bands: Bands) -> Mapping[str, int]:
    counts = Counter(days)  # many share a day: each is looked at once
    unknown = counts.pop(None, 0)
    years = ((max(age_on(one, day), 0), many) for one, many in counts.items() if one is not None)
    return {**_banded(years, bands), UNKNOWN: unknown}


def _banded(numbers: Iterable[tuple[int, int]], bands: Bands) -> dict[str, int]:
    found = dict.fromkeys(bands.keys, 0)
    for value, many in numbers:
        found[bands.of(value).key] += many
    return found
