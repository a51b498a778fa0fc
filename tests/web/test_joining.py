"""Joining, from the public page to the register: step by step, paid, validated."""

import re

import pytest
import sqlalchemy as sa

from tests.web.make import person
from tests.web.shareholders import a_shareholder
from web import clock
from web.actions import guesses, letting_in
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.joining import Joining, JoiningConsent, JoiningPayment
from web.models.person import Person
from web.models.share import SharePayment, Subscription
from web.queries.register import held_on, shareholder_of
from web.queries.soundness_shares import shares_agree

WHO = {
    "given_name": "Ada", "family_name": "Lemmens", "email": "ada.lemmens@example.org",
    "birth_day": "1985-07-30", "street": "Rue du Test 1", "postcode": "1060",
    "city": "Saint-Gilles", "country": "BE", "phone": "", "language": "fr",
    "national_number": "85.07.30-033.28",
}  # fmt: skip
SIGNED = {"contract_of_use": "y", "statutes": "y", "data_protection": "y"}


def begun(visitor, **given):
    """The first step done: the address of the application."""
    answer = visitor.post("/join/new", {**WHO, **given})
    assert answer.status_code == 303, answer.text
    return answer.location.removesuffix("/sign")


def sent(visitor, shares="2", **given):
    """All the steps done and sent: its address, and its row."""
    home = begun(visitor, **given)
    assert visitor.post(f"{home}/sign", SIGNED).location == f"{home}/years"
    assert visitor.post(f"{home}/years", {"shares": shares}).location == f"{home}/look"
    assert visitor.post(f"{home}/look").location == home
    return home, db.session.scalars(sa.select(Joining).order_by(Joining.id.desc())).first().id


def row(key):
    db.session.expire_all()
    return db.session.get_one(Joining, key)


def pay(finance, key, amount):
    url = f"/joinings/{key}/payments"
    return finance.post(url, {"amount": amount, "day": clock.today().isoformat()})


def test_anyone_reads_what_joining_is(browse):
    text = browse("").get("/join").text
    assert re.search(r"30[,.]00", text)
    assert "/join/new" in text
    assert 'href="/join"' in browse("").get("/sign-in").text


def test_the_whole_way_paid_before_it_is_validated(browse):
    visitor, team, finance = browse(""), browse(ADMIN_TEAM), browse(FINANCE)
    home, key = sent(visitor)
    page = visitor.get(home).text
    assert "+++9" in page
    assert 'class="epc-qr"' in page
    assert "Ada Lemmens" in team.get("/joinings").text
    assert pay(finance, key, "20").status_code == 303
    assert pay(finance, key, "60").status_code == 422, "more than is asked"
    assert pay(finance, key, "40").status_code == 303
    assert 'class="epc-qr"' not in visitor.get(home).text
    assert not list(shares_agree())
    answer = team.post(f"/joinings/{key}/validate")
    someone = person(WHO["email"])
    assert answer.location == f"/people/{someone.id}"
    assert "/welcome/" in team.get(answer.location).text
    holder = shareholder_of(someone.id)
    assert held_on(holder.id, clock.today()) == 2
    assert {grant.role for grant in roles_of(someone)} == {"member", "shareholder"}
    shares = db.session.scalars(sa.select(Subscription)).one()
    assert (shares.state, shares.communication) == ("paid", row(key).communication)
    assert db.session.scalar(sa.select(sa.func.count(SharePayment.id))) == 2
    assert not list(shares_agree())
    assert someone.national_number == "85073003328"
    assert visitor.get(home).status_code == 200
    assert team.post(f"/joinings/{key}/validate").status_code == 422, "once only"


def roles_of(someone):
    query = sa.select(Person).where(Person.id == someone.id)
    return db.session.scalars(query.options(sa.orm.selectinload(Person.granted))).one().granted


def test_validated_first_the_shares_count_once_they_are_paid(browse):
    visitor, team, finance = browse(""), browse(ADMIN_TEAM), browse(FINANCE)
    _home, key = sent(visitor, shares="1")
    assert pay(finance, key, "10").status_code == 303
    assert team.post(f"/joinings/{key}/validate").status_code == 303
    holder = shareholder_of(person(WHO["email"]).id)
    assert held_on(holder.id, clock.today()) == 0
    assert pay(finance, key, "20").status_code == 422, "now it is paid for the shares themselves"
    shares = db.session.scalars(sa.select(Subscription)).one()
    given = {"amount": "20", "day": clock.today().isoformat()}
    assert finance.post(f"/shares/subscriptions/{shares.id}/payments", given).status_code == 303
    assert held_on(holder.id, clock.today()) == 1
    assert not list(shares_agree())


def test_whoever_comes_back_finds_their_answers_and_signs_nothing_twice(browse):
    visitor = browse("")
    home = begun(visitor)
    again = browse("")  # another browser, with the link only
    assert again.get(home).location == f"{home}/sign"
    assert again.post(f"{home}/sign", SIGNED).status_code == 303
    assert again.post(f"{home}/sign", SIGNED).status_code == 303
    given = db.session.scalars(sa.select(JoiningConsent)).all()
    assert [(item.text_version, len(item.sha256)) for item in given] == [(1, 64)] * 3
    assert again.get(home).location == f"{home}/years"
    shown = again.get(f"{home}/who").text
    assert 'value="Lemmens"' in shown
    assert "85.07.30-033.28" not in shown
    assert again.post(f"{home}/who", {**WHO, "national_number": "", "city": "Forest"}).location
    assert again.post(f"{home}/years", {"shares": "3"}).status_code == 303
    last = again.get(f"{home}/look").text
    assert "Forest" in last
    assert re.search(r"90<[^>]+>[,.]00|90[,.]00", last)
    assert "•" in last, "the national number was kept, and is masked"


