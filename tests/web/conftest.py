"""Browsing as one person of the cast; every page fetched is also checked."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from web import clock
from web.access import token_hash
from web.extensions import db
from web.models.person import Person, SignIn

HTMX = {"HX-Request": "true"}


class Outline(HTMLParser):
    """What a page must have: collected while it is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


def check_page(html: str) -> None:
    """One h1, a title, a language, labels on inputs, nothing inline, unique ids."""
    page = Outline(html)
    assert len(page.all("h1")) == 1, "a page has one h1"
    assert re.search(r"<title>\s*\S", html), "a page has a title"
    assert page.all("html")[0].get("lang") in ("fr", "nl", "en"), "a page has a language"
    check_parts(page)


def check_parts(page: Outline) -> None:
    """What holds for a page and for a fragment alike."""
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids)), f"ids are unique: {[i for i in ids if ids.count(i) > 1]}"
    labelled = {attrs.get("for") for attrs in page.all("label")}
    for attrs in page.all("input", "select", "textarea"):
        if attrs.get("type") in ("hidden", "submit"):
            continue
        named = (
            attrs.get("aria-label") or attrs.get("aria-labelledby") or attrs.get("id") in labelled
        )
        assert named, f"an input has a label: {attrs}"
    for tag, attrs in page.tags:
        assert "style" not in attrs, f"no inline style: <{tag}>"
        assert not [name for name in attrs if name.startswith("on")], f"no inline script: <{tag}>"
    assert all("src" in attrs for attrs in page.all("script")), "no inline script"


class Browser:
    """A test client that checks what it gets and carries the tokens of the forms it sends."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self._checked(self.client.get(path, **kwargs))

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Send a form; ``once`` is fresh unless the test names one."""
        tokens = {"once": secrets.token_urlsafe(12), "csrf_token": self.csrf_token()}
        return self._checked(self.client.post(path, data={**tokens, **(data or {})}, **kwargs))

    def csrf_token(self) -> str:
        """What a form of this browser carries, as Flask-WTF makes it."""
        with self.client.session_transaction() as session:
            mark = session.setdefault("csrf_token", secrets.token_hex(20))
        signer = URLSafeTimedSerializer(self.client.application.secret_key, salt="wtf-csrf-token")
        return str(signer.dumps(mark))

    def follow(self, path: str, data: dict[str, Any] | None = None) -> TestResponse:
        """Send a form and open the page it leads to."""
        response = self.post(path, data)
        assert response.status_code == 303, response.text
        return self.get(response.location)

    def _checked(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 304):
            if "<html" in response.text:
                check_page(response.text)
            else:
                check_parts(Outline(response.text))
        return response


@pytest.fixture
def browse(app: Flask) -> Iterator[Callable[[str], Browser]]:
    """``browse(MEMBER)`` is that person's signed-in browser; ``browse("")`` a visitor's."""
    with app.app_context():
        yield lambda email: Browser(signed_in(app, email))


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    if not email:
        return client
    token = secrets.token_urlsafe(32)
    now = clock.now()
    person = db.session.scalar(sa.select(Person).where(Person.email == email))
    assert person is not None, f"nobody of the cast is called {email}"
    db.session.add(SignIn(person_id=person.id, token_hash=token_hash(token), began=now, seen=now))
    db.session.commit()
    db.session.remove()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let time pass: ``later(minutes=6)``; a day later is the same hour in Brussels."""
    real = clock.now
    days, passed = timedelta(), timedelta()

    def wait(**time: float) -> None:
        nonlocal days, passed
        days += timedelta(days=time.pop("days", 0))
        passed += timedelta(**time)

    def now() -> datetime:
        return (real().astimezone(clock.BRUSSELS) + days).astimezone(UTC) + passed

    monkeypatch.setattr(clock, "now", now)
    return wait


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """``with statements() as asked:`` collects what the database is asked meanwhile."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                asked.append(statement)

        with app.app_context():
            engine = db.engine
        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)

    return collect
