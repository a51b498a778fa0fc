"""What a result shows: the same figures and the same rounding on the page and in the minutes."""

from decimal import Decimal

import pytest

from domain.assembly.minutes_results import result_of
from domain.voting.counting import outcome_of
from domain.voting.lines import NO, YES, lines
from domain.voting.words import Method
from tests.domain.elections import question, resolution

THREE = ("o1", "o2", "o3")
CASES = [
    (Method.APPROVAL, {"2": 5, "1;2": 1, "": 3}, ["o2:6:100.0*", "o1:1:16.7", "o3:0:0.0"]),
    (Method.EACH, {"1=n;3=y": 4, "1=n": 5}, ["o3:4:100.0*", "o1:0:0.0", "o2:0:None"]),
    (Method.STV, {"1>3": 2, "3": 3, "2>1": 1}, ["o3:3:50.0*", "o1:2:33.3*", "o2:1:16.7"]),
    (Method.STV, {"1>2": 3}, ["o1:3:100.0*", "o2:0:0.0*", "o3:0:0.0"]),
    (Method.SCHULZE, {"2": 1}, ["o2:2:None*", "o1:0:None", "o3:0:None"]),
    (Method.BORDA, {"1>2": 1, "1": 1}, ["o1:4:66.7*", "o2:3/2:25.0", "o3:1/2:8.3"]),
    (Method.POINTS, {"1:5;3:1": 1}, ["o1:5:83.3*", "o3:1:16.7", "o2:0:0.0"]),
    (Method.POINTS, {"": 1}, ["o1:0:None*", "o2:0:None*", "o3:0:None*"]),
]


def asked_of(method):
    seats = {Method.APPROVAL: 1, Method.EACH: 1, Method.STV: 2}.get(method, 0)
    most = {Method.APPROVAL: 2, Method.POINTS: 5}.get(method, 0)
    return question(method, THREE, seats=seats, at_most=most)


@pytest.mark.parametrize(("method", "written", "expected"), CASES)
def test_the_minutes_keep_the_lines_of_the_page(method, written, expected):
    asked, counted = asked_of(method), sum(written.values())
    outcome = outcome_of(asked, written)
    shown = lines(asked, outcome, counted)
    assert expected == [
        f"{one.name['en']}:{one.figure}:{one.percent}{'*' if one.chosen else ''}" for one in shown
    ]
    kept = result_of(asked, outcome, counted).counts
    assert [
        (one.label, one.votes, one.percent, one.no, one.place, one.elected) for one in kept
    ] == [
        (one.name, str(one.figure), one.percent, one.against, one.place, one.chosen)
        for one in shown
    ]


def test_yes_and_no_have_the_one_rounding():
    outcome = outcome_of(resolution(), {"y": 2, "n": 1, "a": 5, "": 1})
    shown = lines(resolution(), outcome, 9)
    assert [(one.name, one.figure, one.percent) for one in shown] == [
        (YES, 2, Decimal("66.7")),
        (NO, 1, Decimal("33.3")),
    ]
    kept = result_of(resolution(), outcome, 9)
    assert (kept.share, kept.counts, kept.abstain, kept.blank) == (shown[0].percent, (), 5, 1)
    assert result_of(resolution(), outcome_of(resolution(), {"a": 1}), 1).share is None


def test_places_are_shared_by_equal_options():
    asked = asked_of(Method.SCHULZE)
    outcome = outcome_of(asked, {"1=2": 3})
    assert [one.place for one in lines(asked, outcome, 3)] == [1, 1, 3]
