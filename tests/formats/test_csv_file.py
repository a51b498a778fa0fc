"""Tables as CSV: read for sure or refused, written without formulas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.formats.csv_file import (
    BrokenLine,
    ColumnTwice,
    NoHeader,
    NotUtf8,
    UnknownColumn,
    harmless,
    read_csv,
    tamed,
    write_csv,
)

KNOWN = ("name", "city", "email")


def read(
    text: str | bytes, needed: tuple[str, ...] = ("name",)
) -> list[tuple[int, dict[str, str]]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(line.number, line.cells) for line in read_csv(data, known=KNOWN, needed=needed)]


@pytest.mark.parametrize(
    "text",
    [
        "name;city\nA;Gent\n",
        "name,city\r\nA,Gent\r\n",
        "\ufeffname;city\nA;Gent",
        ' Name ;CITY\n A ;"Gent"\n\n',
        "name;city\nA;Gent;;\n",
    ],
)
def test_the_ways_spreadsheets_write(text):
    assert read(text) == [(2, {"name": "A", "city": "Gent"})]


def test_lines_are_counted_as_an_editor_does():
    text = 'name;city\n"A\nB";Gent\n\nC;Liège\n'
    assert [number for number, _ in read(text)] == [2, 5]


def test_a_short_line_has_empty_cells():
    assert read("name;city;email\nA\n") == [(2, {"name": "A", "city": "", "email": ""})]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("name;city\nA;Liège\n".encode("cp1252"), NotUtf8),
        ("name;city\n".encode("utf-16"), NotUtf8),
        ("name;city\nA\0;b\n", NotUtf8),
        ("", NoHeader),
        ("city\nGent\n", NoHeader),
        ("name;colour\nA;red\n", UnknownColumn),
        ("name;name\nA;B\n", ColumnTwice),
        ("name;city\nA;Gent;more\n", BrokenLine),
        ('name;city\n"A;Gent\n', BrokenLine),
        ('name;city\n"A"x;Gent\n', BrokenLine),
        ("name;city\n" + "x" * 200_000 + ";Gent\n", BrokenLine),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused(text, refusal):
    with pytest.raises(refusal):
        read(text)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "1+1"),
        ("==cmd()", "cmd()"),
        ("@SUM(A1)", "SUM(A1)"),
        ("+cmd|' /C calc'!A0", "cmd|' /C calc'!A0"),
        ("-2+3+cmd|'x'!A0", "2+3+cmd|'x'!A0"),
        ("'=1+1", "1+1"),
        ("'+Tuin", "+Tuin"),
        ("+Tuin", "+Tuin"),
        ("-M-", "-M-"),
        ("'t Hof", "'t Hof"),
        ("a@b.example", "a@b.example"),
        (" A ", "A"),
        ("", ""),
    ],
)
def test_a_cell_is_text(cell, kept):
    assert tamed(cell) == kept


@given(st.text(max_size=40))
def test_no_spreadsheet_computes_what_we_write(text):
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


PLAIN = st.text(st.characters(exclude_categories=("C",)), max_size=30).map(str.strip)


@given(st.lists(st.tuples(PLAIN.filter(bool), PLAIN), max_size=5))
def test_what_we_write_we_can_read(rows):
    back = read_csv(write_csv(("name", "city"), rows), known=KNOWN, needed=("name",))
    expected = [(tamed(name), tamed(city)) for name, city in rows]
    found = [(line.cells["name"], line.cells["city"]) for line in back]
    assert [pair for pair in found if any(pair)] == [pair for pair in expected if any(pair)]
