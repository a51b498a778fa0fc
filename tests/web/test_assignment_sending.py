"""Sending an assignment: every defect at its field, then accepted at once or looked at."""

import re
import threading

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.money import eur
from domain.submission import AssignmentStatus
from tests.web.assigning import (
    LONDON,
    NEWCOMER,
    PARIS,
    assignment,
    begin,
    contracts,
    form,
    in_english,
    invoices,
    person,
    send,
    sent,
    shown,
    with_history,
)
from web.demo.people import MEMBER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.document import Document
from web.models.person import Person
from web.queries.budget import left_of


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.fixture
def me(member):
    return person(MEMBER)


def acts(assignment_id):
    query = sa.select(AuditEntry.act).where(
        AuditEntry.subject == "assignment", AuditEntry.subject_id == assignment_id
    )
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


# Sending: every defect at its field

REFUSALS = [
    ({"client": ""}, "Choose the client"),
    ({"title": " "}, "Say what you do"),
    ({"price": ""}, "Type the price"),
    ({"way": "net", "net": ""}, "Type the net pay"),
    ({"price": "1.250"}, "not a clear amount"),
    ({"price": "-5"}, "at least"),
    ({"price": "999999999999"}, "too large"),
    ({"price": "20"}, "does not cover the expenses"),
    ({"days": []}, "at least one day"),
    ({"days": ["2026-09-14"]}, "Work would begin on"),
    ({"days": ["2027-03-01"]}, "No figure for"),
    ({"price": "200"}, "The legal minimum is"),
    ({"worker": []}, "is left over"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSALS)
def test_a_defect_is_told_and_everything_typed_is_kept(member, me, changes, reason):
    found = begin(member)
    days = {f"day-{me}": changes["days"]} if "days" in changes else {}
    typed = form(me, **{name: value for name, value in changes.items() if name != "days"}, **days)
    response = send(member, found, typed)
    assert response.status_code == 422
    summary = re.search(r'<div class="errors".*?</div>', response.text, re.DOTALL)[0]
    assert reason in summary
    assert assignment(found).status is AssignmentStatus.DRAFT
    assert assignment(found).typed["form"]["price"] == [typed["price"]]
    assert contracts(found) == []


def test_every_defect_is_told_at_once(member, me):
    found = begin(member)
    response = send(member, found, form(me, client="", title="", **{f"day-{me}": []}))
    for reason in ("Choose the client", "Say what you do", "at least one day"):
        assert reason in response.text


def test_someone_without_a_national_number_is_named(member, me):
    db.session.get_one(Person, me).national_number = ""
    db.session.commit()
    found = begin(member)
    response = send(member, found, form(me))
    assert response.status_code == 422
    assert "Nour Haddad has no national number yet" in response.text


def test_a_company_abroad_without_number_is_refused_at_the_client(member, me):
    db.session.execute(sa.text("UPDATE client SET vat_number = NULL WHERE id = :id"), {"id": PARIS})
    db.session.commit()
    response = send(member, begin(member), form(me, client=str(PARIS), kind="service"))
    assert response.status_code == 422
    slot = re.search(r'id="client-error".*?</div>', response.text, re.DOTALL)[0]
    assert "We need the VAT number" in slot


def test_a_real_cooperative_refuses_figures_that_are_made_up(app, member, me):
    app.config["COOPERATIVE"] = "real"
    response = send(member, begin(member), form(me))
    assert response.status_code == 422
    assert "is only an example" in response.text


def test_a_corrected_form_can_be_sent(member, me):
    found = begin(member)
    wrong = send(member, found, form(me, title=""))
    once = re.search(r'name="once" value="([^"]+)"', wrong.text)[1]
    tokens = {**shown(member, found), "once": once}
    right = member.post(f"/assignments/{found}/submit", {**form(me), **tokens})
    assert right.status_code == 303
    assert right.location == f"/assignments/{found}"


# Deciding


def test_small_known_and_clean_is_accepted_at_once(member, me):
    with_history(me)
    found = sent(member, me)
    row, (contract,), (invoice,) = assignment(found), contracts(found), invoices(found)
    assert row.status is AssignmentStatus.ACCEPTED
    assert contract.status is ContractStatus.MADE
    assert (contract.budget, contract.gross) == (eur(885), eur("533.13"))
    assert contract.dimona_number is None
    assert contract.language == "en"
    assert (invoice.net, invoice.vat) == (eur(1000), eur(60))
    assert invoice.number.startswith("PA-2026-")
    kinds = set(db.session.scalars(sa.select(Document.kind)))
    assert kinds == {"invoice_pdf", "invoice_ubl", "contract_pdf", "payslip_estimate"}
    assert acts(found) == [
        "assignment_begun",
        "assignment_submitted",
        "assignment_accepted_at_once",
    ]
    assert left_of(row.unit_id, found) == eur(50)  # what is planned for expenses


def test_the_first_assignment_waits_and_says_why(member, me):
    found = sent(member, me)
    assert assignment(found).status is AssignmentStatus.SUBMITTED
    (contract,) = contracts(found)
    assert contract.status is ContractStatus.PROPOSED
    assert invoices(found) == []
    html = member.get(f"/assignments/{found}").text
    assert "an adviser looks at the first 1" in html
    assert "Waiting for Inès Dubois" in html


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"price": "2600"}, "is above"),
        ({"client": str(NEWCOMER)}, "This client is new"),
        ({"client": str(LONDON), "kind": "service"}, "an exception that someone must check"),
    ],
)
def test_what_is_large_new_or_unusual_waits(member, me, changes, reason):
    with_history(me)
    found = sent(member, me, **changes)
    assert assignment(found).status is AssignmentStatus.SUBMITTED
    assert reason in member.get(f"/assignments/{found}").text


def test_work_that_begins_tomorrow_is_looked_at(member, me):
    with_history(me)
    found = sent(member, me, **{f"day-{me}": ["2026-09-15"]})
    assert "little time is left" in member.get(f"/assignments/{found}").text


def test_a_repeated_submit_has_one_effect(member, me):
    with_history(me)
    found = begin(member)
    typed = {**form(me), **shown(member, found)}
    first = member.post(f"/assignments/{found}/submit", typed)
    second = member.post(f"/assignments/{found}/submit", typed)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(contracts(found)) == len(invoices(found)) == 1


def test_sent_from_two_tabs_at_the_same_moment_it_is_sent_once(app, browse, member, me):
    with_history(me)
    found = begin(member)
    browsers = [browse(MEMBER) for _ in range(4)]
    forms = [{**form(me), **shown(browser, found)} for browser in browsers]
    statuses: list[int] = []

    def go(browser, typed):
        statuses.append(browser.post(f"/assignments/{found}/submit", typed).status_code)

    threads = [threading.Thread(target=go, args=pair) for pair in zip(browsers, forms, strict=True)]
    db.session.commit()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert min(statuses) == 303
    assert statuses.count(303) == 1
    assert set(statuses) <= {303, 409, 422}
    assert len(contracts(found)) == len(invoices(found)) == 1
