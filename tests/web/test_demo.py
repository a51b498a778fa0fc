"""The demo cooperative: three months of life, made by the real acts."""

import json
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import current_app

from domain.assembly.words import PollState, ProxyState
from domain.contract_life import ContractStatus
from domain.entities import EntityCode
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.known import known_days
from domain.money import ZERO
from domain.submission import AssignmentStatus
from domain.units import Tool
from tests.domain.elections import script
from web import clock
from web.config import _demo_days
from web.demo import cast, life
from web.demo.people import FINANCE, MEMBER
from web.demo.voting import KEPT
from web.extensions import db
from web.models.amendment import Amendment, AmendmentState
from web.models.assignment import Assignment
from web.models.audit import AuditEntry
from web.models.client import Client
from web.models.contract import Contract
from web.models.document import Document, DocumentKind, DocumentState
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.models.ledger import Entry
from web.models.pay import Debt, PaymentFile
from web.models.person import Person
from web.models.poll import Poll
from web.models.roll import Proxy
from web.models.unit import Unit
from web.queries.soundness import verdicts

QUICK = 60  # seconds
ceremony = script("ceremony")


@pytest.fixture
def lived(app_context, monkeypatch):
    """Three months of life of the cast, which is there already."""
    monkeypatch.setattr(cast, "build", lambda: None)
    began = time.perf_counter()
    life.live()
    assert time.perf_counter() - began < QUICK


def counts(column, *where):
    return Counter(db.session.scalars(sa.select(column).where(*where)))


@pytest.mark.slow
def test_three_months_in_which_everything_happens(lived):
    assert [(item.name, item.problems) for item in verdicts() if not item.is_sound] == []
    check_assignments()
    check_invoices(clock.today())
    check_contracts(clock.today())
    check_answers(clock.today())
    check_variety()
    check_audit()
    check_documents()
    check_votes()


def check_votes():
    published, voted = (
        db.session.scalars(sa.select(Poll).where(Poll.state == state)).one()
        for state in (PollState.PUBLISHED, PollState.OPEN)
    )
    result = json.loads(published.result)
    assert result["counted"] == published.cast >= 30
    assert not result["invalid"]
    assert {Path(name).stem.rpartition("-")[2] for name in result["files"]} >= {"codes", "q1"}
    assert voted.turnout == 20, "shown in tens while people vote"
    waiting = counts(Proxy.state)
    assert waiting == {ProxyState.ACCEPTED: 1, ProxyState.OFFERED: 1}
    kept = [file.read_text("utf-8") for file in demo_folder().iterdir()]
    assert [len(words.split()) for words in kept] == [33, 33, 33]
    opened = ceremony.open_key(voted.keys, [kept[0].strip(), kept[2].strip()])
    assert bytes(opened[0].public_key).hex() == voted.keys["public_key"]


def demo_folder():
    return Path(current_app.config["DATA_DIR"]) / KEPT


def check_answers(today):
    found = counts(Contract.status)
    assert found[ContractStatus.OFFERED], "waits for an answer"
    assert found[ContractStatus.DECLINED]
    offered = counts(Contract.id, Contract.offered.is_not(None), Contract.made.is_not(None))
    assert len(offered) >= 5, "accepted by workers in their own account"
    waiting = Contract.status == ContractStatus.OFFERED
    assert not counts(Contract.id, waiting, Contract.first_day <= today)
    assert set(counts(Amendment.state)) >= {AmendmentState.ACCEPTED, AmendmentState.OFFERED}


def check_assignments():
    found = counts(Assignment.status)
    for status in (
        AssignmentStatus.DRAFT,
        AssignmentStatus.SUBMITTED,
        AssignmentStatus.SENT_BACK,
        AssignmentStatus.ACCEPTED,
    ):
        assert found[status], status
    decided = counts(Assignment.decided_by_id, Assignment.status == AssignmentStatus.ACCEPTED)
    assert len(decided) >= 3, "accepted by advisers, and at once by the rule"


