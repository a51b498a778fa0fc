"""The running budget of an Activity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.budget import (
    NotEnough,
    NotEnoughInAssignment,
    available_after,
    budget,
    check_assignment_covers,
    check_covered,
)
from domain.money import ZERO, Eur, eur

amounts = st.integers(-1_000_000, 1_000_000).map(lambda cents: Eur(eur(cents).scaleb(-2)))


def test_a_unit_reads_its_budget():
    read = budget(balance=eur(700), received=eur(800), expected=eur(200), committed=eur("150.50"))
    assert read.spent == eur(300)
    assert read.available == eur("549.50")


@given(amounts, amounts, amounts, amounts)
def test_what_counts_is_spent_promised_or_available(balance, received, expected, committed):
    read = budget(balance=balance, received=received, expected=expected, committed=committed)
    assert read.received + read.expected == read.spent + read.committed + read.available


def test_spending_all_of_it_is_allowed():
    assert available_after(eur(100), eur(100)) == ZERO


def test_going_below_zero_is_refused_with_the_amount_missing():
    with pytest.raises(NotEnough) as refused:
        available_after(eur(100), eur("100.01"))
    assert refused.value.facts() == {"missing": eur("0.01"), "available": eur(100)}
    assert "0.01 is missing" in str(refused.value)


def test_promising_nothing_is_possible_even_below_zero():
    check_covered(eur(-5), ZERO)


@given(amounts, amounts)
def test_what_is_refused_would_be_covered_with_the_amount_missing(available, wanted):
    if wanted <= max(available, ZERO):
        check_covered(available, wanted)
        return
    with pytest.raises(NotEnough) as refused:
        check_covered(available, wanted)
    assert refused.value.missing > ZERO
    check_covered(Eur(available + refused.value.missing), wanted)


def test_an_assignment_says_in_its_own_words_what_is_missing():
    check_assignment_covers(eur(50), eur(50))
    with pytest.raises(NotEnoughInAssignment) as refused:
        check_assignment_covers(eur(50), eur(51))
    assert refused.value.missing == eur(1)
    assert "left of the assignment" in str(refused.value)
