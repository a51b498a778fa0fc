"""The invented people: who they are, since when, and how much the holders among them sell."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.simulated.chance import chance, shuffled
from domain.simulated.fitting import Margin, fit, in_whole_numbers
from domain.simulated.marginals import Marginals

BRACKETS, SEXES, AGES, SENIORITIES, REGIONS = 6, 2, 5, 5, 4
REGION_KEYS = ("brussels", "wallonia", "flanders", "abroad")
# Completed years of age of each column of the table; the last one holds those of 46-59 as well.
AGE_LIMITS = ((20, 25), (26, 35), (36, 45), (46, 55), (56, 72))
UNDER_60 = 0.4257  # of those above 55, so that 21 % of all are 46 to 59
YEARS_SINCE = ((0, 1), (1, 5), (5, 10), (10, 15), (15, 27))
AGES_WITHOUT_UNIT = (3, 15, 28, 31, 23)  # so that the mean of the register comes out
EARLY = 1.27  # as much above 1 as they joined early, for the mean as well
FOUNDED = date(2017, 1, 16)  # the first shares of the cooperative
FOUNDER_DAYS = 330
YEAR = 365.25
LEAST_STAFF = 14
Wanted = dict[tuple[int, ...], float]


@dataclass(frozen=True, slots=True)
class Human:
    """One invented person."""

    key: int  # from 1 on, the row as well
    woman: bool
    region: str
    born: date
    bracket: int = -1  # of turnover; -1: none
    since: date | None = None  # holds a unit
    shares_since: date | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody, group after group; each group is a stretch of keys."""

    people: list[Human]
    staff: int
    holders: int
    invoicing: int  # the first so many holders
    others: int  # employees who hold no unit
    shareholders: int  # without a unit, after the employees
    left: int  # shareholders who left in the year, last

    @property
    def first_holder(self) -> int:
        """Key of the first of them."""
        return self.staff + 1

    @property
    def first_other(self) -> int:
        """Key of the first employee without a unit."""
        return self.staff + self.holders + 1

    @property
    def first_left(self) -> int:
        """Key of the first who left."""
        return self.first_other + self.others + self.shareholders

    def of(self, key: int) -> Human:
        """The person with a key."""
        return self.people[key - 1]


def people_of(totals: Marginals, seed: int) -> Population:
    """All people of the year."""
    luck = chance(seed, "people")
    holders = totals.count("people", "holders")
    invoicing = min(holders, totals.scaled(sum(totals.shares("holders", "turnover"))))
    staff = max(LEAST_STAFF, totals.count("people", "support_team"))
    others = totals.count("people", "employees_not_holders")
    rest = max(0, totals.count("people", "shareholders_a") - holders)
    left = totals.count("people", "left")
    made = Population([], staff, holders, invoicing, others, rest, left)
    made.people.extend(_plain(luck, totals, 1, staff, shares=staff_shares(totals)))
    made.people.extend(_holders(luck, totals, made))
    made.people.extend(_plain(luck, totals, made.first_other, others, shares=0))
    made.people.extend(
        _plain(luck, totals, made.first_other + others, rest + left, shares=rest + left)
    )
    return made


def staff_shares(totals: Marginals) -> int:
    """How many of the support team are in category B."""
    return totals.count("people", "shareholders_b")


def _plain(luck: Random, totals: Marginals, first: int, many: int, *, shares: int) -> list[Human]:
    """People without a unit; the first ``shares`` of them are shareholders for some years."""
    weights = totals.shares("holders", "region")
    return [
        Human(
            first + place,
            luck.random() < 0.49,
            luck.choices(REGION_KEYS, weights)[0],
            _born(luck, totals, *luck.choices(AGE_LIMITS, AGES_WITHOUT_UNIT)[0]),
            shares_since=_early(luck, FOUNDED, date(totals.year - 2, 6, 30))
            if place < shares
            else None,
        )
        for place in range(many)
    ]


def _early(luck: Random, first: date, last: date) -> date:
    """Somewhat more often at the beginning."""
    return first + timedelta(days=int(luck.random() ** EARLY * (last - first).days))


def _between(luck: Random, first: date, last: date) -> date:
    return first + timedelta(days=luck.randrange((last - first).days + 1))


