"""What is due, to whom, when: within a month, over months, and below zero."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.money import ZERO, Eur, eur, total
from domain.payments import (
    NOTHING,
    amounts,
    carry,
    days_by_month,
    due_day,
    gross_by_month,
    increment,
    pay_of_contract,
    still_due,
)
from domain.payroll.payslip import Situation, Spouse, Work, payslip
from domain.periods import Month, is_working_day
from tests.domain.plans import KINDS

CASES = sorted((Path(__file__).parent / "cases/due_day").glob("*.toml"))
SEPTEMBER = Month(2026, 9)
WHITE = ContractType.WHITE_COLLAR


def euros(low, high):
    return st.integers(low, high).map(lambda cents: Eur(eur(cents).scaleb(-2)))


works = st.builds(Work, st.sampled_from(KINDS), euros(1, 300_000), st.integers(1, 10))
situations = st.builds(Situation, st.sampled_from(Spouse), children=st.integers(0, 3))
open_days = st.dates(date(2026, 4, 1), date(2026, 12, 31))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path):
    case = tomllib.loads(path.read_text("utf-8"))
    assert due_day(case["given"]) == case["expect"]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_seven_working_days_lie_between_the_work_and_its_pay(last):
    due = due_day(last)
    days = [last + timedelta(days=n) for n in range(1, (due - last).days + 1)]
    assert is_working_day(due)
    assert sum(map(is_working_day, days)) == 7


def test_the_first_contract_of_a_month_is_due_whole():
    slip = payslip([Work(WHITE, eur("553.12"), 2)], Situation(), SEPTEMBER)
    added = increment(None, slip)
    assert added == amounts(slip)
    assert (added.gross, added.social_security, added.net) == (
        eur("553.12"),
        eur("72.29"),
        eur("480.83"),
    )
    assert added.withholding == added.special == ZERO


@given(st.lists(works, min_size=1, max_size=4), situations)
def test_the_dues_of_a_month_add_up_to_its_payslip(work, situation):
    already = NOTHING
    for count in range(1, len(work) + 1):
        slip = payslip(work[:count], situation, SEPTEMBER)
        added = still_due(already, slip)
        parts = (added.social_security, added.withholding, added.special, added.net)
        assert added.gross == work[count - 1].gross == total(parts)
        already = amounts(slip)
    assert already == amounts(payslip(work, situation, SEPTEMBER))


@given(euros(0, 1_000_000), st.sets(open_days, min_size=1, max_size=40))
def test_the_gross_of_a_contract_is_shared_over_its_months(gross, days):
    parts = gross_by_month(gross, days_by_month(days))
    assert total(parts.values()) == gross
    assert set(parts) == {Month.of(day) for day in days}


def test_a_contract_over_two_months_adds_to_two_payslips():
    days = [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1)]
    other = Work(WHITE, eur(900), 6)
    pay = pay_of_contract(WHITE, eur(600), days, Situation(), {SEPTEMBER: (other,)})
    assert [(month.month, month.added.gross) for month in pay] == [
        (SEPTEMBER, eur(400)),
        (Month(2026, 10), eur(200)),
    ]
    assert pay[0].before == payslip([other], Situation(), SEPTEMBER)
    assert pay[0].added.net == pay[0].after.net - pay[0].before.net
    assert pay[1].before is None


def test_a_contract_without_pay_adds_nothing():
    assert pay_of_contract(WHITE, ZERO, [date(2026, 9, 1)], Situation(), {}) == ()


@pytest.mark.parametrize(
    ("amount", "carried", "expected"),
    [
        (100, 0, (100, 0)),
        (-20, 0, (0, -20)),
        (100, -20, (80, 0)),
        (10, -20, (0, -10)),
        (0, 0, (0, 0)),
    ],
)
def test_a_negative_difference_is_carried_to_the_next_payment(amount, carried, expected):
    assert carry(eur(amount), eur(carried)) == expected


@given(st.lists(euros(-100_000, 100_000)))
def test_carrying_loses_nothing_and_never_pays_less_than_nothing(dues):
    carried, paid = ZERO, []
    for due in dues:
        pay, carried = carry(due, carried)
        assert pay >= ZERO >= carried
        paid.append(pay)
    assert total(paid) + carried == total(dues)