def test_refusals_stand_at_their_fields_and_nothing_typed_is_lost(browse):
    visitor = browse("")
    wrong = visitor.post("/join/new", {**WHO, "national_number": "85.07.30-033.29"})
    assert wrong.status_code == 422
    assert 'id="national_number-error"' in wrong.text
    assert 'value="85.07.30-033.29"' in wrong.text
    other = visitor.post("/join/new", {**WHO, "birth_day": "1985-07-31"})
    assert 'id="national_number-error"' in other.text
    home = begun(visitor)
    short = visitor.post(f"{home}/sign", {"statutes": "y"})
    assert short.status_code == 422
    assert 'id="contract_of_use-error"' in short.text
    assert visitor.post(f"{home}/look").status_code == 422, "nothing is sent by halves"
    assert visitor.post(f"{home}/years", {"shares": "0"}).status_code == 422


def test_a_known_address_is_answered_like_any_other(browse):
    visitor = browse("")
    known = visitor.post("/join/new", {**WHO, "email": MEMBER, "national_number": ""})
    assert (known.status_code, known.location.endswith("/sign")) == (303, True)
    _home, key = sent(visitor, email=MEMBER, national_number="")
    team = browse(ADMIN_TEAM)
    assert "Nour Haddad" in team.get(f"/joinings/{key}").text
    assert team.post(f"/joinings/{key}/validate").status_code == 422, "the office says who it is"
    stranger = str(person(STRANGER).id)
    assert team.post(f"/joinings/{key}/validate", {"person": stranger}).status_code == 422
    a_shareholder(MEMBER)
    chosen = str(person(MEMBER).id)
    assert team.post(f"/joinings/{key}/validate", {"person": chosen}).status_code == 303
    assert row(key).person_id == person(MEMBER).id
    assert person(MEMBER).street != WHO["street"], "what is known of them stays"


def test_sent_back_corrected_sent_again_then_refused(browse):
    visitor, team, finance = browse(""), browse(ADMIN_TEAM), browse(FINANCE)
    home, key = sent(visitor)
    before = row(key).communication
    assert visitor.get(f"{home}/who").location == home, "what was sent is looked at as it is"
    assert pay(finance, key, "60").status_code == 303
    url = f"/joinings/{key}/send-back"
    assert team.post(url, {"reason": ""}).status_code == 422
    assert team.post(url, {"reason": "The street is missing."}).status_code == 303
    assert "The street is missing." in visitor.get(home).text
    assert visitor.post(f"{home}/years", {"shares": "1"}).status_code == 422, "60 came already"
    assert visitor.post(f"{home}/who", {**WHO, "street": "Rue Neuve 2"}).status_code == 303
    assert visitor.post(f"{home}/look").location == home
    assert row(key).communication == before
    refuse = f"/joinings/{key}/refuse"
    assert team.post(refuse, {"reason": "Not here."}).status_code == 422, (
        "the money goes back first"
    )
    payment = db.session.scalars(sa.select(JoiningPayment)).one().id
    undo = f"/joinings/payments/{payment}/undo"
    assert finance.get(undo).status_code == 200
    assert finance.post(undo, {"reason": "Paid back."}).status_code == 303
    assert finance.post(undo, {"reason": "Again."}).status_code == 422
    assert team.post(refuse, {"reason": "Not here."}).status_code == 303
    assert "Not here." in visitor.get(home).text
    assert not list(shares_agree())


@pytest.mark.parametrize("email", [MEMBER, WORKER])
def test_strangers_do_not_see_applications(browse, email):
    _home, key = sent(browse(""))
    assert browse(email).get(f"/joinings/{key}").status_code == 403
    assert browse(email).get("/joinings").status_code == 403
    assert browse("").get("/joinings").status_code == 303


def test_finance_sees_the_money_only(browse):
    _home, key = sent(browse(""))
    text = browse(FINANCE).get(f"/joinings/{key}").text
    assert "Ada Lemmens" in text
    assert WHO["email"] not in text
    assert browse(FINANCE).post(f"/joinings/{key}/validate").status_code == 403
    assert pay(browse(ADMIN_TEAM), key, "60").status_code == 403


def test_answers_are_sealed_and_the_link_is_not_stored(browse):
    home = begun(browse(""))
    found = db.session.execute(sa.text("SELECT * FROM joining")).one()
    stored = repr(tuple(found))
    assert "Lemmens" not in stored
    assert home.rsplit("/", 1)[1] not in stored


def test_looking_for_links_is_slowed(browse, monkeypatch):
    monkeypatch.setattr(guesses, "MANY", 2)
    visitor = browse("")
    home = begun(visitor)
    assert [visitor.get(f"/join/wrong-{n}").status_code for n in range(3)] == [404, 404, 429]
    assert visitor.get(home).status_code == 429


def test_beginning_many_is_slowed(browse, monkeypatch):
    monkeypatch.setattr(guesses, "MANY_OF_NETWORK", 1)
    visitor = browse("")
    begun(visitor)
    slowed = visitor.post("/join/new", WHO)
    assert slowed.status_code == 429
    assert 'value="Lemmens"' in slowed.text


def test_a_refusal_while_letting_in_changes_nothing(browse, monkeypatch):
    _home, key = sent(browse(""))

    def broken(*_given, **_more):
        raise letting_in.WhoIsThis

    monkeypatch.setattr(letting_in, "admit", broken)
    assert browse(ADMIN_TEAM).post(f"/joinings/{key}/validate").status_code == 422
    assert db.session.scalar(sa.select(Person).where(Person.email == WHO["email"])) is None
    assert row(key).state == "sent"
