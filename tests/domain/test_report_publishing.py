"""What stands in the way of a report, and what its sheet keeps."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.errors import N_
from domain.figures.catalogue import TABLES
from domain.figures.checks import contradictions
from domain.figures.definition import TOTAL
from domain.figures.flow import Flow, Node
from domain.figures.releasing import NotKnown, TooFew
from domain.figures.table import HIDDEN, Cell, Table
from domain.money import eur
from domain.reports.kinds import ReportKind
from domain.reports.publishing import (
    LanguageMissing,
    NothingWritten,
    NotSigned,
    RemarkNeeded,
    TextNamesMissing,
    blocking,
    check_remark,
    fingerprint,
    hindrances,
    left_out,
    published_with,
)
from domain.reports.sheet import (
    ChapterSheet,
    ConditionSheet,
    FigureLine,
    FindingSheet,
    ReportSheet,
    TableSheet,
    Trend,
    from_json,
    to_json,
)

TEXTS = {"fr": "un", "nl": "een", "en": "one"}
TITLES = {"foreword": N_("Foreword"), "nominal": N_("Nominal value")}
NUMBERS = {"nominal": 5}
MEMBERS = FigureLine("members", 1, Decimal(45598), Decimal(41702))
FINDING = FindingSheet({"en": "Refunds"}, {"en": "12 refunds"}, True)
SIGNED = ConditionSheet("nominal", TEXTS, (FINDING,), "Ada", date(2026, 3, 1))


def sheet(texts=TEXTS, lines=(MEMBERS,), conditions=()):
    return ReportSheet(
        kind=ReportKind.ACTIVITY,
        year=2025,
        company="Example",
        simulated=False,
        chapters=(ChapterSheet("foreword", texts, lines),),
        conditions=conditions,
    )


def found(report, objections=()):
    return [one.refusal for one in hindrances(report, TITLES, NUMBERS, objections)]


def test_a_complete_report_has_nothing_in_its_way():
    assert found(sheet(conditions=(SIGNED,))) == []


def test_numbers_alone_are_no_report():
    (refusal,) = found(sheet(texts={}))
    assert isinstance(refusal, NothingWritten)


def test_each_missing_language_is_named():
    refusals = found(sheet(texts={"fr": "un", "nl": "", "en": ""}))
    assert [type(one) for one in refusals] == [LanguageMissing, LanguageMissing]
    assert [one.language for one in refusals] == ["Dutch", "English"]


def test_a_sentence_does_not_name_a_figure_that_is_not_published():
    (refusal,) = found(sheet(texts=dict.fromkeys(TEXTS, "{members} {turnover}")))
    assert isinstance(refusal, TextNamesMissing)
    assert "Turnover" in str(refusal)


def test_each_condition_is_written_and_signed():
    open_ones = (replace(SIGNED, signed=None), replace(SIGNED, texts={"fr": "un"}))
    refusals = found(sheet(conditions=open_ones))
    assert [type(one) for one in refusals] == [NotSigned, LanguageMissing, LanguageMissing]
    assert "5" in str(refusals[0])


def test_the_contradictions_of_the_printed_report_are_refused_by_name():
    """The anomalies that the cooperative printed about 2025 (A12) cannot be printed again."""
    printed = contradictions(2025)
    refusals = found(sheet(), printed)
    assert len(refusals) == len(printed) >= 8
    said = " ".join(str(one) for one in refusals)
    for title in ("Employment contracts", "Units by turnover", "Active units by age"):
        assert title in said
    assert "It is not published" in said


def test_what_is_too_small_or_not_known_is_left_out_and_named():
    day = date(2025, 12, 31)
    objections = [NotKnown(N_("Advisers"), day), TooFew(N_("Shareholders of category C"))]
    assert blocking(objections) == []
    assert left_out(objections) == objections
    assert found(sheet(), objections) == []
    assert published_with(sheet()) == ["members"]


def test_a_signature_is_for_one_wording_and_one_evidence():
    other = replace(SIGNED, texts={**TEXTS, "en": "another"})
    failing = replace(SIGNED, findings=(replace(FINDING, holds=False),))
    assert len({fingerprint(one) for one in (SIGNED, other, failing)}) == 3
    later = replace(SIGNED, signed=date(2026, 4, 1), remark="Seen")
    assert fingerprint(later) == fingerprint(SIGNED)


@pytest.mark.parametrize("holds", [None, False])
def test_who_signs_more_than_the_registers_show_says_why(holds):
    condition = replace(SIGNED, findings=(FINDING, replace(FINDING, holds=holds)))
    with pytest.raises(RemarkNeeded):
        check_remark(condition, "  ")
    check_remark(condition, "The statutes say so.")
    check_remark(SIGNED, "")


def test_a_sheet_comes_back_as_it_was_kept():
    places = {("A", TOTAL): Cell(7), ("B", TOTAL): HIDDEN, (TOTAL, TOTAL): Cell(9, Decimal("1.50"))}
    table = Table(TABLES["members_by_category"], ("A", "B"), (), places)
    chapter = ChapterSheet(
        "foreword",
        TEXTS,
        (MEMBERS, FigureLine("full_time", 1, Decimal("2273.7"), None)),
        (TableSheet.of(table),),
        (Flow(Node.CLIENTS, Node.INVOICED, eur("12.30")),),
        (Trend("turnover", (Decimal(1), None), (None, None)),),
    )
    whole = replace(
        sheet(conditions=(SIGNED,)),
        chapters=(chapter, ChapterSheet("outlook", {})),
        named=(FigureLine("hours", 1, Decimal(3), Decimal(2)),),
        published=date(2026, 5, 4),
        address="https://example.org/",
    )
    again = from_json(to_json(whole))
    assert again == whole
    assert again.tables["members_by_category"].table == table
    assert again.lines.keys() == {"members", "full_time", "hours"}
    assert [one.empty for one in again.chapters] == [False, True]