def _born(luck: Random, totals: Marginals, youngest: int, oldest: int) -> date:
    """Born so that the person is between these completed ages at the end of the year."""
    if youngest == AGE_LIMITS[-1][0]:
        youngest, oldest = (56, 59) if luck.random() < UNDER_60 else (60, oldest)
    years = totals.year - luck.randint(youngest, oldest)
    return date(years, 1, 1) + timedelta(days=luck.randrange(365))


def _holders(luck: Random, totals: Marginals, made: Population) -> list[Human]:
    cells = shuffled(in_whole_numbers(_joint(totals), made.invoicing), luck)
    idle = [(-1, *cell[1:]) for cell in luck.choices(cells, k=made.holders - made.invoicing)]
    ages = shuffled(in_whole_numbers(_ages_of_idle(totals), len(idle)), luck)
    idle = [
        (b, sex, age, max(1, years), region)
        for (b, sex, _, years, region), (age,) in zip(idle, ages, strict=True)
    ]
    new_limit = totals.count("people", "holders_new")
    joined_limit = totals.count("people", "joined")
    found, new = [], 0
    for place, (bracket, sex, age, years, region) in enumerate([*cells, *idle]):
        born = _born(luck, totals, *AGE_LIMITS[age])
        if years == 0:
            new += 1
        since = _since(luck, totals, years, born, late=new <= new_limit)
        shares = _shares_since(luck, since, totals, joined=years == 0 and new <= joined_limit)
        found.append(
            Human(
                made.first_holder + place,
                sex == 0,
                REGION_KEYS[region],
                born,
                bracket,
                since,
                shares,
            )
        )
    return found


def _ages_of_idle(totals: Marginals) -> Wanted:
    return {(age,): many for age, many in enumerate(totals.shares("holders", "age_idle"))}


def _since(luck: Random, totals: Marginals, years: int, born: date, *, late: bool) -> date:
    """The day from which somebody holds a unit, not before they were 17."""
    if years == 0:
        if late:
            return _between(luck, totals.first_day + timedelta(days=2), date(totals.year, 12, 12))
        return _between(luck, date(totals.year - 1, 12, 1), date(totals.year - 1, 12, 30))
    low, high = YEARS_SINCE[years]
    days = luck.randrange(int(low * YEAR) + 2, int(high * YEAR) - 1)
    found = totals.last_day - timedelta(days=days)
    return max(
        found, min(born + timedelta(days=int(17 * YEAR)), found + timedelta(days=int(5 * YEAR)))
    )


def _shares_since(luck: Random, since: date, totals: Marginals, *, joined: bool) -> date:
    """With the first unit; those who held one before the cooperative was founded joined then."""
    if since.year >= totals.year and not joined:
        return _between(luck, date(totals.year - 1, 1, 2), date(totals.year - 1, 12, 29))
    if since < FOUNDED + timedelta(days=FOUNDER_DAYS):
        return _between(luck, FOUNDED, FOUNDED + timedelta(days=FOUNDER_DAYS))
    return since


def _joint(totals: Marginals) -> dict[tuple[int, ...], float]:
    """Bracket, sex, age, seniority and region of the holders with turnover."""
    sizes = totals.shares("holders", "turnover")
    women = totals.shares("holders", "women")
    ages, table = totals.shares("holders", "age_holders"), totals.told["holders"]["age"]
    years = totals.told["holders"]["seniority"]
    region = totals.shares("holders", "region")
    by_sex: Wanted = {
        (bracket, sex): size * (women[bracket] if sex == 0 else 1 - women[bracket])
        for bracket, size in enumerate(sizes)
        for sex in range(SEXES)
    }
    by_age: Wanted = {
        (bracket, age): table[bracket][age] * ages[age]
        for bracket in range(BRACKETS)
        for age in range(AGES)
    }
    by_years: Wanted = {
        (bracket, column): float(years[bracket][column])
        for bracket in range(BRACKETS)
        for column in range(SENIORITIES)
    }
    by_region: Wanted = {(place,): share * sum(sizes) for place, share in enumerate(region)}
    return fit(
        (BRACKETS, SEXES, AGES, SENIORITIES, REGIONS),
        [
            Margin((0, 3), by_years),
            Margin((0, 2), by_age),
            Margin((4,), by_region),
            Margin((0, 1), by_sex),
        ],
    )