def check_invoices(today):
    issued = Invoice.status == InvoiceStatus.ISSUED
    assert counts(Invoice.id, Invoice.status == InvoiceStatus.PAID)
    assert counts(Invoice.id, issued, Invoice.paid > ZERO), "paid in part"
    assert counts(Invoice.id, issued, Invoice.due_day < today), "late"
    assert counts(Invoice.id, issued, Invoice.due_day >= today)
    assert counts(Invoice.id, Invoice.status == InvoiceStatus.DRAFT)
    assert counts(Invoice.id, Invoice.kind == InvoiceKind.CREDIT_NOTE)


def check_contracts(today):
    assert counts(Contract.status, Contract.confirmed.is_not(None))
    made = Contract.status == ContractStatus.MADE
    assert counts(Contract.id, made, Contract.last_day < today), "to confirm"
    assert counts(Contract.id, made, Contract.first_day > today), "to come"
    assert counts(Contract.id, Contract.assignment_id.is_(None)), "paid by a running budget"
    assert counts(PaymentFile.entity_id)
    assert counts(Debt.id, Debt.paid_day.is_not(None))


def check_variety():
    used = counts(Entity.code, Entity.id == Invoice.entity_id)
    assert set(used) == set(EntityCode)
    tools = counts(Unit.tool, Unit.id == Invoice.unit_id)
    assert set(tools) == {Tool.THREE_IN_ONE, Tool.ACTIVITY, Tool.BOTH}
    assert set(counts(Client.language)) == {"fr", "nl", "en"}
    assert counts(Client.id).total() > 200


def check_audit():
    unsigned = sa.select(AuditEntry.subject).where(AuditEntry.person_id.is_(None))
    alone = set(db.session.scalars(unsigned))
    assert alone <= {"client", "contract"}, "only the import and the nightly months have no person"
    first, last = db.session.execute(
        sa.select(sa.func.min(AuditEntry.at), sa.func.max(AuditEntry.at))
    ).one()
    assert last <= clock.now()
    assert (clock.now() - first).days >= 85
    assert not counts(Entry.id, Entry.written_by_id.is_(None))
    finance = db.session.scalars(sa.select(Person.id).where(Person.email == FINANCE)).one()
    assert set(counts(AuditEntry.person_id, AuditEntry.act == "paid_in")) == {finance}


def check_documents():
    waiting = counts(Document.kind, Document.state == DocumentState.WAITING)
    assert waiting[DocumentKind.INVOICE_PDF] > 25
    assert waiting[DocumentKind.CONTRACT_PDF] > 25


@pytest.mark.slow
def test_members_can_look_at_it(lived, browse):
    db.session.rollback()
    member = browse(MEMBER)
    for path in ("/", "/units/1", "/units/1/money", "/units/1/invoices", "/units/4"):
        assert member.get(path).status_code == 200


@pytest.mark.parametrize("today", [date(2026, 4, 3), date(2026, 5, 20), date(2026, 12, 30)])
@pytest.mark.slow
def test_it_lives_on_any_day_whose_figures_are_known(app, app_context, monkeypatch, today):
    app.config["TODAY"] = today
    monkeypatch.setattr(cast, "build", lambda: None)
    life.live()
    assert all(verdict.is_sound for verdict in verdicts())


def test_a_database_with_people_is_left_alone(app):
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0
    assert "Nothing was changed" in result.output
    with app.app_context():
        assert not counts(Invoice.id)


def test_a_real_cooperative_gets_no_demo(app):
    app.config["COOPERATIVE"] = "real"
    result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1
    assert "real" in result.output


def test_the_clock_stands_where_the_figures_end(app, browse):
    app.config["TODAY"], app.config["DEMO_DAYS"] = None, (date(2020, 1, 1), date(2020, 6, 30))
    with app.app_context():
        assert clock.today() == date(2020, 6, 30)
        assert clock.without_figures()
    page = browse("").get("/", headers={"Accept-Language": "en"})
    assert "In this demo it is therefore Tue 30 June 2020" in page.text


def test_the_clock_is_left_alone_while_the_figures_are_known(app):
    app.config["TODAY"], app.config["DEMO_DAYS"] = None, (date(2020, 1, 1), date(2999, 1, 1))
    with app.app_context():
        assert clock.today() > date(2026, 1, 1)
        assert not clock.without_figures()


def test_only_a_demo_holds_its_clock():
    first, last = known_days()
    begins, ends = _demo_days("demo")
    assert first < begins <= ends < last
    assert _demo_days("real") is None
