"""A voter at a ballot, as a browser without JavaScript sends it; and what lies in the urn."""

import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import sqlalchemy as sa
from nacl.public import SealedBox

from domain.voting.envelope import read
from tests.web.make import person
from tests.web.polls import KEYS, an_open_poll, in_english
from web import clock, urn
from web.demo.people import MEMBER, PASSWORD
from web.extensions import db
from web.models.roll import RollLine
from web.queries.polls import definition_of

FILLED = {
    "q1": "y", "q2": "n", "q3": "a", "q4": "",
    "q5": ["1", "3"],
    "q6-1": "y", "q6-2": "n",
    "q7-2": "1", "q7-1": "2",
    "q8-3": "1", "q8-1": "1", "q8-7": "2",
    "q9-4": "1",
    "q10-1": "5", "q10-6": "2", "q10-2": "0",
}  # fmt: skip
SAID = ("y", "n", "a", "", "1;3", "1=y;2=n", "2>1", "1=3>7", "4", "1:5;6:2")
RECORDED = "A ballot is recorded for you. If you confirmed only once, it carries the tracker"


def an_open(*given, **named):
    """An open poll, as values: signing somebody in forgets the rows of the test."""
    poll = an_open_poll(*given, **named)
    lines = db.session.execute(
        sa.select(RollLine.person_id, RollLine.shareholder_id).where(
            RollLine.assembly_id == poll.assembly_id
        )
    )
    return SimpleNamespace(
        id=poll.id,
        uid=poll.uid,
        closes_at=poll.closes_at,
        definition_sha256=poll.definition_sha256,
        questions=definition_of(poll).questions,
        lines=dict(lines.all()),
    )


def line_of(poll, email):
    """The shareholder whose vote this person casts."""
    return poll.lines[person(email).id]


class Booth:
    """One voter at one ballot, as a browser without JavaScript sends it."""

    def __init__(self, browse, poll, email=MEMBER, whose=None):
        self.path = f"/vote/{poll.id}/{whose or line_of(poll, email)}"
        self.browser = browse(in_english(email))
        self.fields = {}

    def enter(self, password=PASSWORD):
        return self.browser.post(f"{self.path}/password", {"password": password})

    def take(self):
        """Enter, take a ballot, and keep its hidden fields."""
        assert self.enter().status_code == 303
        return self.keep(self.browser.get(self.path))

    def keep(self, page):
        names = "definition|seed|half|proof|choice-[a-z0-9]+"
        found = re.findall(rf'name="({names})" value="([^"]*)"', page.text)
        self.fields = {name: unescape(value) for name, value in found}
        return page

    def review(self, **filled):
        return self.keep(
            self.browser.post(f"{self.path}/review", {**self.fields, **(filled or FILLED)})
        )

    def cast(self, own="mine7", **more):
        return self.browser.post(f"{self.path}/cast", {**self.fields, "own": own, **more})

    @property
    def tracker(self):
        return f"{self.fields['half']}-MINE7"


def opened(poll):
    """What lies in the urn, opened with the key."""
    with clock.moved_to(poll.closes_at + timedelta(seconds=1)):
        urn.close(poll.uid)
    box = SealedBox(KEYS.private)
    return [read(box.decrypt(sealed)) for sealed in urn.export(poll.uid)]
