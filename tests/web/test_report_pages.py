"""The pages of reports: read by everybody, written side by side, signed and published."""

import io
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from domain.reports.kinds import ReportKind
from tests.web import reporting
from web import clock
from web.actions import releases, report_papers
from web.demo.people import ADMIN_TEAM, ADVISER, BOARD, MEMBER, WORKER
from web.extensions import db
from web.models.report import Report, ReportPaper
from web.queries import releases as released
from web.queries import reports as queries

ACTIVITY, SOCIAL = "/reports/activity/2026", "/reports/social/2026"
DAY = "2026-12-31"


pytestmark = pytest.mark.slow  # many figures are counted again in each


@pytest.fixture
def sold(app_context):
    reporting.sold()


@pytest.fixture
def over(later):
    """The year is over."""
    later(days=123)


def test_without_a_report_the_list_says_where_figures_are(browse):
    page = browse("").get("/reports")
    assert page.status_code == 200
    assert 'href="/figures"' in page.text


def test_a_draft_is_only_for_those_who_write_it(sold, browse):
    reporting.begun()
    for email in ("", MEMBER, WORKER, ADVISER):
        reader = browse(email)
        assert reader.get(ACTIVITY).status_code == 404
        assert reader.get(f"{ACTIVITY}/report.pdf").status_code == 404
        assert reader.get(f"{ACTIVITY}/figures.csv").status_code == 404
        assert "activity/2026" not in reader.get("/reports").text
    assert browse(ADMIN_TEAM).get(ACTIVITY).status_code == 200


def test_only_directors_sign_and_publish(sold, browse, over):
    reporting.begun(ReportKind.SOCIAL)
    writer, member = browse(ADMIN_TEAM), browse(MEMBER)
    assert writer.get(f"{SOCIAL}/write").status_code == 200
    assert writer.get(f"{SOCIAL}/publish").status_code == 403
    assert writer.post(f"{SOCIAL}/publish", {"once": "a"}).status_code == 403
    assert writer.post(f"{SOCIAL}/conditions/nominal/sign", {"once": "b"}).status_code == 403
    assert member.get(f"{SOCIAL}/write").status_code == 403
    assert member.get("/reports/new").status_code == 403


def test_a_report_is_begun_written_and_published(sold, browse, over):
    board = browse(BOARD)
    assert 'value="2026"' in board.get("/reports/new").text
    page = board.follow("/reports/new", {"kind": "activity", "year": "2026", "once": "1"})
    assert "12" in page.text
    texts = {f"text_{code}": text for code, text in reporting.TEXTS.items()}
    saved = board.post(f"{ACTIVITY}/write/foreword", {**texts, "version": "0"})
    assert saved.status_code == 303
    assert board.get(f"{ACTIVITY}/publish").status_code == 200
    done = board.follow(f"{ACTIVITY}/publish", {"once": "2"})
    assert done.status_code == 200
    visitor = browse("")
    page = visitor.get(ACTIVITY)
    assert page.status_code == 200
    assert f'href="/figures/turnover?day={DAY}"' in page.text
    assert "activity/2026" in visitor.get("/reports").text
    assert board.get(f"{ACTIVITY}/write").status_code == 302


def test_a_year_that_cannot_be_is_refused_at_its_field(browse):
    board = browse(BOARD)
    page = board.post("/reports/new", {"kind": "activity", "year": "25", "once": "1"})
    assert page.status_code == 422
    assert 'value="25"' in page.text
    assert 'id="year-error"' in page.text


def test_the_same_report_twice_is_refused(sold, browse):
    reporting.begun(written=False)
    board = browse(BOARD)
    page = board.post("/reports/new", {"kind": "activity", "year": "2026", "once": "1"})
    assert page.status_code == 422
    assert 'id="year-error"' in page.text


def test_what_was_typed_stays_where_a_figure_is_unknown(sold, browse):
    reporting.begun(written=False)
    board = browse(BOARD)
    typed = {"text_fr": "Nous {inconnu}.", "text_nl": "Wij.", "text_en": "", "version": "0"}
    page = board.post(f"{ACTIVITY}/write/foreword", typed)
    assert page.status_code == 422
    assert "Nous {inconnu}." in page.text
    assert "{inconnu}" in page.text.split('id="errors"')[1][:800]


def test_a_text_that_changed_meanwhile_is_shown_beside_the_own_one(sold, browse):
    reporting.begun(written=False)
    one, other = browse(BOARD), browse(ADMIN_TEAM)
    first = {"text_fr": "Le premier.", "text_nl": "", "text_en": "", "version": "0"}
    assert one.post(f"{ACTIVITY}/write/foreword", first).status_code == 303
    second = {**first, "text_fr": "Le second."}
    page = other.post(f"{ACTIVITY}/write/foreword", second)
    assert page.status_code == 422
    assert "Le premier." in page.text
    assert "Le second." in page.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.text)
    assert version
    again = other.post(f"{ACTIVITY}/write/foreword", {**second, "version": version[1]})
    assert again.status_code == 303


