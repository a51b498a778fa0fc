"""Attestations in the browser: asked for by oneself or the office, and seen by nobody else."""

import pytest
import sqlalchemy as sa

from domain.attestations import (
    AttestationKind,
)
from tests.web import make
from tests.web.assigning import in_english
from tests.web.attesting import AUGUST_LONG, MINE, asked, paper
from tests.web.closing import AUGUST, close, worked
from tests.web.conftest import HTMX
from tests.web.papers import made
from web.actions.documents import TRIES
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.attestation import Attestation
from web.models.audit import AuditEntry
from web.models.document import DocumentState


def test_a_worker_asks_waits_and_downloads(browse):
    in_english()
    worked()
    worker = browse(WORKER)
    page = worker.get(MINE)
    assert "Nothing yet" in page.text
    assert "There is no closed payslip yet" in page.text
    assert "not an official form" in page.text
    sent = {**AUGUST_LONG, "period-language": "nl"}
    listed = worker.follow(f"{MINE}/earnings", sent)
    assert "AT-000001 is being made" in listed.text
    assert "Being made…" in listed.text
    tag = listed.headers["HX-PTag"]
    assert worker.get(MINE, headers={**HTMX, "HX-PTag": tag}).status_code == 304
    key = paper().id
    assert worker.get(f"/documents/{key}").status_code == 404
    made(key)
    fragment = worker.get(MINE, headers={**HTMX, "HX-PTag": tag}).text
    assert f"/documents/{key}" in fragment
    assert "<html" not in fragment
    assert fragment.strip() in worker.get(MINE).text
    assert worker.get(f"/documents/{key}").data.startswith(b"%PDF")
    (entry,) = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.act == "attestation_asked")
    )
    assert entry.person_id == make.person(WORKER).id


def test_nothing_typed_is_lost_when_it_is_refused(browse):
    in_english()
    worked()
    sent = {**AUGUST_LONG, "period-first_day": "2026-09-01", "period-language": "nl"}
    page = browse(WORKER).post(f"{MINE}/earnings", sent)
    assert page.status_code == 422
    assert "The period ends before it begins" in page.text
    assert 'value="2026-09-01"' in page.text
    empty = browse(WORKER).post(f"{MINE}/earnings", {**sent, "period-last_day": ""})
    assert empty.status_code == 422
    assert "Fill this in." in empty.text


def test_the_year_is_asked_for_in_the_browser(browse):
    in_english()
    worked()
    close(AUGUST)
    worker = browse(WORKER)
    assert "2026" in worker.get(MINE).text
    page = worker.follow(f"{MINE}/year", {"year-year": "2026", "year-language": "en"})
    assert "Pay of a year" in page.text
    assert db.session.scalars(sa.select(Attestation.kind)).one() is AttestationKind.YEAR
    assert (
        worker.post(f"{MINE}/year", {"year-year": "2019", "year-language": "en"}).status_code == 422
    )


def test_a_double_click_asks_once(browse):
    worked()
    worker = browse(WORKER)
    sent = {**AUGUST_LONG, "period-language": "fr", "once": "the-same-token"}
    first, second = (worker.post(f"{MINE}/earnings", sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(db.session.scalars(sa.select(Attestation.id)).all()) == 1


def test_a_failed_paper_is_asked_for_again(browse):
    in_english()
    worked()
    asked()
    document = paper()
    key = document.id
    document.state, document.attempts = DocumentState.FAILED, TRIES
    document.findings = (
        "The document could not be made. This is our fault: we have kept the reason."
    )
    db.session.commit()
    worker = browse(WORKER)
    assert "Try again" in worker.get(MINE).text
    page = worker.follow(f"/documents/{key}/again")
    assert "Being made…" in page.text
    assert made(key).state is DocumentState.READY


def test_the_office_asks_for_someone_and_it_is_written_down(browse):
    in_english()
    worked()
    close(AUGUST)
    office, key = browse(ADMIN_TEAM), make.person(WORKER).id
    theirs = f"/people/{key}/attestations"
    assert "Sacha Lambert" in office.get(theirs).text
    assert theirs in office.get(f"/people/{key}").text
    office.follow(f"{theirs}/earnings", {**AUGUST_LONG, "period-language": "fr"})
    page = office.follow(f"{theirs}/year", {"year-year": "2026", "year-language": "fr"})
    assert page.text.count("asked for by the office") == 2
    assert "asked for by the office" in browse(WORKER).get(MINE).text
    acts = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.act == "attestation_asked")
    ).all()
    assert {entry.person_id for entry in acts} == {make.person(ADMIN_TEAM).id}
    assert {entry.subject_id for entry in acts} == {key}
    bad = office.post(f"{theirs}/earnings", {"period-first_day": "x", "period-language": "fr"})
    assert bad.status_code == 422


@pytest.mark.parametrize("reader", [STRANGER, MEMBER, ADVISER])
def test_nobody_else_sees_them(browse, reader):
    worked()
    asked()
    made(paper().id)
    key = make.person(WORKER).id
    other = browse(reader)
    assert other.get(f"/people/{key}/attestations").status_code in (403, 404)
    assert other.post(f"/people/{key}/attestations/earnings", AUGUST_LONG).status_code == 403
    assert other.get(f"/documents/{paper().id}").status_code == 404
    assert other.post(f"/documents/{paper().id}/again").status_code == 404
    if reader != STRANGER:
        assert "AT-" not in other.get(MINE).text


def test_finance_has_no_business_there(browse):
    assert browse(FINANCE).get("/people/3/attestations").status_code == 403


def test_a_visitor_signs_in_first(browse):
    assert browse("").get(MINE).status_code in (302, 303, 403)
