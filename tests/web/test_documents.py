"""Documents: made by the worker, kept for ever, read only by those who may."""

import hashlib
import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from domain.invoicing import from_json
from tests.web.conftest import HTMX
from tests.web.issuing import documents_of, invoice, issued
from tests.web.papers import a_contract, made, papers_of
from web import clock
from web.actions import documents as actions
from web.actions import making
from web.demo.buyers import FESTIVAL, LONDON, NEIGHBOUR, PARIS, THEATRE, TOWN
from web.demo.people import ADVISER, FINANCE, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.documents import archive
from web.documents.invoice import invoice as on_paper
from web.documents.render import Press
from web.extensions import db
from web.integrations import peppol_rules
from web.models.audit import AuditEntry
from web.models.document import Document, DocumentKind, DocumentState


@pytest.mark.parametrize("client", [THEATRE, FESTIVAL, TOWN, NEIGHBOUR, PARIS, LONDON])
def test_the_worker_makes_both_files_and_the_rules_accept_them(app, client):
    with app.app_context():
        made_id = issued(client=client + 1, title="Affiche « été »")
    result = app.test_cli_runner().invoke(args=["work", "--once"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        pdf, ubl = documents_of(made_id)
        assert (pdf.state, ubl.state) == (DocumentState.READY, DocumentState.READY)
        assert pdf.size == len(archive.load(pdf.sha256))
        assert pdf.code_version
        assert b"SC-2026-000001" in archive.load(ubl.sha256)


@pytest.mark.usefixtures("app_context")
class TestMaking:
    def test_making_twice_changes_nothing(self):
        pdf, _ubl = documents_of(issued())
        first = made(pdf.id)
        kept = first.sha256, first.made, first.attempts
        again = made(pdf.id)
        assert (again.sha256, again.made, again.attempts) == kept

    @pytest.mark.slow
    def test_the_same_sheet_gives_the_same_bytes_in_any_process(self):
        printable = on_paper(from_json(invoice(issued()).sheet))
        other = Press()
        assert other.pdf(printable.html, list(printable.styles)) == printable.pdf()
        other.stop()

    @pytest.mark.parametrize(
        ("language", "words"), [("fr", "À payer"), ("nl", "Te betalen"), ("en", "To pay")]
    )
    def test_the_invoice_asks_for_its_sum_in_the_language_of_the_client(self, language, words):
        sheet = from_json(invoice(issued()).sheet)
        paper = on_paper(replace(sheet, language=language)).html
        asked = re.search(r'<tr class="sum"><th scope="row">(.*?)</th><td[^>]*>(.*?)</td>', paper)
        assert asked[1] == words
        assert str(int(sheet.payable)) in re.sub(r"\D", "", asked[2])

    def test_a_failure_is_tried_again_then_told(self, monkeypatch):
        pdf, _ubl = documents_of(issued())
        why = making.NOT_VALID

        def fail(_document):
            raise making.NotMadeError(why, "BR-1: wrong")

        monkeypatch.setitem(making.MAKERS, DocumentKind.INVOICE_PDF, fail)
        for _ in range(actions.TRIES - 1):
            with pytest.raises(making.NotMadeError):
                actions.make(pdf.id, now=clock.now())
        failed = made(pdf.id)
        assert failed.state is DocumentState.FAILED
        assert failed.findings == f"{why}\nBR-1: wrong"
        actions.ask_again(failed, now=clock.now())
        monkeypatch.undo()
        assert made(pdf.id).state is DocumentState.READY

    def test_a_bug_is_told_without_its_insides(self, monkeypatch):
        pdf, _ubl = documents_of(issued())

        def broken(_document):
            raise KeyError("national number 85.07.30-033.28")

        monkeypatch.setitem(making.MAKERS, DocumentKind.INVOICE_PDF, broken)
        pdf.attempts = actions.TRIES - 1
        db.session.commit()
        failed = made(pdf.id)
        assert failed.state is DocumentState.FAILED
        assert "85.07" not in failed.findings

    def test_no_words_stay_no_words_in_an_e_invoice(self, monkeypatch):
        _pdf, ubl = documents_of(issued())
        catalogue = {"": "Project-Id-Version: header of the catalogue"}
        monkeypatch.setattr(making, "gettext", lambda text: catalogue.get(text, text))
        ready = made(ubl.id)
        assert ready.state is DocumentState.READY
        assert b"header" not in archive.load(ready.sha256)

    def test_an_e_invoice_that_the_rules_refuse_is_not_kept(self, monkeypatch):
        _pdf, ubl = documents_of(issued())
        found = peppol_rules.Finding("BR-CO-10", "sums differ", "/Invoice")
        refused = peppol_rules.Report(False, (found,), (), peppol_rules.N_("rules"), False)
        monkeypatch.setattr(peppol_rules, "check", lambda _xml: refused)
        ubl.attempts = actions.TRIES - 1
        db.session.commit()
        failed = made(ubl.id)
        assert failed.state is DocumentState.FAILED
        assert failed.findings.splitlines()[1] == "BR-CO-10: sums differ"
        assert failed.sha256 is None


def test_a_download_is_a_file_in_a_sandbox_and_leaves_a_trace(browse):
    made_id = issued()
    pdf = made(documents_of(made_id)[0].id)
    key = pdf.id
    response = browse(OTHER_MEMBER).get(f"/documents/{key}")
    assert response.data.startswith(b"%PDF")
    assert response.headers["Content-Disposition"] == "attachment; filename=SC-2026-000001.pdf"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    read = sa.select(AuditEntry.person_id, AuditEntry.subject_id).where(
        AuditEntry.act == "document_read"
    )
    assert db.session.execute(read).all() == [(2, key)]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (OTHER_MEMBER, 200),
        (ADVISER, 200),
        (FINANCE, 200),
        (MEMBER, 404),
        (STRANGER, 404),
        (WORKER, 404),
    ],
)
def test_only_those_who_see_the_invoice_read_its_files(browse, who, status):
    key = made(documents_of(issued())[0].id).id
    assert browse(who).get(f"/documents/{key}").status_code == status


