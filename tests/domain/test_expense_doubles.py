"""The same expense twice, and which VAT comes back."""

from datetime import date
from decimal import Decimal

import pytest

from domain.entities import EntityCode
from domain.expenses import ExpenseKind, LooksAlike, OwnNote, SameFile, recovered, recovers_vat
from domain.expenses.doubles import likeness
from domain.money import ZERO, eur

LUNCH = {"day": date(2026, 9, 1), "kind": ExpenseKind.MEALS, "amount": eur("18.50"), "km": None}
DRIVE = {
    "day": date(2026, 9, 1), "kind": ExpenseKind.KILOMETRES, "amount": None, "km": Decimal("48.5"),
}  # fmt: skip


def test_the_same_day_kind_and_amount_look_alike():
    assert likeness(**LUNCH) == likeness(**LUNCH)
    assert likeness(**LUNCH).mark == "2026-09-01|meals|18.50"
    assert likeness(**DRIVE).mark == "2026-09-01|kilometres|48.5"


@pytest.mark.parametrize(
    "change",
    [{"day": date(2026, 9, 2)}, {"kind": ExpenseKind.TRAVEL}, {"amount": eur("18.51")}],
    ids=str,
)
def test_an_answer_holds_only_for_what_was_answered(change):
    assert likeness(**{**LUNCH, **change}).mark != likeness(**LUNCH).mark


@pytest.mark.parametrize("missing", ["day", "kind", "amount"])
def test_what_is_not_known_yet_looks_like_nothing(missing):
    assert likeness(**{**LUNCH, missing: None}) is None
    assert likeness(**{**DRIVE, "km": None}) is None


@pytest.mark.parametrize("entity", [EntityCode.SC, EntityCode.PA])
def test_an_entity_that_charges_vat_takes_it_back(entity):
    assert recovers_vat(entity)
    assert recovered(eur("10.50"), entity) == eur("10.50")


def test_an_exempt_entity_takes_nothing_back():
    assert not recovers_vat(EntityCode.FA)
    assert recovered(eur("10.50"), EntityCode.FA) == ZERO


def test_refusals_say_what_to_do():
    assert "“Tour”" in str(SameFile("Tour"))
    assert "remove this line" in str(LooksAlike("Tour"))
    assert "Someone else" in str(OwnNote())
