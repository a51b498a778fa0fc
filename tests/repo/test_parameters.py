"""Every dated figure says since when, in what unit, from where, and how sure we are."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from domain.parameters import Confidence, names, parameter
from tests.repo.tree import ROOT, files, text

KEYS = {"title", "unit", "values"}
ENTRY = {"since", "source", "confidence"}
# A unit begins with one of these; what follows says of what, or per what.
UNITS = re.compile(
    r"(EUR|euros|fraction|hours|minutes|(calendar |working |worked )?days|weeks|months|years"
    r"|km|countries|invoices|assignments|persons|children|mandates|proxies|1 for yes|table|scale)\b"
)
FIRST, LAST = date(1990, 1, 1), date(2100, 1, 1)
USED = re.compile(r"parameter\(\s*f?[\"']([\w/{}.]+)[\"']")


def read(name: str) -> dict[str, Any]:
    path = ROOT / "domain" / "parameters" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def numbers(value: Any) -> list[Any]:
    """Every plain value in a table, however deep."""
    if isinstance(value, dict):
        return [part for inner in value.values() for part in numbers(inner)]
    if isinstance(value, list):
        return [part for inner in value for part in numbers(inner)]
    return [value]


@pytest.mark.parametrize("name", names())
def test_a_figure_is_complete(name):
    figure = read(name)
    assert set(figure) == KEYS
    assert figure["title"].strip() == figure["title"] != ""
    assert UNITS.match(figure["unit"]), f"unknown unit: {figure['unit']}"
    assert figure["values"]
    for entry in figure["values"]:
        assert set(entry) >= ENTRY
        assert set(entry) - ENTRY - {"until"}, "an entry without a value"


@pytest.mark.parametrize("name", names())
def test_days_follow_each_other(name):
    entries = sorted(read(name)["values"], key=lambda entry: entry["since"])
    for entry in entries:
        assert type(entry["since"]) is date
        assert FIRST <= entry["since"] <= entry.get("until", LAST)
    for before, after in pairwise(entries):
        assert before["since"] < after["since"], "two figures for one day"
        assert before.get("until", after["since"]) <= after["since"], (
            "one begins before the other ends"
        )


@pytest.mark.parametrize("name", names())
def test_entries_are_written_in_order(name):
    days = [entry["since"] for entry in read(name)["values"]]
    assert days in (sorted(days), sorted(days, reverse=True))


@pytest.mark.parametrize("name", names())
def test_a_figure_has_its_source(name):
    for entry in read(name)["values"]:
        confidence = Confidence(entry["confidence"])
        assert len(entry["source"].split()) > 1 or "://" in entry["source"]
        if confidence in (Confidence.OFFICIAL, Confidence.PUBLISHED):
            assert "://" in entry["source"], "someone must be able to look it up"
        if entry["since"] > date.today():  # noqa: DTZ011 - the day this is read, anywhere
            assert confidence in (Confidence.OFFICIAL, Confidence.PUBLISHED), "a future made up"


@pytest.mark.parametrize("name", names())
def test_a_figure_is_exact(name):
    for entry in read(name)["values"]:
        for value in numbers({key: entry[key] for key in entry if key not in ENTRY}):
            assert isinstance(value, Decimal | int | date | str)


@pytest.mark.parametrize("name", names())
def test_a_figure_reads_back(name):
    figure = parameter(name)
    for entry in figure.history:
        assert figure.on(entry.since) is entry
        assert figure.on(entry.until or entry.since) is entry


def test_every_figure_is_used():
    asked = {
        found.replace(".", r"\.").replace("/", r"\/")
        for path in files("domain", "web", suffix=".py")
        for found in USED.findall(text(path))
    }
    patterns = [re.compile(re.sub(r"\{.*?\}", r"\\w+", name)) for name in asked]
    unused = [name for name in names() if not any(known.fullmatch(name) for known in patterns)]
    assert not unused, "a rule asks for it, or it goes"
