"""OpenDocument spreadsheets: text stays text, numbers stay numbers, the same bytes each time."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

from web.formats.ods import MIME, ods_file

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
ROWS = [
    ["=1+1", Decimal("12345678.90"), None],
    ["<é> & “x”\x00\x1f", date(2026, 9, 14), Decimal(-1)],
]


def content(data: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return ET.fromstring(packed.read("content.xml"))


def test_the_type_is_the_first_file_and_not_compressed():
    with zipfile.ZipFile(io.BytesIO(ods_file("T", ["a"], []))) as packed:
        first = packed.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert packed.read("mimetype").decode() == MIME
        assert "content.xml" in packed.read("META-INF/manifest.xml").decode()


def test_numbers_are_numbers_and_text_is_text():
    cells = list(content(ods_file("T", ["a", "b", "c"], ROWS)).iter(f"{TABLE}table-cell"))
    found = [(cell.get(f"{OFFICE}value-type"), "".join(cell.itertext())) for cell in cells]
    assert found[3:] == [
        ("string", "=1+1"),
        ("float", "12345678.90"),
        (None, ""),
        ("string", "<é> & “x”"),
        ("date", "2026-09-14"),
        ("float", "-1"),
    ]
    assert cells[4].get(f"{OFFICE}value") == "12345678.90"
    assert not [cell for cell in cells if cell.get(f"{TABLE}formula")]


def test_the_same_table_gives_the_same_bytes():
    assert ods_file("T", ["a"], ROWS) == ods_file("T", ["a"], ROWS)


def test_a_title_of_any_length_names_the_sheet():
    (sheet,) = content(ods_file('"' + "x" * 60, [], [])).iter(f"{TABLE}table")
    assert sheet.get(f"{TABLE}name") == '"' + "x" * 30
