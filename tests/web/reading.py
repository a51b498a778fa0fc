"""Reading a page as people do, and counting what it asks of the database."""

import re
from contextlib import contextmanager

import sqlalchemy as sa

from web.extensions import db


@contextmanager
def statements(app):
    """The statements that the database is asked, without those that begin and end."""
    asked = []

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def section(html, heading):
    """The part of the page under a heading."""
    return html.split(f">{heading}</h2>")[1].split("</section>")[0]


def read(browser):
    """The page in English, without the narrow spaces of amounts."""
    browser.post("/language", {"language": "en"})
    return re.sub(r"</?small>", "", browser.get("/").text)
