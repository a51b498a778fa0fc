"""A sent assignment until 0.00: taken back, invoiced, spent, cancelled, done again."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.money import ZERO, eur
from domain.submission import AssignmentStatus
from tests.web.assigning import (
    DAYS,
    assignment,
    begin,
    contracts,
    draft,
    form,
    in_english,
    invoices,
    person,
    send,
    sent,
    with_history,
)
from tests.web.conftest import HTMX
from web import clock
from web.actions import contracts as contract_actions
from web.demo.people import MEMBER
from web.extensions import db
from web.models.contract import WorkDay
from web.models.unit import Unit
from web.queries.budget import left_of


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.fixture
def me(member):
    return person(MEMBER)


def test_the_member_takes_it_back_and_sends_it_again(member, me):
    found = sent(member, me)
    assert member.post(f"/assignments/{found}/withdraw").status_code == 303
    assert assignment(found).status is AssignmentStatus.DRAFT
    assert contracts(found) == []
    assert db.session.scalars(sa.select(WorkDay)).all() == []
    assert send(member, found, form(me, price="1100")).status_code == 303
    assert len(contracts(found)) == 1
    assert draft(member, found, form(me)).status_code == 422


def test_the_invoice_comes_when_the_member_says_so(member, me):
    with_history(me)
    found = sent(member, me, invoice="later")
    assert invoices(found) == []
    assert "Issue the invoice" in member.get(f"/assignments/{found}").text
    assert member.post(f"/assignments/{found}/invoice").status_code == 303
    assert len(invoices(found)) == 1
    again = member.post(f"/assignments/{found}/invoice")
    assert again.status_code == 422
    assert "already has its invoice" in again.text


def test_what_is_left_pays_more_work_until_nothing_is_left(member, me):
    with_history(me)
    found = sent(member, me, price="2000", expenses="300")
    html = member.get(f"/assignments/{found}/more").text
    assert "€300" in re.sub(r"<[^>]+>", "", html)
    typed = {"amount": "", "worker": [str(me)], f"type-{me}": "artist", "month": "2026-09"}
    taken = member.post(f"/assignments/{found}/more", {**typed, f"day-{me}": [DAYS[0]]})
    assert taken.status_code == 422
    assert "already works on" in taken.text
    nobody = member.post(f"/assignments/{found}/more", {**typed, "worker": []})
    assert nobody.status_code == 422
    too_much = {**typed, "amount": "300,01", f"day-{me}": ["2026-09-28"]}
    refused = member.post(f"/assignments/{found}/more", too_much)
    assert refused.status_code == 422
    assert "more than is left of the assignment" in refused.text
    figures = member.post(
        f"/assignments/{found}/more/figures", {**typed, f"day-{me}": ["2026-09-28"]}, headers=HTMX
    )
    assert "Above the legal minimum" in figures.text
    done = member.post(f"/assignments/{found}/more", {**typed, f"day-{me}": ["2026-09-28"]})
    assert done.status_code == 303
    assert left_of(1, found) == ZERO
    assert contracts(found)[1].status is ContractStatus.MADE
    assert "Everything is paid out or spent" in member.get(f"/assignments/{found}").text


def test_confirmed_work_leaves_the_assignment_at_nothing(app, browse, member, me):
    with_history(me)
    found = sent(member, me, expenses="0")
    app.config["TODAY"] = date(2026, 9, 23)
    member = browse(MEMBER)
    html = member.get(f"/assignments/{found}").text
    assert "Confirm the days worked: 1 contract" in html
    with app.test_request_context():
        (contract,) = contracts(found)
        contract_actions.confirm(contract, now=clock.now())
    assert left_of(1, found) == ZERO
    assert "The client must pay PA-2026-" in member.get(f"/assignments/{found}").text


def test_cancelling_takes_the_contracts_back_before_they_begin(member, me):
    with_history(me)
    found = sent(member, me, invoice="later")
    page = member.get(f"/assignments/{found}/cancel").text
    assert "The contract of Nour Haddad is cancelled" in page
    version = {"version": str(assignment(found).version)}
    silent = member.post(f"/assignments/{found}/cancel", version)
    assert silent.status_code == 422
    done = member.post(f"/assignments/{found}/cancel", {**version, "reason": "Rained off"})
    assert done.status_code == 303
    assert assignment(found).status is AssignmentStatus.CANCELLED
    assert contracts(found)[0].status is ContractStatus.CANCELLED
    assert "Rained off" in member.get(f"/assignments/{found}").text


def test_an_invoiced_or_begun_assignment_is_not_cancelled(app, browse, member, me):
    with_history(me)
    invoiced = sent(member, me)
    assert "Credit it first" in member.get(f"/assignments/{invoiced}/cancel").text
    cancel = {"reason": "No", "version": str(assignment(invoiced).version)}
    refused = member.post(f"/assignments/{invoiced}/cancel", cancel)
    assert refused.status_code == 422
    later = sent(member, me, invoice="later")
    app.config["TODAY"] = date(2026, 9, 21)
    cancel = {"reason": "No", "version": str(assignment(later).version)}
    begun = browse(MEMBER).post(f"/assignments/{later}/cancel", cancel)
    assert begun.status_code == 422
    assert "has begun on" in begun.text
    assert assignment(later).status is AssignmentStatus.ACCEPTED


def test_do_it_again_on_other_days(member, me):
    found = sent(member, me)
    response = member.post(f"/assignments/{found}/copy")
    copy = int(response.location.rsplit("/", 1)[1])
    row = assignment(copy)
    assert (row.title, row.price, row.status) == (
        "Two evenings on stage", eur(1000), AssignmentStatus.DRAFT,
    )  # fmt: skip
    assert not any(name.startswith("day-") for name in row.typed["form"])
    assert "No day chosen yet" in member.get(f"/assignments/{copy}").text


def test_an_empty_draft_is_gone_and_a_written_one_can_be_taken_back(member, me):
    empty, written = begin(member), begin(member)
    draft(member, written, form(me))
    assert member.post(f"/assignments/{empty}/put-away").status_code == 303
    assert member.get(f"/assignments/{empty}").status_code == 404
    page = member.follow(f"/assignments/{written}/put-away").text
    assert f"/assignments/{written}/take-back" in page
    assert assignment(written).status is AssignmentStatus.CANCELLED
    assert member.post(f"/assignments/{written}/take-back").status_code == 303
    assert assignment(written).status is AssignmentStatus.DRAFT
    with_history(me)
    accepted = sent(member, me, invoice="later")
    assert member.post(f"/assignments/{accepted}/put-away").status_code == 422
    assert member.post(f"/assignments/{accepted}/take-back").status_code == 422


def test_a_closed_unit_sends_nothing(member, me):
    found = begin(member)
    db.session.get_one(Unit, 1).closed = date(2026, 9, 14)
    db.session.commit()
    assert send(member, found, form(me)).status_code == 422
    assert member.post("/units/1/assignments").status_code == 422
