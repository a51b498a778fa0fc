"""Figures of work over a year: bands of hours, full-time equivalents, the ratio of salaries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from domain.errors import N_, Msg
from domain.hours import FULL_TIME_WEEK, NO_HOURS, Hours, add_hours
from domain.money import Eur, eur

WEEKS = 52  # of a year of full-time work
MONTHS = 12
TWO_PLACES = Decimal("0.01")


class Band(StrEnum):
    """How many hours a person works in a month, over all contracts and employers."""

    UNDER_8 = "under-8"
    FROM_8 = "8-to-20"
    FROM_20 = "20-to-45"
    FROM_45 = "45-to-75"
    FROM_75 = "75-and-more"


BANDS: Mapping[Band, Msg] = {
    Band.UNDER_8: N_("Under 8 hours"),
    Band.FROM_8: N_("From 8 to under 20 hours"),
    Band.FROM_20: N_("From 20 to under 45 hours"),
    Band.FROM_45: N_("From 45 to under 75 hours"),
    Band.FROM_75: N_("75 hours and more"),
}
# The first hour that belongs to a band; the highest first.
STARTS: tuple[tuple[Band, int], ...] = (
    (Band.FROM_75, 75),
    (Band.FROM_45, 45),
    (Band.FROM_20, 20),
    (Band.FROM_8, 8),
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The highest full-time pay for one of the lowest."""

    highest: Eur  # EUR gross for a month of full-time work
    lowest: Eur
    people: int

    @property
    def value(self) -> Decimal:
        """How many times the lowest pay the highest is, to two decimals."""
        return (self.highest / self.lowest).quantize(TWO_PLACES, ROUND_HALF_UP)


def band_of(hours: Hours) -> Band:
    """The band of one person in one month; a limit belongs to the band that it begins."""
    return next((band for band, start in STARTS if hours >= start), Band.UNDER_8)


def bands(hours: Iterable[Hours]) -> dict[Band, int]:
    """How many people are in each band.

    hours: of each person in one month; who did not work is not counted
    """
    found = dict.fromkeys(BANDS, 0)
    for worked in hours:
        if worked > NO_HOURS:
            found[band_of(worked)] += 1
    return found


def full_time_year(day: date) -> Hours:
    """The hours of one full-time equivalent in a year: 1,976 with a week of 38 hours.

    day: any day of the year
    """
    return Hours((FULL_TIME_WEEK.on(day).value * WEEKS).quantize(TWO_PLACES))


def full_time_equivalents(hours: Iterable[Hours], day: date) -> Decimal:
    """How many people working full time all year would have worked these hours, to two decimals."""
    return (add_hours(hours) / full_time_year(day)).quantize(TWO_PLACES, ROUND_HALF_UP)


def full_time_pay(gross: Eur, hours: Hours, day: date) -> Eur:
    """What a month of full-time work would be paid at this pay for an hour.

    gross, hours: EUR and hours of one person over the year; hours above zero
    """
    return eur(gross / hours * full_time_year(day) / MONTHS)


def salary_ratio(pay: Iterable[tuple[Eur, Hours]], day: date) -> Ratio | None:
    """The highest to the lowest full-time pay among people; None where nobody is counted.

    pay: gross EUR and hours of each person over the year; one without hours or pay is left out
    """
    rates = sorted(full_time_pay(gross, hours, day) for gross, hours in pay if hours and gross > 0)
    return Ratio(rates[-1], rates[0], len(rates)) if rates else None
