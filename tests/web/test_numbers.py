"""Numbers of invoices: from 1, without a gap, whoever else issues at the same moment."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from domain.entities import EntityCode
from domain.identifiers import read_communication
from tests.databases import FIXED
from tests.repo.tree import ROOT
from tests.web.issuing import invoice, issued, one_line
from web import clock
from web.actions.invoicing import communication
from web.extensions import db
from web.models.invoice import Invoice
from web.models.ledger import Counter
from web.queries import soundness

COUNT, PROCESSES, THREADS = 2000, 4, 8
PATIENCE = 400  # seconds, on a machine that does many other things


@pytest.mark.slow
def test_32_issuers_make_2000_numbers_without_a_gap(app):
    given = {
        **os.environ,
        **FIXED,
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "DATA_DIR": str(app.config["DATA_DIR"]),
    }
    part = [str(COUNT // PROCESSES), str(THREADS)]
    command = [sys.executable, "-m", "tests.web.issuing_process", *part]
    issuers = [subprocess.Popen(command, cwd=ROOT, env=given) for _ in range(PROCESSES)]
    assert [issuer.wait(PATIENCE) for issuer in issuers] == [0] * PROCESSES
    with app.app_context():
        numbers = db.session.scalars(sa.select(Invoice.number).order_by(Invoice.sequence)).all()
        assert numbers == [f"SC-2026-{number:06d}" for number in range(1, COUNT + 1)]
        shared = sa.select(sa.func.count(sa.distinct(Invoice.communication)))
        assert db.session.scalar(shared) == COUNT
        assert list(soundness.numbers_follow()) == []
        assert list(soundness.entries_balance()) == []
        assert list(soundness.sums_agree()) == []


def test_each_entity_and_year_has_its_own_numbers(app_context):
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already 2027 in Brussels
    first, other, next_year = (
        invoice(key).number for key in (issued(), issued(unit=1), issued(now=new_year))
    )
    assert (first, other, next_year) == ("SC-2026-000001", "PA-2026-000001", "SC-2027-000001")


def test_a_refused_invoice_takes_no_number(app_context):
    issued()
    with pytest.raises(Exception, match="more than zero"):
        issued(one_line(price="0"))
    db.session.rollback()
    assert invoice(issued()).number == "SC-2026-000002"
    assert db.session.get_one(Counter, "invoice:SC:2026").last == 2


def test_the_communication_tells_entity_year_and_number(app_context):
    found = invoice(issued())
    assert found.communication == communication(EntityCode.SC, 2026, 1) == "126000000171"
    assert read_communication(found.communication) == found.communication


def test_communications_of_all_series_differ():
    made = {
        communication(code, year, sequence)
        for code in EntityCode
        for year in range(2026, 2036)
        for sequence in (1, 2, 10, 999_999, 9_999_999)
    }
    assert len(made) == 3 * 10 * 5
    with pytest.raises(ValueError, match="used up"):
        communication(EntityCode.SC, 2026, 10_000_000)


def test_the_day_is_the_one_in_brussels(app_context):
    late = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    found = invoice(issued(now=late))
    assert found.issue_day == clock.day_of(late)
    assert found.issue_day.isoformat() == "2026-10-01"