def test_a_condition_shows_its_evidence_and_is_signed(sold, browse):
    reporting.begun(ReportKind.SOCIAL)
    board = browse(BOARD)
    for key in reporting.NINE:
        page = board.get(f"{SOCIAL}/conditions/{key}")
        assert page.status_code == 200
    unproved = next(
        one.key
        for one in queries.gathered(db.session.get_one(Report, 1)).conditions
        if not all(finding.holds for finding in one.findings)
    )
    refused = board.post(f"{SOCIAL}/conditions/{unproved}/sign", {"once": "1", "remark": ""})
    assert refused.status_code == 422
    assert 'id="remark-error"' in refused.text
    done = board.follow(f"{SOCIAL}/conditions/{unproved}/sign", {"once": "2", "remark": "Lu."})
    assert "Lu." in done.text
    assert board.get(f"{SOCIAL}/conditions/nothing").status_code == 404


def test_what_is_missing_is_listed_where_it_is_put_right(sold, browse, over):
    reporting.begun(ReportKind.SOCIAL, written=False)
    board = browse(BOARD)
    page = board.get(f"{SOCIAL}/write").text
    assert f'href="{SOCIAL}/conditions/tenth"' in page
    refused = board.post(f"{SOCIAL}/publish", {"once": "1"})
    assert refused.status_code == 422
    assert f'href="{SOCIAL}/conditions/tenth"' in refused.text


def test_an_erratum_stands_on_the_page_of_the_report(sold, browse):
    reporting.published()
    stated = released.value_on("turnover", reporting.LAST_DAY)
    releases.correct(
        stated.release, reason="Counted twice", value=stated.amount - 250, by=1,
        now=reporting.PUBLISHED,
    )  # fmt: skip
    page = browse("").get(ACTIVITY)
    assert "Counted twice" in page.text


def print_all():
    for paper_id in list(db.session.scalars(sa.select(ReportPaper.id))):
        report_papers.make(paper_id, now=reporting.PUBLISHED)
        db.session.remove()


def test_a_paper_is_waited_for(sold, browse):
    reporting.published()
    answer = browse("").get(f"{ACTIVITY}/report.pdf")
    assert answer.status_code == 202
    assert f'href="{ACTIVITY}/report.pdf?language=fr"' in answer.text


def test_a_paper_that_does_not_come_is_printed_again(sold, browse):
    reporting.published()
    print_all()
    french = ReportPaper.language == "fr"
    lost = {"sha256": None, "asked": clock.now() - timedelta(minutes=11)}
    db.session.execute(sa.update(ReportPaper).where(french).values(lost))
    db.session.commit()
    pdf, again = f"{ACTIVITY}/report.pdf?language=fr", f'action="{ACTIVITY}/papers"'
    assert again not in browse(MEMBER).get(pdf).text
    writer = browse(ADMIN_TEAM)
    assert again in writer.get(pdf).text
    assert writer.post(f"{ACTIVITY}/papers").status_code == 303
    assert again not in writer.get(pdf).text
    assert browse("").get(pdf.replace("fr", "nl")).mimetype == "application/pdf"
    print_all()
    assert browse("").get(pdf).mimetype == "application/pdf"


def test_a_draft_is_printed_when_asked(sold, browse):
    reporting.begun()
    writer, member = browse(ADMIN_TEAM), browse(MEMBER)
    assert writer.get(f"{ACTIVITY}/report.pdf").status_code == 404
    assert member.post(f"{ACTIVITY}/papers").status_code == 403
    assert writer.post(f"{ACTIVITY}/papers").status_code == 303
    print_all()
    answer = writer.get(f"{ACTIVITY}/report.pdf?language=en")
    text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert "not published" in text
    assert member.get(f"{ACTIVITY}/report.pdf").status_code == 404


def test_the_paper_is_tagged_and_says_what_the_page_says(sold, browse):
    reporting.published()
    print_all()
    visitor = browse("")
    for code, word in (("fr", "Sommaire"), ("nl", "Inhoud"), ("en", "Contents")):
        answer = visitor.get(f"{ACTIVITY}/report.pdf?language={code}")
        assert answer.mimetype == "application/pdf"
        reader = PdfReader(io.BytesIO(answer.data))
        assert reader.trailer["/Root"]["/Lang"] == code
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert 'pdfuaid:part="1"' in reader.trailer["/Root"]["/Metadata"].get_data().decode()
        assert word in reader.pages[1].extract_text()
        assert len(reader.pages) > 10
        links = [note for one in reader.pages for note in one.get("/Annots", [])]
        assert len(links) > 30


def test_the_figures_go_along_as_files(sold, browse):
    reporting.published()
    visitor = browse("")
    csv = visitor.get(f"{ACTIVITY}/figures.csv")
    assert b"turnover" in csv.data
    assert b"4000" in csv.data
    assert visitor.get(f"{ACTIVITY}/figures.ods").data.startswith(b"PK")


def test_a_draft_is_put_away_after_a_question(sold, browse):
    reporting.begun()
    board = browse(BOARD)
    assert board.get(f"{ACTIVITY}/put-away").status_code == 200
    assert board.follow(f"{ACTIVITY}/put-away", {"once": "1"}).status_code == 200
    assert board.get(ACTIVITY).status_code == 404


@pytest.mark.parametrize("path", ["/reports/nothing/2026", f"{ACTIVITY}/write/nothing"])
def test_what_does_not_exist_is_not_found(sold, browse, path):
    reporting.begun(written=False)
    assert browse(BOARD).get(path).status_code == 404
