"""What clients owe: which payments are refused, and how late an invoice is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import eur
from domain.receivables import (
    AGES,
    Age,
    NothingOwed,
    NothingPaid,
    NotPayable,
    Owed,
    PaidBeforeInvoice,
    PaidInFuture,
    PaidTooMuch,
    age,
    check_payment,
    due_between,
)

TODAY = date(2026, 9, 14)
KNOWN = {
    "number": "SC-2026-000001",
    "kind": InvoiceKind.INVOICE,
    "status": InvoiceStatus.ISSUED,
    "issue_day": date(2026, 9, 1),
    "due": eur(100),
}


def check(amount="100.00", day=TODAY, **changes):
    check_payment(Owed(**{**KNOWN, **changes}), amount=eur(amount), day=day, today=TODAY)


def test_a_part_and_the_whole_can_be_paid():
    check("0.01")
    check("100.00", KNOWN["issue_day"])


@pytest.mark.parametrize(
    ("refusal", "given"),
    [
        (NotPayable, {"kind": InvoiceKind.CREDIT_NOTE}),
        (NothingOwed, {"status": InvoiceStatus.PAID}),
        (NothingPaid, {"amount": "0.00"}),
        (PaidInFuture, {"day": date(2026, 9, 15)}),
        (PaidBeforeInvoice, {"day": date(2026, 8, 31)}),
    ],
)
def test_refusals(refusal, given):
    with pytest.raises(refusal):
        check(**given)


def test_too_much_says_how_much():
    with pytest.raises(PaidTooMuch) as refused:
        check("100.50")
    assert (refused.value.due, refused.value.excess) == (eur(100), eur("0.50"))


@given(st.integers(-400, 400))
def test_every_due_day_has_one_age_and_lies_in_its_span(late):
    due_day = TODAY - timedelta(days=late)
    spans = {key: due_between(key, TODAY) for key in AGES}
    found = [key for key, (first, last) in spans.items() if first <= due_day <= last]
    assert found == [age(due_day, TODAY)]


@pytest.mark.parametrize(
    ("late", "expected"),
    [(-5, Age.NOT_DUE), (0, Age.NOT_DUE), (1, Age.MONTH), (30, Age.MONTH), (31, Age.TWO_MONTHS),
     (90, Age.THREE_MONTHS), (91, Age.OLDER)],
)  # fmt: skip
def test_ages(late, expected):
    assert age(TODAY - timedelta(days=late), TODAY) is expected
