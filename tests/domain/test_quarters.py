"""Quarters: reading them, where they are, and what stands in the way of closing one."""

from datetime import date

import pytest

from domain.employers import FUNDS_OF, SECTOR_OF, employer_in, relied_on
from domain.entities import EntityCode
from domain.money import eur
from domain.payroll.employer import Fund, Sector
from domain.payrun import RunState
from domain.periods import Month
from domain.quarters import (
    BudgetsOtherwise,
    Covered,
    MonthsNotClosed,
    NotAQuarter,
    Quarter,
    QuarterNotOver,
    QuarterState,
    check_budgets,
    check_months,
    check_over,
    quarter_reference,
    state,
)

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
CLOSED, OPEN, CORRECTION = RunState.CLOSED, RunState.OPEN, RunState.CORRECTION
AFTER = date(2026, 10, 1)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_quarter_is_three_months_and_reads_back(number):
    quarter = Quarter(2026, number)
    assert Quarter.read(str(quarter)) == Quarter.read(f" {quarter} ".lower()) == quarter
    assert [month.month for month in quarter.months] == [number * 3 - 2, number * 3 - 1, number * 3]
    assert all(Quarter.of(month.last_day) == quarter for month in quarter.months)
    assert quarter.first_day == quarter.months[0].first_day
    assert quarter.last_day == quarter.months[2].last_day


@pytest.mark.parametrize(
    "typed", ["2026", "2026-Q5", "2026-3", "26-Q3", "Q3", "2026-Q33", "١٠٢٦-Q3"]
)
def test_what_is_no_quarter_is_refused(typed):
    with pytest.raises(NotAQuarter):
        Quarter.read(typed)


@pytest.mark.parametrize(
    ("earned", "closed", "known", "months", "where"),
    [
        (3, None, False, [CLOSED, OPEN], QuarterState.WAITING),
        (3, None, False, [CLOSED, CORRECTION], QuarterState.WAITING),
        (3, None, False, [CLOSED], QuarterState.OPEN),
        (3, 3, False, [CLOSED], QuarterState.CLOSED),
        (4, 3, False, [CLOSED], QuarterState.CORRECTION),
        (4, 3, False, [CORRECTION], QuarterState.WAITING),
        (3, 3, True, [CLOSED], QuarterState.CORRECTION),
    ],
)
def test_where_a_quarter_is(earned, closed, known, months, where):
    covered = Covered(earned=earned, closed=closed, known_since=known)
    assert state(Q3, AFTER, covered, months) is where
    assert state(Q3, Q3.last_day, covered, months) is QuarterState.GOING_ON


def test_a_quarter_that_goes_on_is_not_closed():
    check_over(Q3, AFTER)
    with pytest.raises(QuarterNotOver) as refused:
        check_over(Q3, Q3.last_day)
    assert refused.value.first == AFTER


def test_open_months_are_named_in_order():
    june, july = Month(2026, 6), Month(2026, 7)
    check_months(Q3, "PA", {july: CLOSED})
    with pytest.raises(MonthsNotClosed) as refused:
        check_months(Q3, "PA", {july: OPEN, june: CORRECTION, Month(2026, 8): CLOSED})
    assert refused.value.months == (june, july)


def test_budgets_must_be_those_that_were_booked():
    check_budgets(Q3, eur(5), eur(5))
    with pytest.raises(BudgetsOtherwise):
        check_budgets(Q3, eur(5), eur("5.01"))


def test_a_reference_tells_whose_and_which_run():
    assert quarter_reference(EntityCode.PA, Q3, 12, 1) == "PA-Q-2026-Q3-000012"
    assert quarter_reference(EntityCode.SC, Q2, 7, 3) == "SC-Q-2026-Q2-000007-3"


def test_every_entity_is_some_kind_of_employer():
    assert set(SECTOR_OF) == set(EntityCode)
    assert employer_in(EntityCode.SC, Q3, 4).sector is Sector.COMMERCIAL
    assert employer_in(EntityCode.FA, Q3, 12).workers == 12
    assert employer_in(EntityCode.SC, Q3, 1).funds == FUNDS_OF["200"] == {Fund.PC_200}
    assert employer_in(EntityCode.PA, Q3, 1).funds == frozenset()
    assert [figure.name for figure in relied_on(EntityCode.SC, Q3)] == ["employer/joint_committee"]
    assert relied_on(EntityCode.SC, Quarter(2020, 1)) == ()
