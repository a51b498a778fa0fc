"""Certificates of shares and the register on the terminal."""

import io
import json
from datetime import date

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from domain.errors import RuleError
from domain.money import eur
from domain.shares.certificate import from_json, show_code
from tests.web.papers import made, text_of
from tests.web.shareholders import a_legal_shareholder, a_shareholder
from web import clock
from web.actions import share_certificates
from web.demo.people import MEMBER, STRANGER
from web.documents import archive
from web.extensions import db
from web.models.document import Document

PAST = date(2025, 3, 1)
pytestmark = pytest.mark.usefixtures("app_context")


def test_a_certificate_says_what_the_register_says():
    holder = a_legal_shareholder(STRANGER, shares=5)
    row = share_certificates.ask(holder, language="nl", now=clock.now())
    sheet = from_json(json.loads(json.dumps(row.sheet)))
    assert (sheet.shares, sheet.paid_in) == (5, eur(150))
    assert sheet.holder.enterprise_number == "0403019261"
    empty = a_shareholder(MEMBER, shares=0)
    with pytest.raises(RuleError):
        share_certificates.ask(empty, language="nl", now=clock.now())


@pytest.mark.slow
def test_a_certificate_on_paper_is_tagged_and_carries_its_code():
    row = share_certificates.ask(a_shareholder(MEMBER, shares=2), language="nl", now=clock.now())
    key = db.session.scalars(sa.select(Document.id).filter_by(certificate_id=row.id)).one()
    pdf = archive.load(made(key).sha256 or "")
    text = text_of(pdf)
    assert show_code(row.code) in text
    assert "Nour Haddad" in text
    reader = PdfReader(io.BytesIO(pdf))
    about = reader.xmp_metadata.stream.get_data().decode()
    assert 'pdfaid:conformance="A"' in about
    assert 'pdfuaid:part="1"' in about
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_flask_register(app):
    a_shareholder(MEMBER, shares=2, since=PAST)
    told = app.test_cli_runner().invoke(args=["register", "--on", "2025-12-31"])
    assert told.exit_code == 0
    assert "Nour Haddad" in told.output
    table = app.test_cli_runner().invoke(args=["register", "--on", "2025-02-28", "--csv"])
    assert table.exit_code == 0
    assert "Nour" not in table.output
