"""Keys of three trustees, polls voted with them, and files from the offline computer."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domain.voting.envelope import Envelope, SealedBy, padded
from domain.voting.tracker import tracker
from tests.domain.elections import script
from tests.web.make import person
from tests.web.polls import (
    VOTERS,
    a_closed_poll,
    a_frozen_poll,
    an_assembly,
    election,
    preference,
    rehearse,
    resolution,
)
from web import clock, urn
from web.actions import polls
from web.extensions import db
from web.models.roll import RollLine
from web.queries.polls import definition_of
from web.urn.seal import seal

ceremony, recount = script("ceremony"), script("recount")
MADE, SHARES = ceremony.make_keys(["Ada Lenaerts", "Bob Maes", "Cem Yilmaz"])
QUESTIONS = (resolution(), election(), preference(board="inclusion"))
SAID = (
    ("y", "1;2", "1>2"), ("y", "1", "2>1"), ("n", "", "3"), ("y", "1;2", ""),
    ("a", "3", "1=2>3"), ("", "1", "2"),
)  # fmt: skip
TRACKERS = [tracker("K7Q2M9XA", f"VOTE{place}") for place in range(len(SAID))]


@dataclass(frozen=True)
class Ours:
    """Keys as the makers of polls want them."""

    published: Any


KEYS = Ours(MADE)


def a_voted_poll(questions=QUESTIONS, said=SAID):
    """Closed, with a ballot of everybody on the roll: its id and its public name."""
    poll = a_frozen_poll(an_assembly(questions), keys=KEYS)
    rehearse(poll)
    polls.open_poll(poll, now=clock.now())
    definition = definition_of(poll)
    for email, mine, choices in zip(VOTERS, TRACKERS, said, strict=True):
        line = db.session.scalars(
            sa.select(RollLine).where(
                RollLine.assembly_id == poll.assembly_id, RollLine.person_id == person(email).id
            )
        ).one()
        text = Envelope(poll.uid, poll.definition_sha256, mine, choices, SealedBy.SERVER)
        box = seal(definition.public_key, padded(text))
        urn.cast(poll.uid, voter=line.voter, grantor=line.voter, box=box)
    a_closed_poll(poll)
    return poll.id, poll.uid


def packed(files):
    """A folder as .zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in files.items():
            folder.writestr(f"RESULT/{name}", data)
    return made.getvalue()


def upload(browser, path, data, name="file"):
    """Send a file to a step."""
    return browser.post(
        path, {"file": (io.BytesIO(data), name)}, content_type="multipart/form-data"
    )


def told(browser, poll_id):
    """The exported urn."""
    answer = browser.post(f"/polls/{poll_id}/urn.json")
    assert answer.status_code == 200
    return json.loads(answer.data)
