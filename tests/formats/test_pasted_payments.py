"""Lines pasted from a bank statement."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleError
from domain.identifiers import structured_communication
from domain.money import eur
from web.formats.pasted_payments import (
    MOST,
    PastedLine,
    RefusedLine,
    TooManyLines,
    read_day,
    read_lines,
)

NUMBER = structured_communication(12_600_001)


def test_a_line_is_read_in_the_ways_people_write_it():
    text = f"\n{NUMBER} ; € 1.210,00 ; 14/9/2026\n\n{NUMBER}\t1210.00\t2026-09-14\tB-1\n"
    first, second = read_lines(text)
    assert (first.number, second.number) == (2, 4)
    assert (first.amount, first.day) == (eur(1210), date(2026, 9, 14))
    assert (second.amount, second.day, second.reference) == (eur(1210), date(2026, 9, 14), "B-1")


@given(
    st.integers(0, 10**10 - 1),
    st.integers(1, 10**9).map(lambda cents: eur(Decimal(cents).scaleb(-2))),
    st.dates(),
)
def test_what_is_written_is_read(base, amount, day):
    line = f"{structured_communication(base)};{amount:f};{day.isoformat()}"
    (read,) = read_lines(line)
    assert isinstance(read, PastedLine)
    assert (read.amount, read.day) == (amount, day)


@given(st.text(max_size=200))
def test_anything_else_is_refused_with_its_number(text):
    try:
        found = read_lines(text)
    except RuleError:
        return
    assert all(isinstance(line, PastedLine | RefusedLine) for line in found)


def test_more_lines_than_one_act_holds():
    with pytest.raises(TooManyLines):
        read_lines("x\n" * (MOST + 1))


@pytest.mark.parametrize("typed", ["", "14/9", "2026-13-01", "31/9/2026", "x/y/z"])
def test_days_that_are_not(typed):
    with pytest.raises(RuleError, match="is not a date"):
        read_day(typed)
