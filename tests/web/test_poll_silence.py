"""V12: while a poll is open, nobody reads more of it than its turnout; casting writes nothing."""

import hashlib
import re

import pytest
import sqlalchemy as sa

from domain.voting.envelope import Envelope, SealedBy, padded
from tests.web.polls import KEYS, a_scrutineer, an_open_poll, cast_one, resolution
from web.demo.people import (
    ADVISER,
    BOARD,
    FINANCE,
    MEMBER,
    OTHER_MEMBER,
    SYSTEM_ADMIN,
    WORKER,
)
from web.extensions import db
from web.queries.polls import definition_of
from web.urn.seal import seal

CANARY = "KANARIE"  # the voter's own characters
TRACKER = f"23456789-{CANARY}"
READERS = ("", MEMBER, OTHER_MEMBER, WORKER, ADVISER, FINANCE, BOARD, SYSTEM_ADMIN)


def tables() -> dict[str, str]:
    """A fingerprint of each table of the main database."""
    db.session.rollback()
    found = {}
    for table in db.metadata.sorted_tables:
        rows = sorted(map(repr, db.session.execute(sa.select(table)).all()))
        found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    db.session.rollback()
    return found


def canary_vote(poll, email):
    choices = ("y", *[""] * (len(definition_of(poll).questions) - 1))
    envelope = Envelope(poll.uid, poll.definition_sha256, TRACKER, choices, SealedBy.SERVER)
    return cast_one(poll, email, seal(KEYS.published["public_key"], padded(envelope)))


@pytest.mark.usefixtures("app_context")
def test_casting_writes_nothing_into_the_main_database():
    poll = an_open_poll(questions=(resolution(),))
    before = tables()
    canary_vote(poll, MEMBER)
    assert tables() == before


def addresses(app, poll) -> list[str]:
    """Every page that can be asked for, with the keys of this poll where it wants some."""
    values = {"poll_id": poll.id, "assembly_id": poll.assembly_id, "uid": poll.uid}
    known = {"item_id": 5, "question_id": 1, "person_id": 1, "shareholder_id": 1}
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            given = {name: {**known, **values}.get(name, 1) for name in rule.arguments}
            try:
                found.append(adapter.build(rule.endpoint, {**(rule.defaults or {}), **given}))
            except Exception:  # noqa: BLE001 - an address that wants other words
                continue
    return sorted(set(found))


@pytest.mark.slow
def test_no_page_tells_anything_but_the_turnout(app, browse):
    scrutineer = a_scrutineer()
    poll = an_open_poll()
    box = canary_vote(poll, MEMBER)
    secrets = (CANARY, TRACKER, box.hex(), box[:12].hex())
    pages = addresses(app, poll)
    assert len(pages) > 60
    board = f"/polls/{poll.id}"
    for email in (*READERS, scrutineer):
        client = browse(email).client
        for address in pages:
            answer = client.get(address)
            assert answer.status_code < 500, f"{email or 'a visitor'} at {address}"
            for secret in secrets:
                assert secret.encode() not in answer.data, f"{email or 'a visitor'} at {address}"
            assert box not in answer.data
    shown = browse(scrutineer).get(board).text
    assert "fewer than 20" in shown
    assert not re.search(r"\b1 (vote|ballot)", shown)
