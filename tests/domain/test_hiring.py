"""A contract on a running budget: from any of its three amounts, and what stands in its way."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.assignment.review import NationalNumberMissing
from domain.employment import NoDay, WorkAlreadyStarted
from domain.hiring import AlreadyWorks, Hand, Way, review, work_out
from domain.hours import TooManyHours, hours
from domain.minimum_pay import BelowMinimumPay
from domain.money import eur
from tests.domain.plans import euros, worker

TODAY = date(2026, 9, 1)
KNOWN = Hand(name="Lotte", has_national_number=True, taken=frozenset())


def test_the_budget_gives_the_gross_and_the_net():
    share = work_out(worker(), Way.BUDGET, eur(640))
    assert (share.budget, share.gross, share.margin) == (eur(640), eur(400), eur(0))
    assert share.net is not None
    assert review(share, KNOWN, TODAY) == ()


@settings(max_examples=25)
@given(euros(30_000, 300_000))
def test_the_gross_that_is_wanted_is_the_gross_that_is_paid(gross):
    assert work_out(worker(), Way.GROSS, gross).gross == gross


@settings(max_examples=15)
@given(euros(30_000, 200_000))
def test_the_net_that_is_wanted_is_reached_and_hardly_passed(net):
    share = work_out(worker(days=5), Way.NET, net)
    assert share.net >= net
    dearer = work_out(worker(days=5), Way.BUDGET, eur(share.budget - eur("0.05")))
    assert dearer.net <= share.net


@given(st.sampled_from(Way))
def test_without_a_day_there_is_nothing_to_work_out(way):
    with pytest.raises(NoDay):
        work_out(worker(days=0), way, eur(500))


def test_everything_that_stands_in_the_way_is_said_at_once():
    share = work_out(worker(first=TODAY), Way.BUDGET, eur(100))
    unknown = Hand(name="Sacha", has_national_number=False, taken={TODAY})
    found = review(share, unknown, TODAY)
    assert [type(reason) for reason in found] == [
        NationalNumberMissing,
        AlreadyWorks,
        WorkAlreadyStarted,
        BelowMinimumPay,
    ]


def test_a_day_has_24_hours_over_all_contracts():
    share = work_out(worker(), Way.BUDGET, eur(640))
    first, second = share.days
    fits, full = ({second: hours(number)} for number in ("16.40", "16.41"))
    assert review(share, replace(KNOWN, others={**fits, TODAY: hours(24)}), TODAY) == ()
    (reason,) = review(share, replace(KNOWN, others={first: hours(1), **full}), TODAY)
    assert (type(reason), reason.day, reason.hours) == (TooManyHours, second, hours("24.01"))
