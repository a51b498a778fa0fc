"""A simulation is worked out as an assignment is; what cannot be asked is refused by name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assignment import Plan, Worker, forward, reverse
from domain.assignment.draft import Direction, PriceMissing
from domain.employment import ContractType, NoDay
from domain.example import DAYS, EXPENSES, PRICE, example
from domain.known import known_days
from domain.money import eur
from domain.payroll.payslip import Situation, Spouse
from domain.periods import Month, is_working_day
from domain.simulation import (
    MonthWithoutFigures,
    Simulation,
    TooManyDays,
    days_in,
    known_months,
    nearest_month,
    simulate,
    working_days,
)
from tests.domain.plans import KINDS, euros

SEPTEMBER = Month(2026, 9)
months = st.sampled_from(known_months())


def asked(direction=Direction.PRICE, amount=PRICE, days=DAYS, month=SEPTEMBER, **more):
    given = {"contract_type": ContractType.WHITE_COLLAR, "expenses": EXPENSES, **more}
    return Simulation(
        direction=direction, amount=amount, days=days_in(month, days), day=month.first_day, **given
    )


def plan(simulation, price):
    worker = Worker(
        key=0,
        contract_type=simulation.contract_type,
        days=simulation.days,
        situation=simulation.situation,
    )
    return Plan(price=price, expenses=simulation.expenses, workers=(worker,), day=simulation.day)


@given(
    euros(20_000, 1_000_000),
    months,
    st.integers(1, 15),
    st.sampled_from(KINDS),
    st.sampled_from(Spouse),
    st.integers(0, 3),
    st.booleans(),
)
def test_it_is_the_equation_of_an_assignment(price, month, days, kind, spouse, children, flat):
    situation = Situation(spouse, children, flat_rate=flat)
    given = asked(amount=price, month=month, days=days, contract_type=kind, situation=situation)
    found = simulate(given)
    assert found == forward(plan(given, price))
    assert found.net is not None, "every known month has a net"
    wanted = asked(Direction.NET, found.net, days, month, contract_type=kind, situation=situation)
    assert simulate(wanted) == reverse(found.net, plan(wanted, eur(0)))
    assert simulate(wanted).price <= price


def test_it_is_the_example_of_the_front_page():
    found = simulate(asked())
    net, *_others = example(date(2026, 9, 14))
    assert found.net == net.amount == eur("480.83")


def test_nothing_typed_is_asked_for():
    with pytest.raises(PriceMissing):
        simulate(asked(amount=None))


@given(months)
def test_the_days_of_a_month_are_its_working_days(month):
    with pytest.raises(TooManyDays) as refusal:
        days_in(month, 99)
    days = days_in(month, refusal.value.most)
    assert len(set(days)) == refusal.value.most
    assert all(is_working_day(day) and Month.of(day) == month for day in days)
    assert days == working_days(month.first_day, refusal.value.most)
    assert days_in(month, 1) == days[:1]


@pytest.mark.parametrize("count", [0, -1])
def test_no_day_is_no_work(count):
    with pytest.raises(NoDay):
        days_in(SEPTEMBER, count)


@pytest.mark.parametrize("month", [Month(2025, 1), Month(9999, 12), Month(1, 1)])
def test_a_month_without_figures_is_refused_with_those_that_have_them(month):
    with pytest.raises(MonthWithoutFigures) as refusal:
        days_in(month, 1)
    assert (refusal.value.first, refusal.value.last) == (known_months()[0], known_months()[-1])
    assert refusal.value.field == "month"


def test_the_known_months_are_whole():
    first, last = known_days()
    assert all(first <= month.first_day and month.last_day <= last for month in known_months())
    assert SEPTEMBER in known_months()


def test_known_days_may_begin_within_a_month(monkeypatch):
    monkeypatch.setattr(
        "domain.simulation.known_days", lambda: (date(2026, 4, 15), date(2026, 6, 30))
    )
    found = known_months.__wrapped__()
    assert found == (Month(2026, 5), Month(2026, 6))


def test_a_day_finds_the_nearest_known_month():
    assert nearest_month(date(2026, 9, 14)) == SEPTEMBER
    assert nearest_month(date(1999, 1, 1)) == known_months()[0]
    assert nearest_month(date(2999, 1, 1)) == known_months()[-1]
