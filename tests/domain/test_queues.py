"""Accepted at once, or an adviser looks first."""

from dataclasses import replace
from datetime import date

import pytest

from domain.money import ZERO, eur
from domain.queues import (
    AboveCeiling,
    Case,
    ClientLate,
    ClientUnknown,
    MemberNew,
    StartsSoon,
    VatToCheck,
    verdict,
)

CLEAN = Case(
    day=date(2026, 9, 1),
    amount=eur(1000),
    client_verified=True,
    client_invoices=0,
    client_overdue=ZERO,
    member_accepted=3,
)


def reasons(**changes):
    return verdict(replace(CLEAN, **changes)).reasons


def test_small_known_and_clean_is_accepted_at_once():
    assert verdict(CLEAN).accepted
    assert verdict(replace(CLEAN, amount=eur(2500))).accepted
    assert verdict(replace(CLEAN, client_verified=False, client_invoices=1)).accepted


@pytest.mark.parametrize(
    ("changes", "reason", "words"),
    [
        ({"amount": eur("2500.01")}, AboveCeiling, "2500.01 is above 2500.00"),
        ({"client_verified": False}, ClientUnknown, "This client is new"),
        ({"client_overdue": eur(80)}, ClientLate, "80.00 should already have been paid"),
        ({"member_accepted": 0}, MemberNew, "0 accepted assignments"),
        ({"flags": (VatToCheck(),)}, VatToCheck, "an exception"),
        ({"flags": (StartsSoon(date(2026, 9, 2)),)}, StartsSoon, "begins on 2026-09-02"),
    ],
)
def test_an_adviser_looks_and_is_told_why(changes, reason, words):
    (found,) = reasons(**changes)
    assert isinstance(found, reason)
    assert words in str(found)
    assert not verdict(replace(CLEAN, **changes)).accepted


def test_all_reasons_are_given_at_once():
    found = reasons(
        amount=eur(9000),
        client_verified=False,
        client_overdue=eur(1),
        member_accepted=0,
        flags=(VatToCheck(),),
    )
    assert len(found) == 5
