"""Bands: the same cuts of a number for every table, page and report that shows them.

A band is half open: it begins at ``since`` and ends just before ``until``. The bands of one
object follow each other without a gap and without an overlap, or they are refused when built.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from domain.errors import N_, Msg
from domain.figures.bands_refused import (
    BandsGap,
    BandsOverlap,
    BandTwice,
    EmptyBand,
    NoBands,
    OutsideBands,
)
from domain.statistics import BANDS as HOUR_BANDS
from domain.statistics import STARTS as HOUR_STARTS

LOWEST = Decimal("-Infinity")  # credit notes can bring a turnover below zero


@dataclass(frozen=True, slots=True)
class Band:
    """One band: from ``since`` to just before ``until``; None is without end."""

    key: str
    label: Msg
    since: Decimal
    until: Decimal | None

    def holds(self, value: Decimal | int) -> bool:
        """Is the value in it?"""
        return self.since <= value and (self.until is None or value < self.until)

    def __str__(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands that follow each other, lowest first; another cut is another version."""

    name: str
    version: int
    title: Msg
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        if not self.bands:
            raise NoBands(self.name)
        for band in self.bands:
            if band.until is not None and band.until <= band.since:
                raise EmptyBand(self.name, band.key)
        for band, after in pairwise(self.bands):
            self._check_step(band, after)
        keys = [band.key for band in self.bands]
        for key in keys:
            if keys.count(key) > 1:
                raise BandTwice(self.name, key)

    def _check_step(self, band: Band, after: Band) -> None:
        if band.until is None or after.since < band.until:
            raise BandsOverlap(self.name, band.key, after.key)
        if after.since > band.until:
            raise BandsGap(self.name, band.key, after.key)

    def of(self, value: Decimal | int) -> Band:
        """The band of a value; a limit belongs to the band that it begins."""
        for band in self.bands:
            if band.holds(value):
                return band
        raise OutsideBands(self.name, str(value))

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the bands, lowest first: the rows of a table."""
        return tuple(band.key for band in self.bands)

    @property
    def labels(self) -> Mapping[str, Msg]:
        """What each band is called on a page."""
        return {band.key: band.label for band in self.bands}


def _cut(name: str, title: Msg, low: Decimal, steps: tuple[tuple[int, str, Msg], ...]) -> Bands:
    """Bands from where each begins; the first begins at ``low``."""
    starts = [low, *(Decimal(start) for start, _, _ in steps[1:])]
    ends = [*starts[1:], None]
    return Bands(
        name,
        1,
        title,
        tuple(
            Band(key, label, since, until)
            for (_, key, label), since, until in zip(steps, starts, ends, strict=True)
        ),
    )


TURNOVER_HOLDER = _cut(
    "turnover_holder",
    N_("Turnover of a holder in the year, excluding VAT"),
    LOWEST,
    (
        (0, "under-1k", N_("Under 1,000 EUR")),
        (1_000, "1k-3k", N_("From 1,000 to under 3,000 EUR")),
        (3_000, "3k-5k", N_("From 3,000 to under 5,000 EUR")),
        (5_000, "5k-10k", N_("From 5,000 to under 10,000 EUR")),
        (10_000, "10k-20k", N_("From 10,000 to under 20,000 EUR")),
        (20_000, "from-20k", N_("20,000 EUR and more")),
    ),
)
TURNOVER_UNIT = _cut(
    "turnover_unit",
    N_("Turnover of a unit in the year, excluding VAT"),
    LOWEST,
    (
        (0, "under-1k", N_("Under 1,000 EUR")),
        (1_000, "1k-3k", N_("From 1,000 to under 3,000 EUR")),
        (3_000, "3k-10k", N_("From 3,000 to under 10,000 EUR")),
        (10_000, "10k-30k", N_("From 10,000 to under 30,000 EUR")),
        (30_000, "30k-50k", N_("From 30,000 to under 50,000 EUR")),
        (50_000, "50k-100k", N_("From 50,000 to under 100,000 EUR")),
        (100_000, "from-100k", N_("100,000 EUR and more")),
    ),
)
AGE = _cut(
    "age",
    N_("Age in completed years"),
    Decimal(0),
    (
        (0, "to-25", N_("25 years or younger")),
        (26, "26-35", N_("26 to 35 years")),
        (36, "36-45", N_("36 to 45 years")),
        (46, "46-59", N_("46 to 59 years")),
        (60, "from-60", N_("60 years or older")),
    ),
)
SENIORITY = _cut(
    "seniority",
    N_("Completed years as a holder"),
    Decimal(0),
    (
        (0, "under-1", N_("Under 1 year")),
        (1, "1-5", N_("From 1 to under 5 years")),
        (5, "5-10", N_("From 5 to under 10 years")),
        (10, "10-15", N_("From 10 to under 15 years")),
        (15, "from-15", N_("15 years and more")),
    ),
)
UNIT_AGE = _cut(
    "unit_age",
    N_("Completed years since the unit was made"),
    Decimal(0),
    (
        (0, "under-1", N_("Under 1 year")),
        (1, "1-5", N_("From 1 to under 5 years")),
        (5, "5-10", N_("From 5 to under 10 years")),
        (10, "from-10", N_("10 years and more")),
    ),
)
CLIENTS = _cut(
    "clients",
    N_("Clients invoiced in the year"),
    Decimal(1),
    (
        (1, "1", N_("1 client")),
        (2, "2", N_("2 clients")),
        (3, "3-5", N_("3 to 5 clients")),
        (6, "from-6", N_("6 clients and more")),
    ),
)
UNITS = _cut(
    "units",
    N_("Units held"),
    Decimal(1),
    ((1, "1", N_("1 unit")), (2, "2", N_("2 units")), (3, "from-3", N_("3 units and more"))),
)
HOLDING = _cut(
    "holding",
    N_("Shares held"),
    Decimal(1),
    (
        (1, "1", N_("1 share")),
        (2, "2-5", N_("2 to 5 shares")),
        (6, "6-10", N_("6 to 10 shares")),
        (11, "11-50", N_("11 to 50 shares")),
        (51, "from-51", N_("51 shares and more")),
    ),
)
EMPLOYED = _cut(
    "employed",
    N_("People employed by the unit besides its holders"),
    Decimal(1),
    ((1, "1", N_("1 person")), (2, "2", N_("2 people")), (3, "from-3", N_("3 people and more"))),
)
HOURS = _cut(
    "hours",
    N_("Hours worked in a month"),
    Decimal(0),
    tuple((dict(HOUR_STARTS).get(band, 0), band.value, said) for band, said in HOUR_BANDS.items()),
)
