"""Numbers that people type: read generously, checked strictly, shown as printed."""

import time
import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import identifiers
from domain.errors import RuleError
from domain.identifiers import (
    birth_date,
    enterprise_number,
    iban,
    mask_iban,
    mask_national_number,
    national_number,
    read_communication,
    show_communication,
    show_enterprise_number,
    show_iban,
    show_national_number,
    show_vat_number,
    structured_communication,
    vat_number,
)

CASES = sorted(Path(__file__).parent.glob("cases/identifiers/*.toml"))
SHOW = {
    "enterprise_number": show_enterprise_number,
    "vat_number": show_vat_number,
    "iban": show_iban,
    "national_number": show_national_number,
    "read_communication": show_communication,
}
READERS = [
    enterprise_number,
    lambda typed: vat_number(typed, "BE"),
    lambda typed: vat_number(typed, "FR"),
    lambda typed: vat_number(typed, "US"),
    iban,
    national_number,
    read_communication,
]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path):
    case = tomllib.loads(path.read_text("utf-8"))
    arguments, expect = dict(case["given"]), case["expect"]
    name = arguments.pop("read")
    read = getattr(identifiers, name)
    if "refused" in expect:
        with pytest.raises(RuleError, match=expect["refused"]):
            read(**arguments)
        return
    number = read(**arguments)
    assert number == expect["compact"]
    assert SHOW[name](number) == expect["shown"]
    if "birth" in expect:
        assert birth_date(number) == date.fromisoformat(expect["birth"])


def test_a_refusal_says_what_is_wrong_and_what_to_do():
    with pytest.raises(RuleError) as refused:
        iban("BE68 5390 0754 7035")
    assert str(refused.value) == (
        "This IBAN is not right: its check digits do not match. Copy it again from your bank."
    )
    assert refused.value.field == "iban"


@pytest.mark.parametrize(
    ("read", "typed", "why"),
    [
        (enterprise_number, "TVA: 2403.019.261", "does not begin with 0 or 1"),
        (enterprise_number, "0403.019.26", "check digits"),
        (enterprise_number, "403", "too short"),
        (enterprise_number, "nine lives", "characters"),
        (enterprise_number, "1" * 61, "too long"),
        (iban, "XX32 1234 5678 9002", "check digits"),
        (iban, "ZZ19 1234", "letters of a country"),
        (iban, "", "characters"),
        (national_number, "85.07.30-033", "too short"),
        (national_number, "85.15.30-033.84", "day of birth"),
        (read_communication, "12345", "too short"),
        (lambda typed: vat_number(typed, "FR"), "61 954 506 078", "check digits"),
        (lambda typed: vat_number(typed, "US"), "   ", "too short"),
        (lambda typed: vat_number(typed, "US"), "1" * 31, "too long"),
        (lambda typed: vat_number(typed, "US"), "12\x00345", "characters"),
    ],
)
def test_each_reason_is_told(read, typed, why):
    with pytest.raises(RuleError, match=why):
        read(typed)


def test_a_new_belgian_bank_is_accepted():
    base = "9980000000"  # no bank of this number existed when stdnum listed them
    account = f"{base}{int(base) % 97 or 97:02d}"
    check = 98 - int(f"{account}111400") % 97
    assert iban(f"BE{check:02d}{account}") == f"BE{check:02d}{account}"


def test_a_foreign_iban_is_read():
    assert iban("de71 1102 2033 0123 4567 89") == "DE71110220330123456789"


def test_a_birth_day_may_be_unknown():
    first_nine = "850000033"
    assert birth_date(f"{first_nine}{97 - int(first_nine) % 97:02d}") is None


def test_masks_keep_what_the_owner_recognises():
    assert mask_iban("BE68539007547034") == "BE68 •••• •••• 7034"
    assert mask_national_number("85073003328") == "••.••.••-•••.28"


@pytest.mark.parametrize(
    ("base", "number"),
    [
        (108068171, "010806817183"),
        (97, "000000009797"),
        (1234567890, "123456789002"),
        (0, "000000000097"),
    ],
)
def test_structured_communication(base, number):
    assert structured_communication(base) == number


@pytest.mark.parametrize("base", [-1, 10**10])
def test_a_communication_has_ten_digits_of_ours(base):
    with pytest.raises(ValueError, match="ten digits"):
        structured_communication(base)


@given(st.integers(0, 10**10 - 1))
def test_what_we_print_we_can_read(base):
    number = structured_communication(base)
    assert read_communication(show_communication(number)) == number


@given(st.sampled_from(READERS), st.text(max_size=80))
def test_any_text_is_read_or_refused(read, typed):
    with suppress(RuleError):
        assert read(typed)


@pytest.mark.parametrize("read", READERS)
def test_a_very_long_text_costs_nothing(read):
    started = time.perf_counter()
    with pytest.raises(RuleError):
        read("1" * 1_000_000)
    assert time.perf_counter() - started < 0.1
