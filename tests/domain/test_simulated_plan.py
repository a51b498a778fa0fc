"""The invented year comes to the totals of the real one, and is the same for the same seed."""

from collections import Counter, defaultdict
from dataclasses import asdict
from datetime import date
from functools import cache

import pytest

from domain.shares.words import Category
from domain.simulated.chance import chance, spread, whole_parts
from domain.simulated.fitting import Margin, fit, in_whole_numbers
from domain.simulated.marginals import NoSuchYear, WrongScale, marginals
from domain.simulated.plan import Plan
from domain.statistics import Hours, band_of

SMALL = 0.02
FIRST = date(2025, 1, 1).toordinal()


@cache
def plan(seed: int = 1) -> Plan:
    return Plan(2025, SMALL, seed)


def test_unknown_years_and_scales_are_refused():
    with pytest.raises(NoSuchYear):
        marginals(1999)
    for scale in (0, 0.0001, 26, -1):
        with pytest.raises(WrongScale):
            marginals(2025, scale)


def test_shares_add_up_to_what_is_shared():
    assert whole_parts(10, [1, 1, 1]) == [3, 4, 3]
    assert sum(whole_parts(10_001, [0.3, 0.2, 17, 0])) == 10_001
    assert spread(10, [5, 1, 1], [4, 9, 9]) == [4, 3, 3]
    assert spread(3, [1, 1, 1, 1], [1, 1, 1, 1], 0).count(1) == 3


def test_fitting_follows_the_margins():
    cells = fit((2, 2), [Margin((0,), {(0,): 30, (1,): 70}), Margin((1,), {(0,): 60, (1,): 40})])
    assert cells[0, 0] == pytest.approx(18)
    found = Counter(in_whole_numbers(cells, 100))
    assert found[0, 0] + found[0, 1] == 30


def test_chance_of_one_subject_does_not_depend_on_another():
    first = chance(1, "sales")
    chance(1, "people").random()
    assert first.random() == chance(1, "sales").random()
    assert chance(2, "sales").random() != chance(1, "sales").random()


@pytest.mark.slow
def test_the_same_seed_makes_the_same_year():
    again, other = Plan(2025, SMALL, 1), Plan(2025, SMALL, 2)
    assert again.people == plan().people
    assert again.units == plan().units
    assert again.register == plan().register
    for name in ("sales", "work", "spending"):
        assert asdict(getattr(again, name)) == asdict(getattr(plan(), name))
    assert [again.clients.typed(place) for place in range(50)] == [
        plan().clients.typed(place) for place in range(50)
    ]
    assert other.people != plan().people


@pytest.mark.slow
def test_money_and_counts_come_to_their_totals():
    made, totals = plan(), plan().totals
    sales, work = made.sales, made.work
    of_year = [place for place in range(len(sales)) if sales.day[place] >= FIRST]
    assert len(of_year) == totals.count("sales", "invoices")
    assert sum(sales.net[place] for place in of_year) == totals.cents("sales", "turnover")
    left = sum(sales.gross[place] - sales.paid[place] for place in range(len(sales)))
    assert left == totals.cents("sales", "receivables")
    assert len({sales.client[place] for place in of_year}) == totals.count("sales", "clients")
    assert len(work) == totals.count("work", "contracts")
    assert len(work.day) == totals.count("work", "days")
    assert sum(work.hours) == totals.cents("work", "hours")
    assert sum(work.budget) == totals.cents("work", "budget")
    assert len(made.spending) == totals.count("expenses", "notes")
    assert len(set(work.person)) == totals.count("people", "employees")


@pytest.mark.slow
def test_hours_of_a_month_follow_the_bands():
    work, hours = plan().work, Counter[tuple[int, int]]()
    for job in range(len(work)):
        for at in range(work.first[job], work.first[job] + work.many[job]):
            hours[work.person[job], date.fromordinal(work.day[at]).month] += work.hours[at]
    found = Counter(
        list(type(band_of(Hours(1)))).index(band_of(Hours(h) / 100)) for h in hours.values()
    )
    for band, wanted in enumerate(plan().totals.shares("work", "month_hours")):
        assert found[band] / len(hours) == pytest.approx(wanted, abs=0.02)


@pytest.mark.slow
def test_nobody_works_for_a_unit_before_it_is_theirs():
    made, work, paid = plan(), plan().work, defaultdict(int)
    for job in range(len(work)):
        unit, person = made.units[work.unit[job]], work.person[job]
        since = made.people.of(person).since
        first = max(unit.opened, since or unit.opened)
        days = work.day[work.first[job] : work.first[job] + work.many[job]]
        assert min(days) >= first.toordinal()
        if person not in unit.holders:
            paid[unit.key] += work.budget[job]
    assert sum(paid.values()) == made.totals.cents("units", "budget_for_others")


@pytest.mark.slow
def test_sectors_have_their_units_and_their_money():
    made, budgets = plan(), Counter[int]()
    work = made.work
    for job in range(len(work)):
        budgets[made.units[work.unit[job]].sector] += work.budget[job]
    wanted = made.totals.shares("work", "sector_budgets")
    for sector, share in enumerate(wanted):
        part = budgets[sector] / sum(budgets.values())
        assert part == pytest.approx(share / sum(wanted), abs=0.03)


@pytest.mark.slow
def test_the_register_holds_its_shares():
    lines, totals = plan().register, plan().totals
    stay = [line for line in lines if line.asked is None]
    assert sum(line.shares for line in stay) == totals.count("shares", "shares")
    assert max(line.shares for line in stay) == 291
    by_category = Counter(line.category for line in stay)
    assert by_category[Category.B] == totals.count("people", "shareholders_b")
    assert [line.since for line in lines] == sorted(line.since for line in lines)


@pytest.mark.slow
def test_people_are_as_old_as_they_were():
    people = plan().people
    holders = people.people[people.staff : people.staff + people.holders]
    limits = (25, 35, 45, 59, 200)
    bands = Counter(
        next(at for at, limit in enumerate(limits) if 2025 - human.born.year <= limit)
        for human in holders
    )
    for band, share in enumerate((0.09, 0.35, 0.30, 0.21, 0.05)):
        assert bands[band] / len(holders) == pytest.approx(share, abs=0.03)
    assert all(human.since is not None and human.born < human.since for human in holders)
