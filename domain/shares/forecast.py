"""What shares will be paid back, month by month; and the register in a few figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.money import ZERO, Eur
from domain.periods import Month
from domain.shares import cuts
from domain.shares.words import Category

DAYS_OF_A_YEAR = Decimal("365.25")
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """One refund to come."""

    day: date  # the latest on which it is paid
    amount: Eur
    sure: bool  # decided and tested; else it may still change


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOut:
    """What leaves in one month."""

    month: Month
    count: int
    sure: Eur
    expected: Eur  # asked for, or waiting for the tests

    @property
    def together(self) -> Eur:
        """Both."""
        return Eur(self.sure + self.expected)


def by_month(payouts: Iterable[Payout]) -> list[MonthOut]:
    """Refunds added up by the month in which they are due, the first month first."""
    found: dict[Month, list[Payout]] = {}
    for payout in payouts:
        found.setdefault(Month.of(payout.day), []).append(payout)
    return [
        MonthOut(
            month=month,
            count=len(items),
            sure=Eur(sum((item.amount for item in items if item.sure), ZERO)),
            expected=Eur(sum((item.amount for item in items if not item.sure), ZERO)),
        )
        for month, items in sorted(found.items(), key=lambda pair: str(pair[0]))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What the figures need of one shareholder."""

    category: Category
    shares: int
    paid_in: Eur
    since: date
    birth_day: date | None  # None: a legal person, or not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The register of a day in a few figures."""

    holders: int
    by_category: Mapping[Category, int]
    shares: int
    paid_in: Eur
    largest: int
    seniority: Decimal | None  # years, mean
    age: Decimal | None  # years, mean of those whose day of birth is known
    median: Decimal | None  # shares of the one in the middle
    by_holding: Mapping[str, int]  # in bands of shares held
    by_age: Mapping[str, int]
    by_membership: Mapping[str, int]  # in bands of years since the first share


def figures(holders: Sequence[Holder], day: date) -> Figures:
    """Count the register of ``day``."""
    counts = dict.fromkeys(Category, 0)
    for holder in holders:
        counts[holder.category] += 1
    return Figures(
        holders=len(holders),
        by_category=counts,
        shares=sum(holder.shares for holder in holders),
        paid_in=Eur(sum((holder.paid_in for holder in holders), ZERO)),
        largest=max((holder.shares for holder in holders), default=0),
        seniority=mean_years([holder.since for holder in holders], day),
        age=mean_years([holder.birth_day for holder in holders if holder.birth_day], day),
        median=cuts.median([holder.shares for holder in holders]),
        by_holding=cuts.by_holding(holder.shares for holder in holders),
        by_age=cuts.by_age((holder.birth_day for holder in holders), day),
        by_membership=cuts.by_membership((holder.since for holder in holders), day),
    )


def mean_years(since: Sequence[date], day: date) -> Decimal | None:
    """The mean time since these days, in years to one decimal; None of nobody."""
    if not since:
        return None
    days = Decimal(sum((day - item).days for item in since)) / len(since)
    return (days / DAYS_OF_A_YEAR).quantize(TENTH, ROUND_HALF_UP)
