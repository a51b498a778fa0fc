"""The queue: who decides on what, one after another, several at once, never twice."""

import re
import threading
from datetime import date

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.submission import AssignmentStatus
from tests.web.assigning import (
    assignment,
    begin,
    form,
    in_english,
    person,
    send,
    sent,
    with_history,
)
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
)
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract
from web.models.invoice import Invoice
from web.models.person import Person, PersonRole
from web.models.unit import Unit


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.fixture
def adviser(browse, member):
    return browse(ADVISER)


@pytest.fixture
def me(member):
    return person(MEMBER)


def decide(browser, assignment_id, act="accept", **more):
    typed = {"version": str(assignment(assignment_id).version), **more}
    return browser.post(f"/queue/assignments/{assignment_id}/{act}", typed)


def count(model, assignment_id):
    query = sa.select(sa.func.count()).where(model.assignment_id == assignment_id)
    return db.session.scalar(query)


def test_an_empty_queue_says_so(browse):
    in_english()
    assert "Nothing waits for a decision" in browse(ADVISER).get("/queue").text


def test_everything_about_the_case_is_on_one_screen(member, adviser, me):
    found = sent(member, me)
    html = adviser.get("/queue").text
    for fact in (
        "Nour Haddad", "nour.haddad@demo.example", "Théâtre des Deux Rives", "0999100196",
        "yes, by the administrative team", "an adviser looks at the first 1", "2 days", "Artist",
        "for less than an hour", "first day Mon 21 Sept",
    ):  # fmt: skip
        assert fact in html, fact
    assert "885" in html
    assert f"/queue/assignments/{found}/accept" in html
    assert 'data-key="a"' in html
    assert "data-keys" in html


def test_who_decides(browse, member, me):
    found = sent(member, me)
    for email in (ADVISER, ADMIN_TEAM):
        assert "Two evenings on stage" in browse(email).get("/queue").text
    assert "Two evenings" not in browse(OTHER_ADVISER).get("/queue").text
    assert decide(browse(OTHER_ADVISER), found).status_code == 404
    for email in (MEMBER, STRANGER, FINANCE):
        assert browse(email).get("/queue").status_code == 403
        assert decide(browse(email), found).status_code == 403
    assert assignment(found).status is AssignmentStatus.SUBMITTED


def test_nobody_decides_on_their_own_unit(browse, member, me):
    db.session.add(PersonRole(person_id=me, role="admin_team"))
    db.session.commit()
    found = sent(member, me)
    own = browse(MEMBER)
    assert "Two evenings" not in own.get("/queue").text
    assert decide(own, found).status_code == 404


def test_accepting_makes_the_contract_and_the_invoice_and_shows_the_next(member, adviser, me):
    first, second = sent(member, me), sent(member, me, title="A second evening")
    html = adviser.get("/queue").text
    assert re.search(rf'name="next" value="assignment-{second}"', html)
    response = decide(adviser, first, next=f"assignment-{second}")
    assert response.location == f"/queue?item=assignment-{second}"
    row = assignment(first)
    assert (row.status, row.decided_by_id) == (AssignmentStatus.ACCEPTED, person(ADVISER))
    (contract,) = db.session.scalars(sa.select(Contract).where(Contract.assignment_id == first))
    assert contract.status is ContractStatus.MADE
    assert count(Invoice, first) == 1
    page = adviser.get(response.location).text
    assert "A second evening" in page
    assert "Accepted: Two evenings on stage" in page


def test_sending_back_needs_a_reason_which_the_member_reads(member, adviser, me):
    found = sent(member, me)
    silent = decide(adviser, found, "send-back", reason="  ")
    assert silent.status_code == 422
    assert "Fill this in" in silent.text
    assert decide(adviser, found, "send-back", reason="Which theatre?").status_code == 303
    assert assignment(found).status is AssignmentStatus.SENT_BACK
    assert count(Contract, found) == 0
    html = member.get(f"/assignments/{found}").text
    assert "Which theatre?" in html
    assert 'value="1000"' in html
    again = send(member, found, form(me, title="Two evenings at the Rives"))
    assert again.status_code == 303
    kept = db.session.scalar(
        sa.select(AuditEntry.facts).where(AuditEntry.act == "assignment_sent_back")
    )
    assert kept == {"reason": "Which theatre?"}
    assert "Which theatre?" in adviser.get("/queue").text


