"""Texts of reports: what is set, what is refused."""

import pytest

from domain.figures.catalogue import FIGURES, TABLES
from domain.reports.kinds import ReportKind
from domain.reports.outline import CHAPTERS, chapter_of, figures_of, tables_of
from domain.reports.texts import (
    LONGEST_TEXT,
    Asks,
    Block,
    BlockKind,
    FigureAsked,
    Link,
    TextTooLong,
    UnknownFigure,
    blocks,
    check_texts,
    figures_in,
    pieces,
)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_chapter_shows_figures_of_the_catalogue(kind):
    assert set(figures_of(kind)) <= FIGURES.keys()
    assert set(tables_of(kind)) <= TABLES.keys()
    keys = [chapter.key for chapter in CHAPTERS[kind]]
    assert len(keys) == len(set(keys))
    assert all(chapter.hint and chapter.title for chapter in CHAPTERS[kind])
    assert chapter_of(kind, keys[0]) is CHAPTERS[kind][0]
    assert chapter_of(kind, "nothing") is None


def test_the_figures_of_reports_are_kept():
    for kind in ReportKind:
        assert [key for key in figures_of(kind) if not FIGURES[key].kept] == []


def test_a_text_is_paragraphs_headings_and_lists():
    text = "One line\nand its end.\n\n## Head\n- first\n- second\nAfter.\r\n\r\nLast."
    assert [(block.kind, len(block.lines)) for block in blocks(text)] == [
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.HEADING, 1),
        (BlockKind.LIST, 2),
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.PARAGRAPH, 1),
    ]
    assert blocks(text)[0].lines == (("One line", " ", "and its end."),)
    assert blocks("") == ()
    assert blocks("## A\n## B") == (
        Block(BlockKind.HEADING, (("A",),)),
        Block(BlockKind.HEADING, (("B",),)),
    )


def test_figures_and_addresses_are_found_in_a_line():
    found = pieces("See https://example.org/a. We are {members} ({members:change}).")
    assert found == (
        "See ",
        Link("https://example.org/a"),
        ". We are ",
        FigureAsked("members"),
        " (",
        FigureAsked("members", Asks.CHANGE),
        ").",
    )
    assert pieces("https://example.org") == (Link("https://example.org"),)


@pytest.mark.parametrize("written", ["{nothing}", "{members:tomorrow}"])
def test_what_is_no_figure_is_named(written):
    with pytest.raises(UnknownFigure, match="is no figure") as refusal:
        check_texts({"fr": "", "nl": f"We {written}."})
    assert refusal.value.written == written


def test_a_text_has_an_end():
    check_texts({"fr": "a" * LONGEST_TEXT})
    with pytest.raises(TextTooLong):
        check_texts({"fr": "a" * (LONGEST_TEXT + 1)})


def test_figures_named_in_any_language_are_listed_once():
    assert figures_in({"fr": "{members} {turnover}", "en": "{turnover} {hours:before}"}) == [
        "members",
        "turnover",
        "hours",
    ]
