"""Reports: written by the office, signed by directors, frozen with their figures."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.figures.refused import DoesNotAddUp
from domain.reports.kinds import ReportKind, ReportState
from domain.reports.publishing import (
    LanguageMissing,
    NotSigned,
    RemarkNeeded,
    ReportExists,
    ReportIsPublished,
    TextChanged,
    YearNotOver,
)
from domain.reports.sheet import last_day
from domain.reports.texts import UnknownFigure
from tests.web import crowd, make, reporting
from tests.web.reporting import BEGUN, PUBLISHED, TEXTS, YEAR
from web.actions import releases, report_papers, reports
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.report import Report, ReportPaper, ReportText
from web.queries import figures as counting
from web.queries import releases as released
from web.queries import reports as queries

pytestmark = pytest.mark.slow  # many figures are counted again in each


@pytest.fixture
def sold(app_context):
    reporting.sold()


def publish(report, now=PUBLISHED):
    reports.publish(report, address="http://localhost/", by=1, now=now)


def test_a_report_is_written_once_a_year(sold):
    reporting.begun()
    with pytest.raises(ReportExists):
        reporting.begun()
    reporting.begun(ReportKind.SOCIAL)


def test_the_next_year_starts_from_the_texts_of_the_last(sold):
    reporting.begun()
    following = reports.begin(ReportKind.ACTIVITY, YEAR + 1, now=BEGUN)
    texts = queries.texts_of(following.id)
    assert set(texts) == set(reports.places(ReportKind.ACTIVITY))
    assert texts["foreword"].texts == TEXTS


def test_two_writers_do_not_overwrite_each_other(sold):
    report = reporting.begun(written=False)
    reports.write(report, "foreword", TEXTS, version=0, now=BEGUN)
    with pytest.raises(TextChanged):
        reports.write(report, "foreword", {"fr": "autre"}, version=0, now=BEGUN)
    kept = queries.texts_of(report.id)["foreword"]
    reports.write(report, "foreword", {"fr": "autre"}, version=kept.version, now=BEGUN)
    assert queries.texts_of(report.id)["foreword"].texts == {"fr": "autre", "nl": "", "en": ""}


def test_a_text_with_an_unknown_figure_is_not_kept(sold):
    report = reporting.begun(written=False)
    with pytest.raises(UnknownFigure):
        reports.write(report, "foreword", {"fr": "{nobody}"}, version=0, now=BEGUN)
    db.session.rollback()
    assert queries.texts_of(report.id) == {}


def test_figures_are_frozen_with_the_report(sold):
    report = reporting.published()
    assert report.state is ReportState.PUBLISHED
    sheet = queries.sheet_of(report)
    assert sheet.lines["turnover"].value == Decimal(4000)
    assert released.value_on("turnover", last_day(YEAR)).release is not None
    make.invoice(price="500.00")
    crowd.keep()
    again = queries.sheet_of(report)
    assert again == sheet
    assert released.value_on("turnover", last_day(YEAR)).differs
    acts = db.session.scalars(
        sa.select(AuditEntry.act).where(
            AuditEntry.subject == "report", AuditEntry.act != "report_written"
        )
    )
    assert list(acts) == ["report_begun", "report_published"]


def test_a_second_report_says_the_same_numbers(sold):
    first = queries.sheet_of(reporting.published())
    make.invoice(price="500.00")
    crowd.keep()
    second = reporting.published(ReportKind.SOCIAL)
    assert queries.sheet_of(second).lines["turnover"] == first.lines["turnover"]


def test_an_erratum_leaves_the_report_and_stands_beside_it(sold):
    report = reporting.published()
    value = released.value_on("turnover", last_day(YEAR))
    releases.correct(
        value.release, reason="Counted twice", value=Decimal(3750), by=1, now=PUBLISHED
    )
    assert queries.sheet_of(report).lines["turnover"].value == Decimal(4000)
    (erratum,) = released.errata(last_day(YEAR))
    assert (erratum.replaces, erratum.release.value) == (4000, 3750)


def test_a_report_waits_for_the_end_of_its_year(sold):
    report = reporting.begun()
    with pytest.raises(YearNotOver):
        publish(report, now=PUBLISHED - timedelta(days=30))


def test_every_language_is_needed(sold):
    report = reporting.begun(written=False)
    reports.write(report, "foreword", {"fr": "un", "nl": "een"}, version=0, now=BEGUN)
    with pytest.raises(LanguageMissing):
        publish(report)
    db.session.rollback()
    assert db.session.get_one(Report, report.id).state is ReportState.DRAFT


def test_totals_that_do_not_add_up_are_not_published(sold, monkeypatch):
    """Three values of A12: members who are not the sum of their categories."""
    report, counted = reporting.begun(), counting.counted

    def wrong(keys, day, **place):
        found = dict(counted(keys, day, **place))
        for key, amount in {"members": 45598, "members_a": 37988, "members_b": 90}.items():
            if key in found:
                found[key] = counting.Value(found[key].figure, Decimal(amount), day, 1)
        return found

    monkeypatch.setattr(counting, "counted", wrong)
    hindrances, _out = queries.in_the_way(queries.gathered(report))
    assert any(isinstance(one.refusal, DoesNotAddUp) for one in hindrances)
    with pytest.raises(DoesNotAddUp) as refusal:
        publish(report)
    assert refusal.value.figure == "members"
    db.session.rollback()
    assert db.session.get_one(Report, report.id).sheet is None


def test_small_cells_never_reach_a_report(sold):
    report = reporting.begun()
    sheet = queries.gathered(report)
    assert "advisers" not in sheet.lines  # one or two of them in the cast
    cells = [cell for table in sheet.tables.values() for cell in table.cells]
    assert cells
    assert not [cell for cell in cells if cell.people in {1, 2, 3, 4}]
    _hindrances, out = queries.in_the_way(sheet)
    assert any("fewer than five" in str(one) for one in out)


def test_the_nine_conditions_are_signed_one_by_one(sold):
    report = reporting.begun(ReportKind.SOCIAL)
    nine = queries.gathered(report).conditions
    assert [one.key for one in nine] == reporting.NINE
    with pytest.raises(NotSigned):
        publish(report)
    reporting.signed(report)
    nine = queries.gathered(report).conditions
    assert all(one.signed and one.signed_by for one in nine)
    publish(report)
    assert [one.signed for one in queries.sheet_of(report).conditions] == [BEGUN.date()] * 9


def test_a_changed_text_needs_a_new_signature(sold):
    report = reporting.begun(ReportKind.SOCIAL)
    reporting.signed(report)
    version = queries.texts_of(report.id)["nominal"].version
    reports.write(report, "nominal", {**TEXTS, "en": "Else."}, version=version, now=BEGUN)
    open_ones = [one.key for one in queries.gathered(report).conditions if one.signed is None]
    assert open_ones == ["nominal"]


def test_more_than_the_registers_show_needs_a_remark(sold):
    report = reporting.begun(ReportKind.SOCIAL)
    unproved = [
        one
        for one in queries.gathered(report).conditions
        if not all(finding.holds for finding in one.findings)
    ]
    assert unproved
    with pytest.raises(RemarkNeeded):
        reports.sign(report, unproved[0], "", by=1, now=BEGUN)


def test_what_is_published_does_not_change(sold):
    report = reporting.published()
    for change in (
        lambda: reports.write(report, "foreword", TEXTS, version=1, now=BEGUN),
        lambda: reports.put_away(report),
        lambda: publish(report),
    ):
        with pytest.raises(ReportIsPublished):
            change()
        db.session.rollback()


def test_a_draft_can_be_put_away(sold):
    report = reporting.begun(ReportKind.SOCIAL)
    reporting.signed(report)
    reports.put_away(report)
    assert db.session.scalar(sa.select(sa.func.count(Report.id))) == 0
    assert db.session.scalar(sa.select(sa.func.count(ReportText.id))) == 0


def test_papers_are_asked_for_and_made_once(sold):
    reporting.published()
    assert db.session.scalar(sa.select(sa.func.count(ReportPaper.id))) == 3
    paper = db.session.scalars(sa.select(ReportPaper).where(ReportPaper.language == "nl")).one()
    report_papers.make(paper.id, now=PUBLISHED)
    db.session.expire_all()
    made = db.session.get_one(ReportPaper, paper.id)
    assert made.sha256
    assert made.size
    report_papers.make(paper.id, now=PUBLISHED + timedelta(days=1))
    assert db.session.get_one(ReportPaper, paper.id).made == PUBLISHED
