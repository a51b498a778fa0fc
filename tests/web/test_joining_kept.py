"""Applications to join: one for each form, and kept no longer than needed."""

import sqlalchemy as sa

from tests.web.test_joining import WHO, begun, pay, row, sent
from web.demo.people import ADMIN_TEAM, FINANCE
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.joining import Joining, JoiningConsent


def test_the_first_form_sent_twice_begins_one_application(browse):
    visitor = browse("")
    first = visitor.post("/join/new", {**WHO, "once": "one-form"})
    again = visitor.post("/join/new", {**WHO, "given_name": "Ada Maria", "once": "one-form"})
    assert again.status_code == 303
    assert again.location == first.location.removesuffix("/sign")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Joining)) == 1
    assert 'value="Ada Maria"' in visitor.get(f"{again.location}/who").text, "what was typed last"
    assert visitor.post("/join/new", {**WHO, "once": ""}).status_code == 400
    visitor.post("/join/new", {**WHO, "once": "another"})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Joining)) == 2


def test_what_is_no_longer_needed_is_forgotten(browse, later):
    visitor, finance, team = browse(""), browse(FINANCE), browse(ADMIN_TEAM)
    dropped = begun(visitor)
    _home, paid = sent(visitor, email="paid@example.org")
    pay(finance, paid, "30")
    team.post(f"/joinings/{paid}/send-back", {"reason": "Which address?"})
    refused_home, refused = sent(visitor, email="refused@example.org")
    team.post(f"/joinings/{refused}/refuse", {"reason": "Not this year"})
    later(days=89)
    forget()
    resumed = begun(visitor, email="later@example.org")
    assert visitor.get(f"{dropped}/who").status_code == 200
    visitor.post(f"{dropped}/who", {**WHO, "phone": "02 123 45 67"})
    later(days=89)
    forget()
    assert visitor.get(f"{dropped}/who").status_code == 200, "touched since"
    assert visitor.get(f"{resumed}/who").status_code == 200
    later(days=3)
    forget()
    assert [visitor.get(home).status_code for home in (dropped, resumed)] == [404, 404]
    assert row(paid).answers, "their money is here"
    assert visitor.get(refused_home).status_code == 404
    team = browse(ADMIN_TEAM)
    assert team.get(f"/joinings/{refused}").status_code == 404
    assert "Ada" not in team.get("/joinings?state=refused").text
    assert not db.session.scalars(
        sa.select(JoiningConsent).where(JoiningConsent.joining_id == refused)
    ).all()
    forget()


def forget():
    TASKS["forget_applications"]()
    db.session.expire_all()
