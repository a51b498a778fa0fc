"""Those who watch over machines get an answer, and nothing more."""

from sqlalchemy.exc import OperationalError

from web.demo.people import MEMBER
from web.extensions import db


def test_it_is_well(browse):
    for browser in (browse(""), browse(MEMBER)):
        response = browser.get("/health")
        assert (response.status_code, response.text) == (200, "ok\n")


def test_it_says_so_when_the_database_does_not_answer(browse, monkeypatch):
    def broken(*_args, **_more):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    visitor = browse("")
    monkeypatch.setattr(db.session, "execute", broken)
    response = visitor.get("/health")
    assert response.status_code == 503
    assert "SELECT" not in response.text
