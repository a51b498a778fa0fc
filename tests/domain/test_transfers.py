"""The days on which banks pay, and the receipt of a declaration."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.debts import DebtKind
from domain.declarations import WrongReceiptNumber, receipt_number
from domain.periods import is_working_day
from domain.transfers import (
    ACCOUNTS,
    NotABankDay,
    TooFarAhead,
    TransferPast,
    check_execution_day,
    is_bank_day,
    next_bank_day,
)

FRIDAY = date(2026, 9, 11)


@pytest.mark.parametrize(
    "closed",
    [
        date(2026, 4, 3),
        date(2026, 12, 26),
        date(2025, 12, 26),
        date(2026, 7, 21),
        date(2026, 9, 12),
    ],
)
def test_banks_rest_on_weekends_holidays_good_friday_and_26_december(closed):
    assert not is_bank_day(closed)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_next_bank_day_is_the_first_one(day):
    found = next_bank_day(day)
    assert is_bank_day(found)
    assert is_working_day(found)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(map(is_bank_day, between))


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 9, 10), TransferPast),
        (date(2026, 9, 12), NotABankDay),
        (date(2026, 11, 12), TooFarAhead),
    ],
)
def test_days_on_which_nothing_is_paid(day, refusal):
    with pytest.raises(refusal):
        check_execution_day(day, FRIDAY)


def test_today_is_fine():
    check_execution_day(FRIDAY, FRIDAY)


def test_every_kind_of_debt_has_an_account():
    assert set(ACCOUNTS) == set(DebtKind)


def test_a_receipt_number_is_read_generously():
    assert receipt_number(" ab 12\t34 ") == "AB1234"


@pytest.mark.parametrize("typed", ["", " ", "A-1", "é", "1" * 21])
def test_a_wrong_receipt_number(typed):
    with pytest.raises(WrongReceiptNumber):
        receipt_number(typed)