def test_too_late_to_accept_is_said_with_what_to_do(app, browse, member, me):
    found = sent(member, me)
    app.config["TODAY"] = date(2026, 9, 21)
    response = decide(browse(ADVISER), found)
    assert response.status_code == 422
    assert "a contract is made before its first day" in response.text
    assert assignment(found).status is AssignmentStatus.SUBMITTED
    assert count(Invoice, found) == 0


def test_a_second_decision_has_no_effect(browse, member, adviser, me):
    found = sent(member, me)
    once = {"version": str(assignment(found).version), "once": "same"}
    path = f"/queue/assignments/{found}/accept"
    assert adviser.post(path, once).status_code == adviser.post(path, once).status_code == 303
    late = browse(ADMIN_TEAM).post(path, {"version": once["version"]})
    assert late.status_code == 409
    assert count(Invoice, found) == count(Contract, found) == 1


def test_two_people_decide_at_the_same_moment(browse, member, me):
    found = sent(member, me)
    version = {"version": str(assignment(found).version)}
    pairs = [(browse(ADVISER), "accept"), (browse(ADMIN_TEAM), "accept")]
    statuses: list[int] = []

    def go(browser, act):
        path = f"/queue/assignments/{found}/{act}"
        statuses.append(browser.post(path, {**version, "reason": "x"}).status_code)

    db.session.commit()
    threads = [threading.Thread(target=go, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409]
    assert count(Invoice, found) == count(Contract, found) == 1


def test_what_was_taken_back_is_no_longer_there(member, adviser, me):
    found = sent(member, me)
    version = str(assignment(found).version)
    member.post(f"/assignments/{found}/withdraw")
    gone = adviser.get(f"/queue?item=assignment-{found}")
    assert "no longer waits" in gone.text
    late = adviser.post(f"/queue/assignments/{found}/accept", {"version": version})
    assert late.status_code == 409


def test_several_are_accepted_at_once_and_each_stands_alone(app, browse, member, me):
    later = [sent(member, me, title=f"Show {number}") for number in range(3)]
    soon = sent(member, me, title="Too soon", **{f"day-{me}": ["2026-09-15"]})
    app.config["TODAY"] = date(2026, 9, 15)
    adviser = browse(ADVISER)
    html = adviser.get("/queue").text
    ticked = re.findall(r'name="ticked" value="(\d+:\d+)"', html)
    assert len(ticked) == 4
    page = adviser.follow("/queue/accept", {"ticked": [*ticked[:2], ticked[3]]}).text
    assert "2 are accepted" in page
    assert "Too soon: Work would begin on" in page
    states = [assignment(key).status for key in [*later, soon]]
    assert states == ["accepted", "accepted", "submitted", "submitted"]


def test_nothing_ticked_says_so(member, adviser, me):
    sent(member, me)
    assert "Tick what you accept first" in adviser.follow("/queue/accept").text
    assert adviser.post("/queue/accept", {"ticked": "nonsense"}).status_code == 400


def test_the_oldest_comes_first(member, adviser, me):
    first, second = sent(member, me, title="The older"), sent(member, me, title="The newer")
    html = adviser.get("/queue").text
    assert html.index("The older") < html.index("The newer")
    assert re.search(rf'item=assignment-{first}" aria-current="true"', html)
    assert f"item=assignment-{second}" in html


def test_a_unit_without_adviser_waits_for_the_team(browse, member, me):
    db.session.get_one(Unit, 1).adviser_id = None
    db.session.commit()
    found = sent(member, me)
    assert "Waiting for an adviser since" in member.get(f"/assignments/{found}").text
    assert decide(browse(ADMIN_TEAM), found).status_code == 303


def test_a_member_with_history_never_comes_here(browse, member, adviser, me):
    with_history(me)
    found = sent(member, me)
    assert assignment(found).status is AssignmentStatus.ACCEPTED
    assert "Nothing waits for a decision" in adviser.get("/queue").text


def test_another_holder_of_the_unit_writes_on(browse, member, me):
    lotte = browse(OTHER_MEMBER)
    found = begin(member, unit_id=4)
    typed = {**form(me, kind="training", tab="hers"), "version": str(assignment(found).version)}
    assert lotte.post(f"/assignments/{found}/draft", typed).status_code == 303
    assert "Two evenings on stage" in member.get(f"/assignments/{found}").text
    assert db.session.scalar(sa.select(Person.id).where(Person.email == OTHER_MEMBER))
