"""What shares will be paid back, month by month; and the register in a few figures."""

from collections import Counter
from collections.abc import Iterable, Mapping
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
class Alike:
    """Shareholders of one category who hold as many shares as each other."""

    category: Category
    shares: int  # of each
    paid_in: Eur  # of all
    people: int


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


def figures(alike: Iterable[Alike], since: cuts.Days, born: cuts.Days, day: date) -> Figures:
    """Count the register of ``day``.

    since: shareholders by the day of their first share
    born:  by their day of birth; None for legal persons, and where it is not known
    """
    categories, held, paid_in = dict.fromkeys(Category, 0), Counter[int](), ZERO
    for group in alike:
        categories[group.category] += group.people
        held[group.shares] += group.people
        paid_in = Eur(paid_in + group.paid_in)
    return Figures(
        holders=held.total(),
        by_category=categories,
        shares=sum(shares * many for shares, many in held.items()),
        paid_in=paid_in,
        largest=max(held, default=0),
        seniority=mean_years(since, day),
        age=mean_years(born, day),
        median=cuts.median(held),
        by_holding=cuts.by_holding(held),
        by_age=cuts.by_age(born, day),
        by_membership=cuts.by_membership(since, day),
    )


def mean_years(since: cuts.Days, day: date) -> Decimal | None:
    """The mean time since these days, in years to one decimal; None of nobody."""
    known = {item: many for item, many in since.items() if item is not None}
    people = sum(known.values())
    if not people:
        return None
    days = Decimal(sum((day - item).days * many for item, many in known.items())) / people
    return (days / DAYS_OF_A_YEAR).quantize(TENTH, ROUND_HALF_UP)
