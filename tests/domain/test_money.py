"""One type, one rounding, and reading what people type."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from domain.money import ZERO, Eur, eur, eur_down, read_eur, share_out, total

amounts = st.integers(-(10**11), 10**11).map(lambda cents: eur(Decimal(cents).scaleb(-2)))


def test_halves_go_away_from_zero():
    assert (eur("0.005"), eur("-0.005"), eur("2.675")) == (eur("0.01"), eur("-0.01"), eur("2.68"))


def test_what_can_be_spent_is_rounded_down():
    assert eur_down(Decimal("553.125")) == eur("553.12")


def test_money_is_never_a_float():
    with pytest.raises(TypeError):
        eur(0.1)  # type: ignore[arg-type]


@given(amounts, st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_the_parts_add_up_to_the_whole(amount: Eur, weights: list[int]):
    assert total(share_out(amount, weights)) == amount


@given(amounts, st.sampled_from(["fr_BE", "nl_BE", "en_IE"]))
def test_what_we_write_we_can_read(amount: Eur, locale: str):
    assert read_eur(format_currency(amount, "EUR", locale=locale)) == amount


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("1250", "1250"),
        ("1 250,5", "1250.50"),
        ("1.250,00", "1250"),
        ("1,250.00", "1250"),
        ("1'250.00", "1250"),
        ("€ 1.234.567,89", "1234567.89"),
        ("1 234,50 €", "1234.50"),
        ("- 5", "-5"),
        ("\u22125,00", "-5"),
        ("0", "0"),
    ],
)
def test_amounts_as_people_type_them(typed: str, read: str):
    assert read_eur(typed) == eur(read)


@pytest.mark.parametrize(
    "typed",
    ["", "1.250", "1,250", "1.2.3", "12.", ".5", "1e3", "NaN", "٣", "1.250,555", "12,345.6,7",
     "--5", "1250,555", "5 5", "0x10", "1_000", "9" * 25],
)  # fmt: skip
def test_unclear_amounts_are_refused_not_guessed(typed: str):
    assert read_eur(typed) is None


def test_nothing_adds_up_to_zero():
    assert total([]) == ZERO
