"""Every step of pay is explained, and the days without a figure are told."""

from dataclasses import replace
from datetime import date

import pytest

from domain.parameters import names, parameter
from domain.pay_rules import EXPLAINED, Gap, explanation, gaps
from domain.payroll.steps import STEPS


def test_every_step_is_explained_and_nothing_else():
    assert set(EXPLAINED) == set(STEPS)
    assert all(explanation(step) for step in STEPS)


def test_a_step_without_words_stands_with_its_figures():
    assert explanation("no-such-step") == ""


@pytest.mark.parametrize("name", names())
def test_a_gap_is_where_no_value_is(name):
    figure = parameter(name)
    for gap in gaps(figure.history):
        for day in (gap.first, gap.last):
            assert day is None or not any(
                dated.since <= day and (dated.until is None or day <= dated.until)
                for dated in figure.history
            )


def test_gaps_before_between_and_after():
    (dated, *_rest) = parameter("employment/full_time_week").history
    first = replace(dated, since=date(2025, 1, 1), until=date(2025, 3, 31))
    second = replace(dated, since=date(2025, 5, 1), until=date(2025, 6, 30))
    third = replace(dated, since=date(2025, 7, 1), until=None)
    assert gaps((third, second, first)) == (
        Gap(date(2025, 4, 1), date(2025, 4, 30)),
        Gap(None, date(2024, 12, 31)),
    )
    assert gaps((second,))[0] == Gap(date(2025, 7, 1), None)
