"""Expense notes: rates, defects and their fixes, life."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.expenses import (
    EXPENSE_KINDS,
    EXPENSE_NEXT,
    EXPENSE_STATUSES,
    PAID,
    AmountMissing,
    DayMissing,
    DayToCome,
    DistanceMissing,
    ExpenseKind,
    ExpenseLine,
    ExpenseStatus,
    ForbiddenExpenseMove,
    KindMissing,
    NothingClaimed,
    ReceiptMissing,
    TooLate,
    TripMissing,
    VatNotPlausible,
    amount_of,
    day_allowance,
    defects,
    highest_vat,
    mileage,
    move_expense,
    note_defects,
    status_label,
)
from domain.expenses.rates import KM_QUARTERLY, KM_YEARLY
from domain.money import ZERO, Eur, eur
from domain.parameters import Confidence, NotInForce

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 9, 15)
TRAIN = ExpenseLine(
    kind=ExpenseKind.TRAVEL,
    day=date(2026, 9, 1),
    amount=eur("10.60"),
    vat=eur("0.60"),
    has_receipt=True,
)
DRIVE = ExpenseLine(
    kind=ExpenseKind.KILOMETRES,
    day=date(2026, 9, 1),
    description="Bruxelles – Liège, rehearsal",
    km=Decimal("48.5"),
)


def cases(rule):
    paths = sorted((CASES / rule).glob("*.toml"))
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


def read(path):
    case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    return case["given"], case["expect"]


def shown(line):
    return {"amount": line.amount, "confidence": line.rate.confidence}


@cases("mileage")
def test_kilometres(path):
    given_values, expected = read(path)
    assert shown(mileage(Decimal(given_values["km"]), given_values["day"])) == expected


@cases("day_allowance")
def test_days_on_the_road(path):
    given_values, expected = read(path)
    assert shown(day_allowance(**given_values)) == expected


def test_an_unconfirmed_rate_is_shown_as_the_cooperative_s_own():
    rate = mileage(Decimal(1), TODAY).rate
    assert rate.confidence is Confidence.OWN
    assert rate.since == date(2026, 7, 1)


def test_no_rate_is_guessed_before_the_first_known_one():
    with pytest.raises(NotInForce):
        mileage(Decimal(1), date(2022, 6, 30))


@pytest.mark.parametrize("figure", [KM_QUARTERLY, KM_YEARLY], ids=lambda figure: figure.name)
def test_legal_ceilings_follow_each_other_without_a_gap(figure):
    for newer, older in zip(figure.history, figure.history[1:], strict=False):
        assert older.until + timedelta(days=1) == newer.since


def test_a_voucher_above_the_allowance_leaves_nothing():
    assert day_allowance(2, TODAY, voucher=eur(30)).amount == ZERO


@pytest.mark.parametrize("line", [TRAIN, DRIVE], ids=["receipt", "kilometres"])
def test_a_good_line_has_no_defect(line):
    assert defects(line, TODAY) == ()


@pytest.mark.parametrize(
    ("line", "defect"),
    [
        (replace(TRAIN, day=None), DayMissing),
        (replace(TRAIN, day=date(2026, 9, 16)), DayToCome),
        (replace(TRAIN, day=date(2026, 3, 18)), TooLate),
        (replace(TRAIN, day=date(1, 1, 1)), TooLate),
        (replace(TRAIN, day=date(9999, 12, 31)), DayToCome),
        (replace(DRIVE, day=date(1, 1, 1)), TooLate),
        (replace(TRAIN, amount=None, vat=ZERO), AmountMissing),
        (replace(TRAIN, amount=ZERO, vat=ZERO), AmountMissing),
        (replace(TRAIN, vat=eur("1.85")), VatNotPlausible),
        (replace(TRAIN, vat=eur("-0.01")), VatNotPlausible),
        (replace(TRAIN, has_receipt=False), ReceiptMissing),
        (replace(DRIVE, km=None), DistanceMissing),
        (replace(DRIVE, km=Decimal(0)), DistanceMissing),
        (replace(DRIVE, km=Decimal(1501)), DistanceMissing),
        (replace(DRIVE, vat=eur(1)), VatNotPlausible),
        (replace(DRIVE, description=" "), TripMissing),
        (replace(TRAIN, kind=None), KindMissing),
    ],
)
def test_a_defect_names_its_field_and_its_fix(line, defect):
    (found,) = defects(line, TODAY)
    assert isinstance(found, defect)
    assert found.field in {"day", "amount", "vat", "km", "receipt", "kind", "description"}
    assert str(found)


def test_the_last_day_to_claim_is_still_accepted():
    assert defects(replace(TRAIN, day=date(2026, 3, 19)), TODAY) == ()


def test_today_is_not_the_future():
    assert defects(replace(TRAIN, day=TODAY), TODAY) == ()


def test_an_empty_line_tells_everything_at_once():
    found = defects(ExpenseLine(kind=ExpenseKind.MEALS, day=None), TODAY)
    assert [type(defect) for defect in found] == [DayMissing, AmountMissing, ReceiptMissing]


def test_a_note_tells_which_line_is_wrong():
    ((number, found),) = note_defects([TRAIN, replace(TRAIN, has_receipt=False)], TODAY)
    assert number == 2
    assert isinstance(found, ReceiptMissing)


def test_a_note_without_lines_is_refused():
    ((number, found),) = note_defects([], TODAY)
    assert number == 0
    assert isinstance(found, NothingClaimed)


def test_what_a_line_pays_back():
    assert amount_of(TRAIN) == eur("10.60")
    assert amount_of(DRIVE) == eur("20.86")


@given(st.integers(1, 1_000_000).map(lambda cents: Eur(eur(cents).scaleb(-2))))
def test_the_standard_rate_is_always_plausible(net):
    vat = eur(net * Decimal("0.21"))
    assert vat <= highest_vat(Eur(net + vat), TODAY) <= vat + eur("0.01")


def test_every_kind_and_status_has_a_name_and_a_next():
    assert set(EXPENSE_KINDS) == set(ExpenseKind)
    assert set(EXPENSE_STATUSES) == set(EXPENSE_NEXT) == set(ExpenseStatus)


def test_a_note_is_submitted_sent_back_and_approved():
    status = ExpenseStatus.DRAFT
    for to in ("submitted", "sent_back", "submitted", "approved"):
        status = move_expense(status, ExpenseStatus(to))
    assert status is ExpenseStatus.APPROVED


def test_an_approved_note_does_not_change():
    with pytest.raises(ForbiddenExpenseMove, match="“Approved”"):
        move_expense(ExpenseStatus.APPROVED, ExpenseStatus.DRAFT)


def test_paid_is_said_of_an_approved_note_only():
    assert status_label(ExpenseStatus.APPROVED, paid=True) == PAID
    assert status_label(ExpenseStatus.APPROVED, paid=False) == "Approved"
    assert status_label(ExpenseStatus.DRAFT, paid=True) == "Draft"
