"""Documents of the agenda: PDF only, drawn anew, one for each language, open once announced."""

from io import BytesIO

import pytest
from PIL import Image

from domain.assembly.agenda import FileMissing
from tests.web.assemblies import a_draft, a_point
from web import clock
from web.actions import agenda
from web.actions.convening import convene
from web.demo.people import ADMIN_TEAM, MEMBER
from web.documents.agenda_files import NotAPdf, clean_pdf
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.assembly import Assembly
from web.queries.assemblies import papers_of
from web.queries.convocation import lacking


def a_pdf() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.4 not really"])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(NotAPdf):
        clean_pdf(data)


def test_a_photo_is_no_document():
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    with pytest.raises(NotAPdf):
        clean_pdf(out.getvalue())


@pytest.mark.slow
def test_a_document_waits_for_its_other_languages_and_then_opens_for_all(app, browse):
    with app.app_context():
        draft = a_draft()
        item = a_point(draft)
        key, here = draft.id, f"/assemblies/{draft.id}/points/{item.id}/files"
    office, member = browse(ADMIN_TEAM), browse(MEMBER)
    assert office.post(here, {"name": "Accounts", "language": "fr"}).status_code == 422
    sent = {"name": "Accounts", "language": "fr", "file": (BytesIO(a_pdf()), "../comptes 2025.pdf")}
    assert "comptes 2025.pdf" in office.follow(here, sent).text
    assert member.get("/assemblies/files/1").status_code == 404
    with app.app_context():
        draft = db.session.get_one(Assembly, key)
        assert [type(one) for one in lacking(draft, clock.now())] == [FileMissing]
        kept = agenda.receive("rekeningen.pdf", a_pdf())
        item = agenda.items_of(key)[0]
        for language in ("nl", "en"):
            agenda.add_file(item, "Accounts", language, kept, now=clock.now())
        convene(draft, by="The board", address="", now=clock.now())
        paper = papers_of(key, "convocation")["fr"].id
        TASKS["make_assembly_paper"](paper_id=paper)
        TASKS["send_convocation"](assembly_id=key)
    got = member.get("/assemblies/files/1")
    assert got.data.startswith(b"%PDF-")
    assert "attachment" in got.headers["Content-Disposition"]
    assert member.get(f"/assemblies/papers/{paper}").data.startswith(b"%PDF-")
    assert member.get(f"/assemblies/papers/{paper + 1}").status_code == 404
    assert office.post("/assemblies/1/files/1/remove").status_code == 422
