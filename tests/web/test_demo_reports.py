"""The example texts of the reports of the demo: whole, in three languages, with known figures."""

import pytest
import sqlalchemy as sa

from domain.figures.catalogue import FIGURES
from domain.reports.conditions import CONDITIONS
from domain.reports.kinds import ReportKind, ReportState
from domain.reports.outline import CHAPTERS
from domain.reports.texts import BlockKind, blocks, figures_in
from web import clock
from web.actions import reports
from web.config import LANGUAGES
from web.demo.people import BOARD
from web.demo.reports import begin_both, drafts, examples
from web.extensions import db
from web.models.person import Person
from web.models.report import Report, ReportSignature, ReportText
from web.queries.reports import report_of, texts_of

YEAR = 2025
KNOWN = examples()
PLACES = [(part, key) for part, texts in KNOWN.items() for key in texts]
CHAPTER_WORDS, CONDITION_WORDS = range(60, 161), range(30, 71)


def words(text):
    return sum(any(sign.isalnum() for sign in word) for word in text.split(" "))


def test_every_chapter_and_every_condition_has_a_text():
    for kind in ReportKind:
        assert list(KNOWN[kind]) == [chapter.key for chapter in CHAPTERS[kind]]
    assert list(KNOWN["conditions"]) == [condition.key for condition in CONDITIONS]
    assert set(KNOWN) == {*ReportKind, "conditions"}


@pytest.mark.parametrize(("part", "key"), PLACES)
def test_a_text_says_the_same_in_three_languages(part, key):
    texts = KNOWN[part][key]
    assert set(texts) == set(LANGUAGES)
    fitting = CONDITION_WORDS if part == "conditions" else CHAPTER_WORDS
    counted = {code: words(text.replace("\n", " ")) for code, text in texts.items()}
    assert all(number in fitting for number in counted.values()), counted
    shapes = {tuple((one.kind, len(one.lines)) for one in blocks(text)) for text in texts.values()}
    assert len(shapes) == 1, "the same headings, paragraphs and lists"
    assert all(kind in BlockKind for kind, _lines in shapes.pop())
    named = {tuple(figures_in({code: text})) for code, text in texts.items()}
    assert len(named) == 1, "the same figures in the same order"
    assert all(FIGURES[figure].kept for figure in named.pop())


def test_they_say_that_they_are_examples():
    said = {"fr": "exemple", "nl": "voorbeeld", "en": "example"}
    first = [KNOWN["activity"]["foreword"], KNOWN["social"]["frame"], *KNOWN["conditions"].values()]
    assert all(word in texts[code].lower() for texts in first for code, word in said.items())


def test_both_reports_are_begun_once_and_nothing_is_signed(app_context):
    drafts(YEAR, clock.now())
    drafts(YEAR, clock.now())
    found = list(db.session.scalars(sa.select(Report).order_by(Report.kind)))
    assert {(one.kind, one.year, one.state) for one in found} == {
        (kind, YEAR, ReportState.DRAFT) for kind in ReportKind
    }
    for report in found:
        assert set(texts_of(report.id)) == set(reports.places(report.kind))
    assert not db.session.scalar(sa.select(sa.func.count(ReportSignature.id)))


def test_what_somebody_wrote_stays(app_context):
    mine = reports.begin(ReportKind.ACTIVITY, YEAR, now=clock.now())
    own = dict.fromkeys(LANGUAGES, "What we did ourselves.")
    reports.write(mine, "foreword", own, version=0, now=clock.now())
    drafts(YEAR, clock.now())
    drafts(YEAR + 1, clock.now())
    assert set(texts_of(mine.id)) == {"foreword"}, "a report that was there is left alone"
    later = report_of(ReportKind.ACTIVITY, YEAR + 1)
    assert later is not None
    texts = texts_of(later.id)
    assert texts["foreword"].texts == own, "carried over"
    assert texts["outlook"].texts == KNOWN["activity"]["outlook"]


def test_in_the_demo_the_board_writes_them(app_context):
    begin_both(YEAR)()
    board = db.session.scalars(sa.select(Person.id).where(Person.email == BOARD)).one()
    assert set(db.session.scalars(sa.select(ReportText.changed_by_id))) == {board}
