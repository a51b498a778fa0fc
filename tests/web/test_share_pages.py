"""The pages of shares, as a member, a stranger, the office, finance and the board see them."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.web.make import person
from tests.web.shareholders import a_legal_shareholder, a_shareholder, asked
from tests.web.test_people import details
from web.demo.people import ADMIN_TEAM, BOARD, FINANCE, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.share import ShareCertificate, ShareExit, SharePayment, Subscription
from web.queries.register import held_on, shareholder_of

TODAY = date(2026, 9, 14)


@pytest.fixture
def line(app):
    """A member who holds two shares; the number of their line."""
    with app.app_context():
        return a_shareholder(MEMBER, shares=2, since=date(2025, 3, 1)).id


def test_whoever_holds_nothing_is_told_how_to_come_to_a_share(browse):
    text = browse(WORKER).get("/shares").text
    assert "30.00" in text or "30,00" in text


def test_a_member_sees_their_line_and_a_stranger_does_not(browse, line):
    text = browse(MEMBER).get("/shares").text
    assert "+++" not in text
    assert browse(STRANGER).get(f"/shares/{line}").status_code == 404
    assert browse(STRANGER).get("/shares/register").status_code == 403
    assert browse(MEMBER).get(f"/shares/{line}/extract").status_code == 200
    assert browse(MEMBER).get(f"/shares/{line}/extract.csv").text.count("\n") == 2


def test_shares_are_asked_for_paid_short_then_in_full(browse, app, line):
    member, finance = browse(MEMBER), browse(FINANCE)
    wrong = member.post(f"/shares/{line}/more", {"shares": "0"})
    assert wrong.status_code == 422
    assert member.post(f"/shares/{line}/more", {"shares": "2"}).status_code == 303
    shown = member.get("/shares").text
    assert re.search(r"60<[^>]+>,00|60,00", shown)
    assert "+++9" in shown
    assert 'class="epc-qr"' in shown
    with app.app_context():
        key = db.session.query(Subscription).one().id
    assert "Nour Haddad" in finance.get("/shares/payments?q=nour").text
    url = f"/shares/subscriptions/{key}"
    assert finance.get(url).status_code == 200
    short = finance.post(f"{url}/payments", {"amount": "20", "day": "2026-09-14"})
    assert short.status_code == 303
    assert "6:109" in finance.get(url).text
    with app.app_context():
        assert held_on(line, TODAY) == 2
    over = finance.post(f"{url}/payments", {"amount": "60", "day": "2026-09-14"})
    assert over.status_code == 422
    assert finance.post(f"{url}/payments", {"amount": "40", "day": "2026-09-14"}).status_code == 303
    with app.app_context():
        assert held_on(line, TODAY) == 4
        payment = db.session.query(SharePayment).order_by(SharePayment.id).first().id
    undo = f"/shares/payments/{payment}/undo"
    assert finance.get(undo).status_code == 200
    assert finance.post(undo, {"reason": ""}).status_code == 422
    assert finance.post(undo, {"reason": "another member"}).status_code == 303
    with app.app_context():
        assert held_on(line, TODAY) == 2


def test_no_year_is_asked_for_twice(browse, line):
    member = browse(MEMBER)
    for _time in range(2):
        assert member.post(f"/shares/{line}/more", {"shares": "2"}).status_code == 303
    found = db.session.query(Subscription).order_by(Subscription.id).all()
    assert [row.first_year for row in found] == [2026, 2028]


def test_a_subscription_is_withdrawn_and_asked_for_again(browse, app, line):
    with app.app_context():
        key = asked(shareholder_of(person(MEMBER).id)).id
    member = browse(MEMBER)
    assert browse(STRANGER).post(f"/shares/subscriptions/{key}/withdraw").status_code == 404
    assert browse(FINANCE).post(f"/shares/subscriptions/{key}/withdraw").status_code == 403
    assert member.post(f"/shares/subscriptions/{key}/withdraw").status_code == 303
    assert "+++9" not in member.get("/shares").text
    assert member.post(f"/shares/subscriptions/{key}/reopen").status_code == 303
    assert "+++9" in member.get("/shares").text


def test_resigning_out_of_its_months_is_refused_at_the_form(browse, line):
    member = browse(MEMBER)
    assert "30 juin 2027" in member.get(f"/shares/{line}/resign").text
    sent = {"day": "2026-09-14", "iban": "", "reason": "", "agreed": "y"}
    refused = member.post(f"/shares/{line}/resign", sent)
    assert refused.status_code == 422
    assert "6:120" in refused.text


def test_the_board_decides_tests_and_finance_sees_what_to_pay(browse, app, line):
    member, board, finance = browse(MEMBER), browse(BOARD), browse(FINANCE)
    sent = {"day": "2026-06-10", "iban": "", "reason": "Moving away", "agreed": "y"}
    assert member.post(f"/shares/{line}/resign", sent).status_code == 303
    with app.app_context():
        key = db.session.query(ShareExit).one().id
    assert "Nour Haddad" in board.get("/shares/exits").text
    finance.post("/language", {"language": "en"})
    table = finance.get("/shares/forecast.csv").text.splitlines()
    assert table[0].endswith('Month,Departures,"Tested, to pay",Expected at most,Together')
    assert table[1:] == ["2026-10-01,1,0.00,60.00,60.00"]
    assert member.get("/shares/forecast.csv").status_code == 403
    assert browse(ADMIN_TEAM).post(f"/shares/exits/{key}/accept", {"reason": ""}).status_code == 403
    assert board.get(f"/shares/exits/{key}/accept").status_code == 200
    assert board.post(f"/shares/exits/{key}/accept", {"reason": ""}).status_code == 303
    assert board.post("/shares/tests", {"liquid": "yes"}).status_code == 422  # no accounts yet
    accounts = {
        "year": "2025",
        "approved": "2026-06-16",
        "net_assets": "100000",
        "unavailable": "0",
    }
    assert board.post("/shares/accounts", accounts).status_code == 303
    assert board.get("/shares/accounts").status_code == 200
    assert board.post("/shares/tests", {"liquid": ""}).status_code == 422
    assert board.post("/shares/tests", {"liquid": "yes"}).status_code == 303
    assert "Nour Haddad" in finance.get("/shares/refunds").text
    assert "Nour Haddad" in finance.get("/finance/due?entity=1&until=2026-12-31").text
    assert board.get(f"/shares/exits/{key}").status_code == 200
    assert member.get("/shares").status_code == 200


def test_the_register_of_a_past_day(browse, app, line):
    with app.app_context():
        a_legal_shareholder(OTHER_MEMBER, shares=5, since=date(2026, 3, 1))
    team = browse(ADMIN_TEAM)
    assert "Exemples" in team.get("/shares/register").text
    assert "Exemples" not in team.get("/shares/register?on=2026-02-28").text
    assert "Nour" in team.get("/shares/register?q=hadd").text
    assert "Nour" not in team.get("/shares/register?category=C").text
    assert "Nour" in team.get(f"/shares/register?q={line}").text
    assert browse(BOARD).get("/shares/register.csv?on=2026-02-28").text.count("\n") == 2
    assert "Exemples" in browse(OTHER_MEMBER).get("/shares").text
    figures = browse(BOARD).get("/shares/statistics?on=nonsense").text
    assert re.search(r"<dd>7</dd>", figures)


def test_the_office_writes_in_the_register(browse, app, line):
    team = browse(ADMIN_TEAM)
    for url in ("admit", "admit-legal", *(f"{line}/{what}" for what in (
        "category", "representative", "transfer", "death"))):  # fmt: skip
        assert team.get(f"/shares/{url}").status_code == 200
    nobody = {"email": "nobody@demo.example", "category": "A"}
    assert team.post("/shares/admit", nobody).status_code == 422
    assert team.post("/shares/admit", {"email": WORKER, "category": "B"}).status_code == 303
    with app.app_context():
        other = shareholder_of(person(WORKER).id)
        number, other = other.number, other.id
    given = {"to": str(number), "shares": "3", "day": "2026-09-14", "reason": "A gift"}
    assert team.post(f"/shares/{line}/transfer", given).status_code == 422
    assert team.post(f"/shares/{line}/transfer", {**given, "shares": "1"}).status_code == 303
    with app.app_context():
        assert held_on(other, TODAY) == 1
    shown = team.get(f"/shares/{line}").text
    assert "Sacha Lambert" in shown
    correct = re.search(r"/shares/movements/\d+/correct", shown).group()
    assert team.get(correct).status_code == 200
    assert team.post(correct, {"reason": "Wrong person"}).status_code == 303
    with app.app_context():
        assert (held_on(line, TODAY), held_on(other, TODAY)) == (2, 0)
    changed = {"category": "B", "since": "2026-09-01"}
    assert team.post(f"/shares/{line}/category", changed).status_code == 303
    assert team.post(f"/shares/{line}/category", changed).status_code == 422
    seat = {
        "name": "Studio ASBL", "enterprise_number": "0403.019.261", "street": "Rue 1",
        "postcode": "1000", "city": "Bruxelles", "category": "C", "email": OTHER_MEMBER,
    }  # fmt: skip
    made = team.post("/shares/admit-legal", seat)
    assert made.status_code == 303
    assert team.post("/shares/admit-legal", seat).status_code == 422
    who = {"email": STRANGER, "since": "2026-09-15"}
    assert team.post(made.location + "/representative", who).status_code == 303
    death = {"day": "2026-09-01", "beneficiary": "Heirs", "iban": "BE68539007547034"}
    assert team.post(f"/shares/{line}/death", death).status_code == 303
    with app.app_context():
        assert held_on(line, TODAY) == 0


def test_an_exclusion_is_heard_first(browse, app, line):
    board = browse(BOARD)
    assert board.get(f"/shares/{line}/exclude").status_code == 200
    assert board.post(f"/shares/{line}/exclude", {"reason": "Never came"}).status_code == 303
    with app.app_context():
        key = db.session.query(ShareExit).one().id
    too_early = board.post(f"/shares/exits/{key}/accept", {"reason": "As proposed"})
    assert too_early.status_code == 422
    assert "6:123" in too_early.text
    assert "Never came" in browse(MEMBER).get("/shares").text
    heard = {"day": "2026-09-14", "reason": "I was ill"}
    assert board.get(f"/shares/exits/{key}/hear").status_code == 200
    assert board.post(f"/shares/exits/{key}/hear", heard).status_code == 303
    assert board.get(f"/shares/exits/{key}/refuse").status_code == 200
    assert board.post(f"/shares/exits/{key}/refuse", {"reason": "Accepted"}).status_code == 303
    with app.app_context():
        assert held_on(line, TODAY) == 2


def test_a_corrected_name_reaches_the_register_and_no_older_paper(browse, app, line):
    team, member = browse(ADMIN_TEAM), browse(MEMBER)
    member.post(f"/shares/{line}/certificates", {"language": "fr"})
    key = person(MEMBER).id
    sent = details(MEMBER, given_name="Zora", family_name="Haddad-Yilmaz")
    assert team.post(f"/people/{key}/edit", sent).status_code == 303
    assert "Zora Haddad-Yilmaz" in team.get("/shares/register?q=yilmaz").text
    assert "Zora Haddad-Yilmaz" in team.get(f"/shares/{line}").text
    old = db.session.query(ShareCertificate).one()
    assert old.sheet["holder"]["name"] == "Nour Haddad"
    assert "N. H." in browse("").get(f"/shares/verify/{old.code}").text
    acts = db.session.scalars(sa.select(AuditEntry.act)).all()
    assert acts.count("shareholder_renamed") == 1
    team.post(f"/people/{key}/edit", details(MEMBER, given_name="Zora", phone="02 123 45 67"))
    acts = db.session.scalars(sa.select(AuditEntry.act)).all()
    assert acts.count("shareholder_renamed") == 1, "nothing to follow"


def test_a_certificate_is_checked_by_anyone(browse, app, line):
    member, anyone = browse(MEMBER), browse("")
    assert member.post(f"/shares/{line}/certificates", {"language": "fr"}).status_code == 303
    with app.app_context():
        code = db.session.query(ShareCertificate).one().code
    assert anyone.get("/shares/verify").status_code == 200
    found = anyone.get(f"/shares/verify?code={code[:4]}-{code[4:].lower()}")
    assert "N. H." in found.text
    assert "Haddad" not in found.text
    assert anyone.get("/shares/verify/AAAA").status_code == 404
    assert (
        browse(STRANGER).post(f"/shares/{line}/certificates", {"language": "fr"}).status_code == 404
    )