def test_a_visitor_signs_in_first(browse):
    key = documents_of(issued())[0].id
    assert browse("").get(f"/documents/{key}").status_code == 303


def test_a_worker_reads_their_own_contract(browse):
    key = made(papers_of(a_contract())[0].id).id
    assert browse(WORKER).get(f"/documents/{key}").status_code == 200
    assert browse(STRANGER).get(f"/documents/{key}").status_code == 404


def test_papers_tell_a_national_number_and_a_family_so_holders_do_not_read_them(browse):
    keys = [made(paper.id).id for paper in papers_of(a_contract())]
    for key in keys:
        holder = MEMBER  # of the unit that employs
        assert browse(holder).get(f"/documents/{key}").status_code == 404
        assert browse(WORKER).get(f"/documents/{key}").status_code == 200
        assert browse(ADVISER).get(f"/documents/{key}").status_code == 200


def test_what_is_not_there_yet_is_not_served(browse):
    key = documents_of(issued())[0].id
    assert browse(OTHER_MEMBER).get(f"/documents/{key}").status_code == 404


def test_the_page_asks_again_until_it_is_made(browse):
    made_id = issued()
    member, path = browse(OTHER_MEMBER), f"/invoices/{made_id}/documents"
    waiting = member.get(path, headers=HTMX)
    assert 'hx-trigger="every 2s"' in waiting.text
    assert waiting.text.strip() in member.get(f"/invoices/{made_id}").text
    tag = waiting.headers["HX-PTag"]
    assert member.get(path, headers={**HTMX, "HX-PTag": tag}).status_code == 304
    for document in documents_of(made_id):
        made(document.id)
    ready = member.get(path, headers={**HTMX, "HX-PTag": tag})
    assert ready.status_code == 200
    assert "hx-trigger" not in ready.text
    assert ready.text.count("/documents/") >= 2
    assert "<h1>" in member.get(path).text  # without script, a page


def test_a_failed_document_says_why_and_can_be_asked_again(browse):
    made_id = issued()
    key = documents_of(made_id)[0].id
    db.session.execute(
        sa.update(Document)
        .where(Document.id == key)
        .values(state=DocumentState.FAILED, findings=f"{making.NO_RULES}\nconnection refused")
    )
    db.session.commit()
    member = browse(OTHER_MEMBER)
    page = member.get(f"/invoices/{made_id}").text
    assert "connection refused" in page
    assert f"/documents/{key}/again" in page
    assert browse(STRANGER).post(f"/documents/{key}/again").status_code == 404
    assert member.post(f"/documents/{key}/again").location == f"/invoices/{made_id}"
    assert documents_of(made_id)[0].state is DocumentState.WAITING


def test_the_invoice_knows_where_its_files_are(browse):
    made_id = issued()
    member = browse(OTHER_MEMBER)
    assert member.get(f"/invoices/{made_id}/document/pdf").location == f"/invoices/{made_id}"
    key = made(documents_of(made_id)[0].id).id
    assert member.get(f"/invoices/{made_id}/document/pdf").location == f"/documents/{key}"
    assert member.get(f"/invoices/{made_id}/document/exe").status_code == 404


def test_the_terminal_makes_what_is_missing(app, tmp_path):
    with app.app_context():
        issued()
    out = tmp_path / "here.pdf"
    run = app.test_cli_runner().invoke
    result = run(args=["documents", "sc-2026-000001", "--pdf", "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    assert hashlib.sha256(out.read_bytes()).hexdigest() in result.output
    assert run(args=["documents", "SC-2026-000009", "--ubl"]).exit_code == 1
    assert run(args=["documents", "SC-2026-000001"]).exit_code == 2
