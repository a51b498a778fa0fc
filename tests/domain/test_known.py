"""From which day to which day pay can be worked out."""

from datetime import date
from decimal import Decimal

from domain.errors import Msg
from domain.known import known_days, stretch
from domain.parameters import Confidence, Dated
from domain.payroll.payslip import Situation, Work, payslip
from domain.periods import Month
from tests.domain.plans import WHITE


def figure(since, until=None):
    return Dated("x", Msg("x"), "EUR", since, until, Decimal(1), {}, "test", Confidence.OWN)


def test_the_figures_of_pay_are_known_from_april_to_december_2026():
    first, last = known_days()
    assert first == date(2026, 4, 1)
    assert last >= date(2026, 12, 31)


def test_pay_can_be_worked_out_on_the_first_and_the_last_of_them():
    for day in known_days():
        slip = payslip((Work(WHITE, Decimal(2000), 20),), Situation(), Month.of(day))  # type: ignore[arg-type]  # whole euros
        assert slip.net > 0


def test_a_figure_without_end_goes_on():
    assert stretch([figure(date(2020, 1, 1))]) == (date(2020, 1, 1), date.max)


def test_figures_that_touch_are_one_stretch():
    history = [
        figure(date(2026, 7, 1), date(2026, 12, 31)),
        figure(date(2026, 4, 1), date(2026, 6, 30)),
        figure(date(2025, 1, 1), date(2025, 12, 31)),
    ]
    assert stretch(history) == (date(2026, 4, 1), date(2026, 12, 31))


def test_a_figure_without_until_ends_where_the_next_begins():
    history = [figure(date(2026, 1, 1), date(2026, 12, 31)), figure(date(2024, 1, 1))]
    assert stretch(history) == (date(2024, 1, 1), date(2026, 12, 31))
