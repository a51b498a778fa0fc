"""Declarations as a table and as JSON."""

import csv
import io
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.dimona.acts import DimonaAct
from domain.dimona.content import WorkerType
from tests.domain.test_dimona_content import RIGHT
from web.formats.dimona_file import COLUMNS, as_csv, as_json, facts

SEVERAL = [
    RIGHT,
    replace(RIGHT, act=DimonaAct.CANCEL, number="A1", last_day=None, onss_number="123456789"),
    replace(RIGHT, worker_type=WorkerType.STU, hours=8),
]


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_both_say_the_same():
    table, listed = rows(as_csv(SEVERAL)), json.loads(as_json(SEVERAL))["declarations"]
    assert tuple(table[0]) == COLUMNS
    assert tuple(listed[0]) == COLUMNS
    shown = {"national_number", "enterprise_number"}
    for row, item in zip(table, listed, strict=True):
        for name in set(COLUMNS) - shown:
            assert row[name] == ("" if item[name] is None else str(item[name]))
        for name in shown:
            assert row[name].replace(".", "").replace("-", "") == item[name]


def test_a_file_says_of_which_period_and_that_nothing_is_declared_by_it():
    content = json.loads(as_json([], first_day="2026-09-01"))
    assert content["first_day"] == "2026-09-01"
    assert content["note"].startswith("Nothing is declared by this file")
    assert rows(as_csv([])) == []


@given(st.text(min_size=1, max_size=30).filter(lambda text: "\0" not in text))
def test_no_cell_is_a_formula(text):
    odd = replace(RIGHT, worker=text, employer=text)
    assert facts(odd)["worker"] == text
    for row in csv.reader(io.StringIO(as_csv([odd]).decode("utf-8-sig")), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
