"""Confirming work: when, which days, and what each month then owes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType, NoDay
from domain.money import Eur, eur, total
from domain.payments import NOTHING, amounts
from domain.payroll.payslip import Situation, Work, payslip
from domain.periods import Month
from domain.work import (
    ConfirmedTooEarly,
    DayNotPlanned,
    Earned,
    Worked,
    WorkGoingOn,
    add_up,
    check_cancellable,
    check_over,
    dues,
    worked_part,
)

WHITE, SEPTEMBER = ContractType.WHITE_COLLAR, Month(2026, 9)
DAYS = [date(2026, 9, day) for day in (1, 2, 3)]


def euros(low, high):
    return st.integers(low, high).map(lambda cents: eur(Decimal(cents).scaleb(-2)))


def test_work_is_confirmed_on_its_last_day_or_later():
    check_over(date(2026, 9, 14), date(2026, 9, 14))
    with pytest.raises(ConfirmedTooEarly):
        check_over(date(2026, 9, 15), date(2026, 9, 14))


def test_work_is_cancelled_before_it_begins_or_once_it_is_over():
    first, last = DAYS[0], DAYS[2]
    check_cancellable(first, last, date(2026, 8, 31))
    check_cancellable(first, last, last)
    for today in DAYS[:2]:
        with pytest.raises(WorkGoingOn):
            check_cancellable(first, last, today)


def test_all_days_keep_everything():
    worked = worked_part(gross=eur(600), budget=eur(960), planned=DAYS, days=DAYS)
    assert worked == Worked(days=tuple(DAYS), gross=eur(600), budget=eur(960))


@given(euros(1, 1_000_000), euros(0, 1_000_000), st.integers(1, 3))
def test_gross_and_budget_shrink_by_days_and_stay_covered(gross, margin, count):
    budget = Eur(gross + margin)
    worked = worked_part(gross=gross, budget=budget, planned=DAYS, days=DAYS[:count])
    assert worked.days == tuple(DAYS[:count])
    assert 0 < worked.gross <= worked.budget <= budget
    assert abs(worked.gross - gross * count / 3) <= eur("0.01")


@pytest.mark.parametrize(("days", "refusal"), [((), NoDay), ((date(2026, 9, 4),), DayNotPlanned)])
def test_impossible_days(days, refusal):
    with pytest.raises(refusal):
        worked_part(gross=eur(600), budget=eur(960), planned=DAYS, days=days)


def due(gross, earned):
    worked = Worked(days=(DAYS[0],), gross=gross, budget=gross)
    return list(dues(WHITE, worked, Situation(), earned))


def test_what_was_due_before_is_taken_off_whatever_it_was():
    slip = payslip([Work(WHITE, eur(900), 2)], Situation(), SEPTEMBER)
    before = {SEPTEMBER: Earned(works=(Work(WHITE, eur(900), 2),), amounts=amounts(slip))}
    (month,) = due(eur(600), before)
    whole = payslip([Work(WHITE, eur(900), 2), Work(WHITE, eur(600), 1)], Situation(), SEPTEMBER)
    assert add_up([amounts(slip), month.added]) == amounts(whole)
    assert month.slip == whole


def test_a_month_without_pay_is_left_out():
    worked = Worked(days=(date(2026, 8, 31), *DAYS), gross=eur("0.01"), budget=eur("0.02"))
    found = list(dues(WHITE, worked, Situation(), {}))
    assert [month.month for month in found] == [SEPTEMBER]
    assert total(month.added.gross for month in found) == eur("0.01")


def test_nothing_adds_up_to_nothing():
    assert add_up([]) == NOTHING
