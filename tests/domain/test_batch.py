"""Several contracts at once: how days become contracts, and what each comes to."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.batch import (
    LONGEST_GAP,
    MOST,
    Split,
    TooManyContracts,
    amounts,
    check_number,
    draw_up,
    periods,
    time_of,
)
from domain.employment import ContractType, FlexiNotConfirmed, by_month
from domain.hiring import Hand, Way, work_out
from domain.hours import add_hours, hours
from domain.minimum_pay import BelowMinimumPay
from domain.money import eur, total
from domain.payments import works_by_month
from domain.payroll.student_quota import QuotaExceeded
from domain.periods import Month
from tests.domain.plans import euros, worker

TODAY = date(2026, 9, 1)
KNOWN = Hand(name="Lotte", has_national_number=True, taken=frozenset())
MONDAY = date(2026, 9, 7)
DAYS = st.sets(st.dates(date(2026, 9, 2), date(2026, 11, 30)), min_size=1, max_size=25)


def days(*places):
    """Days counted from a Monday."""
    return tuple(MONDAY + timedelta(days=place) for place in places)


def drawn(one, *, way=Way.BUDGET, amount="3000", how=Split.PERIOD, hand=KNOWN):
    return draw_up(one, hand, way, eur(amount), how, TODAY)


# Days


def test_no_days_make_no_contract():
    assert periods((), Split.PERIOD) == ()


def test_one_contract_for_all_days_puts_them_in_order():
    assert periods(days(30, 0, 4), Split.WHOLE) == (days(0, 4, 30),)


def test_one_a_month_follows_the_calendar():
    last, first = date(2026, 9, 30), date(2026, 10, 1)
    assert periods((first, last), Split.MONTH) == ((last,), (first,))


def test_a_weekend_does_not_break_a_period():
    assert periods(days(3, 4, 7, 8), Split.PERIOD) == (days(3, 4, 7, 8),)


def test_a_gap_of_three_days_goes_on_and_of_four_begins_anew():
    assert periods(days(0, LONGEST_GAP + 1), Split.PERIOD) == (days(0, 4),)
    assert periods(days(0, LONGEST_GAP + 2), Split.PERIOD) == (days(0), days(5))


@given(DAYS, st.sampled_from(Split))
def test_every_day_is_in_exactly_one_contract_in_order(chosen, how):
    found = periods(chosen, how)
    assert [day for span in found for day in span] == sorted(chosen)


@given(DAYS)
def test_a_period_has_no_long_gap_and_the_next_begins_after_one(chosen):
    found = periods(chosen, Split.PERIOD)
    for span in found:
        assert all((b - a).days <= LONGEST_GAP + 1 for a, b in pairwise(span))
    for before, after in pairwise(found):
        assert (after[0] - before[-1]).days > LONGEST_GAP + 1


# Amounts


def test_an_amount_is_shared_by_hours_of_work():
    spans = (days(0), days(10))
    assert amounts(eur(400), spans, {}) == [eur(200), eur(200)]
    assert amounts(eur(400), spans, {MONDAY: hours("3.80")}) == [eur("133.33"), eur("266.67")]


@given(DAYS, euros(1, 1_000_000), st.sampled_from(Split))
def test_no_cent_of_the_amount_is_lost(chosen, amount, how):
    parts = amounts(amount, periods(chosen, how), {min(chosen): hours("0.50")})
    assert total(parts) == amount


def test_more_contracts_than_one_can_look_over_are_refused():
    chosen = days(*range(0, 10 * MOST, 10))
    check_number(1, chosen, Split.PERIOD)
    check_number(MOST, chosen, Split.WHOLE)
    with pytest.raises(TooManyContracts) as refusal:
        check_number(2, chosen, Split.PERIOD)
    assert (refusal.value.number, refusal.value.most) == (2 * MOST, MOST)


# Contracts


def test_a_later_contract_of_a_month_counts_the_earlier_ones():
    one = replace(worker(), days=days(0, 1, 14, 15))
    first, second = drawn(one, amount="6400")
    assert (first.days, second.days) == (days(0, 1), days(14, 15))
    assert [piece.share.gross for piece in (first, second)] == [eur(2000), eur(2000)]
    assert first.share == work_out(replace(one, days=days(0, 1)), Way.BUDGET, eur(3200))
    works = works_by_month(one.contract_type, eur(2000), days(0, 1), {})
    already = {month: (work,) for month, work in works.items()}
    alone = replace(one, days=days(14, 15))
    assert second.share == work_out(replace(alone, already=already), Way.BUDGET, eur(3200))
    assert second.share.net < work_out(alone, Way.BUDGET, eur(3200)).net


@settings(max_examples=25)
@given(DAYS, st.sampled_from(Split), euros(200_000, 900_000))
def test_the_nets_of_several_contracts_add_up_to_those_of_their_months(chosen, how, budget):
    one = replace(worker(), days=tuple(sorted(chosen)))
    found = drawn(one, amount=budget, how=how)
    last = {month: slip for piece in found for month, slip in by_slip(piece).items()}
    assert total(piece.share.net for piece in found) == total(slip.net for slip in last.values())
    assert total(piece.share.budget for piece in found) == budget


def by_slip(piece):
    return {pay.month: pay.after for pay in piece.share.payslips}


def test_other_work_of_the_month_still_counts():
    one = replace(worker(), days=days(0, 1, 14, 15))
    works = works_by_month(ContractType.WHITE_COLLAR, eur(1500), days(2, 3, 4), {})
    busy = replace(one, already={month: (work,) for month, work in works.items()})
    first, second = drawn(busy, amount="1280")
    alone, _later = drawn(one, amount="1280")
    assert first.share.net < alone.share.net
    (pay,) = second.share.payslips
    assert pay.month == Month(2026, 9)
    assert pay.before.gross == eur(1900)


@pytest.mark.parametrize("way", Way)
def test_each_way_keeps_its_amount_over_all_contracts(way):
    one = replace(worker(), days=days(0, 1, 2, 14, 15))
    found = drawn(one, way=way, amount="1000")
    sums = {
        Way.BUDGET: total(piece.share.budget for piece in found),
        Way.GROSS: total(piece.share.gross for piece in found),
        Way.NET: total(piece.share.net for piece in found),
    }
    assert eur(0) <= sums[way] - eur(1000) <= eur("0.05")


def test_hours_of_part_days_go_to_their_own_contract():
    short = {day: hours("4.00") for day in days(0, 14)}
    first, second = drawn(replace(worker(), days=days(0, 14, 15), hours=short))
    assert (first.hours, second.hours) == (hours("4.00"), hours("11.60"))
    assert first.share.hours == {MONDAY: hours("4.00")}
    assert add_hours((first.hours, second.hours)) == time_of(days(0, 14, 15), short)


def test_each_contract_says_what_stands_in_its_way():
    one = replace(worker(), days=days(0, 14))
    busy = replace(KNOWN, taken={days(14)[0]})
    first, second = drawn(one, hand=busy)
    assert first.reasons == ()
    assert [type(reason).__name__ for reason in second.reasons] == ["AlreadyWorks"]
    poor = drawn(one, amount="10")
    assert [type(piece.reasons[0]) for piece in poor] == [BelowMinimumPay, BelowMinimumPay]


def test_a_kind_that_cannot_be_offered_is_refused_at_every_contract():
    found = drawn(replace(worker(kind=ContractType.FLEXI), days=days(0, 14)))
    assert [piece.share for piece in found] == [None, None]
    assert {type(piece.reasons[0]) for piece in found} == {FlexiNotConfirmed}


def test_student_hours_of_earlier_contracts_count():
    one = replace(worker(kind=ContractType.STUDENT), days=days(0, 14))
    quota = replace(KNOWN, student_hours={2026: 650 - 8})
    first, second = drawn(one, hand=quota, amount="600")
    assert first.reasons == ()
    assert [type(reason) for reason in second.reasons] == [QuotaExceeded]
    assert second.reasons[0].left == 0


def test_every_contract_of_one_a_month_lies_in_one_month():
    one = replace(worker(), days=days(0, 1, 30, 60))
    for piece in drawn(one, how=Split.MONTH):
        assert len(by_month(piece.days)) == 1
