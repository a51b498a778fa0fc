"""A unit changes its tool or closes only when nothing in it is unfinished."""

import re

import pytest

from domain.ledger import Account
from domain.units import Tool
from tests.web import life
from tests.web.life import (
    AssignmentStatus,
    ContractStatus,
    ExpenseStatus,
    InvoiceStatus,
    acts,
    edited,
    unit,
)
from web import clock
from web.demo.people import MEMBER, OTHER_MEMBER, STRANGER

SCENE, STUDIO = 1, 2


def test_a_tool_is_added_at_any_time(browse):
    life.assignment(SCENE, MEMBER, AssignmentStatus.DRAFT)
    browse(MEMBER).post(f"/units/{SCENE}/edit", edited(SCENE, tool="both"))
    assert unit(SCENE).tool is Tool.BOTH


@pytest.mark.parametrize(
    "kind", ["draft", "submitted", "uninvoiced", "note", "contract", "invoice", "unpaid", "money"]
)
def test_a_tool_in_use_is_not_left(browse, kind):
    begin(SCENE, MEMBER, kind, assigned=True)
    response = browse(MEMBER).post(f"/units/{SCENE}/edit", edited(SCENE, tool="activity"))
    assert response.status_code == 422
    assert 'id="tool-error"' in response.text
    assert unit(SCENE).tool is Tool.THREE_IN_ONE


def test_a_tool_out_of_use_is_left(browse):
    life.money(STUDIO, 10)
    member = browse(OTHER_MEMBER)
    assert (
        member.post(f"/units/{STUDIO}/edit", edited(STUDIO, tool="three_in_one")).status_code == 422
    )
    life.money(STUDIO, -10)
    assert (
        member.post(f"/units/{STUDIO}/edit", edited(STUDIO, tool="three_in_one")).status_code == 303
    )
    assert unit(STUDIO).tool is Tool.THREE_IN_ONE


def begin(unit_id, email, kind, *, assigned=False):
    """Something unfinished in a unit; ``assigned``: through an assignment."""
    about = {}
    if assigned:
        about["assignment_id"] = life.assignment(unit_id, email, AssignmentStatus.CANCELLED)
    {
        "draft": lambda: life.assignment(unit_id, email, AssignmentStatus.DRAFT),
        "submitted": lambda: life.assignment(unit_id, email, AssignmentStatus.SUBMITTED),
        "uninvoiced": lambda: life.assignment(unit_id, email, AssignmentStatus.ACCEPTED),
        "note": lambda: life.note(unit_id, email, ExpenseStatus.SENT_BACK, **about),
        "contract": lambda: life.contract(unit_id, email, ContractStatus.MADE, (1, 2), **about),
        "invoice": lambda: life.invoice(unit_id, email, status=InvoiceStatus.DRAFT, **about),
        "unpaid": lambda: life.invoice(unit_id, email, **about),
        "money": lambda: life.money(unit_id, "0.01", Account.ASSIGNMENT),
        "advanced": lambda: life.money(unit_id, "-5"),
    }[kind]()


LOOSE = (
    "draft",
    "submitted",
    "uninvoiced",
    "note",
    "contract",
    "invoice",
    "unpaid",
    "money",
    "advanced",
)


@pytest.mark.parametrize("kind", LOOSE)
def test_a_unit_with_something_unfinished_does_not_close(browse, kind):
    begin(SCENE, MEMBER, kind)
    member = browse(MEMBER)
    page = member.get(f"/units/{SCENE}/close").text
    assert '<form class="stack"' not in page, "the button is not even there"
    response = member.post(f"/units/{SCENE}/close")
    assert response.status_code == 422
    assert unit(SCENE).closed is None
    assert acts() == []


def test_a_finished_unit_closes_and_opens_again(browse):
    member = browse(MEMBER)
    assert "Nour Haddad, scène" in member.get(f"/units/{SCENE}/close").text
    life.assignment(SCENE, MEMBER, AssignmentStatus.CANCELLED)
    assert member.post(f"/units/{SCENE}/close").location == "/units"
    assert unit(SCENE).closed == clock.today()
    assert "Nour Haddad, scène" not in re.sub(r'class="toast".*', "", member.get("/units").text)
    assert "Nour Haddad, scène" in member.get("/units?closed=1").text
    assert member.post(f"/units/{SCENE}/close").status_code == 422
    assert f'action="/units/{SCENE}/reopen"' in member.get(f"/units/{SCENE}/edit").text
    assert f"/units/{SCENE}/edit" in member.get(f"/units/{SCENE}").text
    assert member.post(f"/units/{SCENE}/edit", edited(SCENE)).status_code == 422
    assert member.post(f"/units/{SCENE}/holders", {"email": STRANGER}).status_code == 422
    assert member.post(f"/units/{SCENE}/reopen").status_code == 303
    assert unit(SCENE).closed is None
    assert acts() == ["unit_closed", "unit_reopened"]
