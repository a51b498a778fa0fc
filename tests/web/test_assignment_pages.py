"""The pages of assignments: a list that finds and filters, and what each page costs."""

import gzip
import re

import pytest
import sqlalchemy as sa

from tests.web.assigning import begin, draft, form, in_english, person, sent, with_history
from tests.web.conftest import HTMX
from web.demo.people import ADVISER, MEMBER
from web.extensions import db


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.fixture
def me(member):
    return person(MEMBER)


# The list


@pytest.mark.slow
def test_the_list_finds_filters_and_pages(member, me):
    for number in range(27):
        draft(member, begin(member), form(me, title=f"Show number {number}", tab=str(number)))
    page = member.get("/assignments").text
    assert "Show number 26" in page
    assert "Show number 1<" not in page
    older = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "Show number 1<" in member.get(older).text
    by_title = member.get("/assignments?q=number 13", headers=HTMX).text
    assert by_title.count("<tr>") == 2  # the head and the row
    assert "Show number 26" in member.get("/assignments?q=theatre rives").text
    assert "No assignment fits" in member.get("/assignments?show=accepted").text


def test_an_empty_list_teaches(browse):
    in_english()
    assert "No assignment yet" in browse(MEMBER).get("/assignments").text


# What a page costs


@pytest.fixture
def statements(app):
    """The statements sent since the test last looked."""
    sent: list[str] = []

    def note(_conn, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


def test_no_page_asks_the_database_more_than_ten_times(browse, member, me, statements):
    with_history(me)
    drafts = [begin(member) for _ in range(3)]
    for found in drafts:
        draft(member, found, form(me, tab=str(found)))
    accepted, waiting = sent(member, me, invoice="later"), sent(member, me, price="9000")
    adviser = browse(ADVISER)
    pages = [
        (member, "/assignments"),
        (member, f"/assignments/{drafts[0]}"),
        (member, f"/assignments/{accepted}"),
        (member, f"/assignments/{accepted}/more"),
        (member, f"/assignments/{waiting}"),
        (adviser, f"/queue?item=assignment-{waiting}"),
    ]
    for browser, path in pages:
        statements.clear()
        response = browser.get(path)
        assert response.status_code == 200, path
        assert len(statements) <= 10, f"{path}: {len(statements)}"
        assert len(gzip.compress(response.data)) < 12_000, path
    statements.clear()
    browser = member.client
    typed = {**form(me, price="1001", tab=str(drafts[0]), version="1")}
    answer = browser.post(
        f"/assignments/{drafts[0]}/draft",
        data={**typed, "csrf_token": member.csrf_token()},
        headers=HTMX,
    )
    assert answer.status_code == 200
    assert len(statements) <= 7, statements
