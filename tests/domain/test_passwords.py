"""Passwords: long enough, not what guessers try first, not what everyone knows of the person."""

import pytest

from domain.errors import RuleError
from domain.passwords import (
    COMMON,
    PasswordCommon,
    PasswordIsAddress,
    PasswordTooLong,
    PasswordTooShort,
    check_password,
)

EMAIL, NAMES = "nour.haddad@demo.example", ("Nour", "Haddad")


def check(typed):
    check_password(typed, email=EMAIL, names=NAMES)


@pytest.mark.parametrize(
    "good",
    ["four plain words together", "ensemble-demo-2026", "Tr0ub4dor&3xyz", "haddad likes long walks",
     "ça va être très bien", "x" * 60 + "abcde"],
)  # fmt: skip
def test_long_and_unusual_ones_are_accepted(good):
    check(good)


@pytest.mark.parametrize(
    ("bad", "refusal"),
    [
        ("", PasswordTooShort),
        ("eleven sign", PasswordTooShort),
        ("x" * 129, PasswordTooLong),
        ("password1234", PasswordCommon),
        ("PASSWORD-1234!", PasswordCommon),
        ("motdepasse2026", PasswordCommon),
        ("wachtwoord!!", PasswordCommon),
        ("123456789012", PasswordCommon),
        ("abcdefghijkl", PasswordCommon),
        ("abcabcabcabc", PasswordCommon),
        ("aaaabbbbcccc", PasswordCommon),
        ("correcthorsecorrecthorse", PasswordCommon),
        (EMAIL, PasswordIsAddress),
        ("Nour.Haddad", PasswordTooShort),
        ("nourhaddad2026", PasswordIsAddress),
        ("12Haddad34Nour", PasswordIsAddress),
    ],
)
def test_others_are_refused_by_name(bad, refusal):
    with pytest.raises(refusal):
        check(bad)


def test_every_known_one_is_refused_alone_and_with_a_year():
    for known in COMMON:
        for typed in (known, f"{known}2026"):
            with pytest.raises(RuleError):
                check(typed)


def test_a_short_name_forbids_nothing():
    check_password("al goes to the sea", email="al@x.example", names=("Al", "Wu"))
