"""Lines with receipt numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleError
from web.formats.pasted_receipts import (
    MOST,
    ReceiptLine,
    RefusedReceipt,
    TooManyReceipts,
    WrongReceiptLine,
    WrongReference,
    read_receipts,
)


def test_a_line_is_read_in_the_ways_people_write_it():
    text = '\ufeffReference;Number\n\n pa-c-12 ; 900 000 \nSC-P-000007\t"A1,A2"\n'
    first, second = read_receipts(text)
    assert (first.number, first.reference, first.receipt) == (3, "PA-C-000012", "900 000")
    assert (first.letter, first.id) == ("C", 12)
    assert (second.letter, second.id, second.receipt) == ("P", 7, "A1,A2")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("PA-C-12", WrongReceiptLine),
        ("PA-C-12;", WrongReceiptLine),
        ("PA-C-12;1;2", WrongReceiptLine),
        (f"PA-C-12;{'1' * 200}", WrongReceiptLine),
        ("PA-X-12;1", WrongReference),
        ("12;1", WrongReference),
        ("PA-C-1234567890;1", WrongReference),
    ],
)
def test_a_line_that_cannot_be_read(text, why):
    (line,) = read_receipts(text)
    assert isinstance(line, RefusedReceipt)
    assert isinstance(line.why, why)


@given(st.integers(1, 999_999_999), st.sampled_from("CP"), st.from_regex(r"\A[A-Z0-9]{1,20}\Z"))
def test_what_is_written_is_read(key, letter, number):
    (line,) = read_receipts(f"FA-{letter}-{key:06d};{number}")
    assert isinstance(line, ReceiptLine)
    assert (line.letter, line.id, line.receipt) == (letter, key, number)


@given(st.text(max_size=200))
def test_anything_else_is_refused_with_its_number(text):
    try:
        found = read_receipts(text)
    except RuleError:
        return
    assert all(isinstance(line, ReceiptLine | RefusedReceipt) for line in found)


def test_more_lines_than_one_act_holds():
    with pytest.raises(TooManyReceipts):
        read_receipts("x\n" * (MOST + 1))
