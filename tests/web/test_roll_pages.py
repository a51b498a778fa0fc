"""The pages of the roll: my line, an objection and its answer, the office's freeze."""

import sqlalchemy as sa

from tests.web.polls import in_english
from tests.web.rolls import a_coming_assembly, frozen
from tests.web.shareholders import a_shareholder
from web import clock
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER
from web.extensions import db
from web.models.assembly import Assembly
from web.models.roll import Objection


def test_i_read_my_line_and_object_and_the_office_answers(browse):
    one, other, office = (browse(in_english(email)) for email in (MEMBER, FINANCE, ADMIN_TEAM))
    assembly = frozen(MEMBER)
    late = a_shareholder(FINANCE, since=clock.today())
    address, late_id, name = f"/assemblies/{assembly.id}/roll", str(late.id), late.name
    sha256 = assembly.roll_sha256
    mine = one.get(address).text
    assert "Yes: one vote" in mine
    assert sha256 in mine
    assert "after the record day" in other.get(address).text
    assert other.post(f"{address}/objections", {"text": " "}).status_code == 422
    sent = {"text": "I paid in time."}
    assert "has not answered yet" in other.follow(f"{address}/objections", sent).text
    assert "I paid in time." in office.get(f"{address}/office").text
    made = db.session.scalars(sa.select(Objection)).one()
    where = f"{address}/objections/{made.id}"
    assert f"Put {name} on the roll" in office.get(where).text
    refused = office.post(where, {"text": "", "decision": "grant", "change": late_id})
    assert refused.status_code == 422
    office.follow(where, {"text": "The bank was slow.", "decision": "grant", "change": late_id})
    shown = other.get(address).text
    assert "The bank was slow." in shown
    assert "Yes: one vote" in shown
    assert one.get(f"{address}/office").status_code == 403


def test_the_office_freezes_with_the_consequences_in_words(browse):
    office = browse(in_english(ADMIN_TEAM))
    holder = a_shareholder(MEMBER)
    asked_for = f"?number={holder.number}&name={holder.name}"
    assembly_id = a_coming_assembly().id
    address = f"/assemblies/{assembly_id}/roll"
    assert "1 vote." in office.get(f"{address}/office").text
    shown = office.follow(f"{address}/freeze").text
    assert db.session.get_one(Assembly, assembly_id).roll_sha256 in shown
    assert office.post(f"{address}/freeze").status_code == 422
    assert "On the roll: category A" in office.get(f"{address}/office{asked_for}").text
    assert "No line has" in office.get(f"{address}/office?number=1&name=x").text
    assert "digits only" in office.get(f"{address}/office?number=x&name=x").text
