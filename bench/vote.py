"""What one vote of fifteen questions costs: the ballot, its review, and casting it.

``python -P bench/vote.py``, with DATABASE_URL for PostgreSQL (an empty database of its own; the
urn is then another one, with _urn to its name).
"""

import base64
import html
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import voters  # noqa: E402
from bench.measure import BATCHES, ROUNDS, Result, application, bare_ms, report  # noqa: E402
from domain.voting.envelope import Envelope, SealedBy, padded  # noqa: E402
from web import urn  # noqa: E402
from web.urn.seal import seal  # noqa: E402

CAST = 4.0  # milliseconds, the target
HIDDEN = re.compile(r'name="(definition|seed|half|proof|choice-\w+)" value="([^"]*)"')
BALLOT, REVIEW = "the ballot", "its review, without JavaScript"
SERVER, BROWSER = "cast, sealed by the server", "cast, sealed in the browser"
AGAIN = "the same vote sent again"
TARGETS = dict.fromkeys((SERVER, BROWSER, AGAIN), CAST)
CHOICES = (*("y" for _resolution in range(voters.RESOLUTIONS)), "1;2;3;4", "1>2>3>4>5>6>7")
Sent = Mapping[str, str | list[str]]


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of a form, as a browser sends them back."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


@dataclass(slots=True)
class Booth:
    """One voter's browser."""

    client: FlaskClient
    path: str
    token: str  # that forms carry
    fields: dict[str, str] = field(default_factory=dict)  # of the form that was shown last


class Clocked:
    """CPU of each step of every vote."""

    def __init__(self) -> None:
        self.medians: defaultdict[str, list[float]] = defaultdict(list)

    def all_send(
        self, step: str, booths: Sequence[Booth], path: str, form: Sent | None = None
    ) -> None:
        """The same step of a batch of voters, one after the other."""
        taken = []
        for booth in booths:
            sent = None if form is None else {"csrf_token": booth.token, **booth.fields, **form}
            began = time.process_time()
            answer = booth.client.open(
                booth.path + path, method="GET" if form is None else "POST", data=sent
            )
            taken.append(1000 * (time.process_time() - began))
            if answer.status_code != 200:
                raise AssertionError(f"{step}: {answer.status_code}\n{answer.text}")
            booth.fields = fields_of(answer.text) or booth.fields
        self.medians[step].append(statistics.median(taken))


def booths_of(app: Flask, poll: voters.OpenPoll, found: list[voters.Voter]) -> list[Booth]:
    """A browser for each voter, signed in."""
    booths = []
    for one, (cookie, token) in zip(found, voters.cookies(app, found), strict=True):
        client = app.test_client()
        name, _equals, value = cookie.partition("=")
        client.set_cookie(name, value)
        booths.append(Booth(client, poll.path.format(one.number), token))
    return booths


def envelope(poll: voters.OpenPoll) -> str:
    """What a browser sends that sealed the ballot itself."""
    asked = poll.definition
    plain = Envelope(poll.uid, asked.sha256, "23456789-MINE", CHOICES, SealedBy.BROWSER)
    return base64.b64encode(seal(asked.public_key, padded(plain))).decode()


def vote(clocked: Clocked, booths: Sequence[Booth], poll: voters.OpenPoll) -> None:
    """A batch: half of it without JavaScript, half with ballots that browsers sealed."""
    plain, scripted = booths[::2], booths[1::2]
    clocked.all_send(BALLOT, booths, "")
    clocked.all_send(REVIEW, plain, "/review", voters.ANSWERS)
    clocked.all_send(SERVER, plain, "/cast", {"own": "mine7"})
    for booth in scripted:
        booth.fields = {"definition": poll.definition.sha256, "box": envelope(poll)}
    clocked.all_send(BROWSER, scripted, "/cast", {})
    clocked.all_send(AGAIN, scripted, "/cast", {})


def main() -> int:
    """Everyone votes, in batches; the calmest counts."""
    bare, clocked = bare_ms(), Clocked()
    with application() as app:
        with app.app_context():
            poll, found = voters.an_open_poll(2 * ROUNDS * BATCHES)
        booths = booths_of(app, poll, found)
        for start in range(0, len(booths), 2 * ROUNDS):
            vote(clocked, booths[start : start + 2 * ROUNDS], poll)
        with app.app_context():
            if urn.turnout(poll.uid) != len(found):
                raise AssertionError("a vote is missing")
            urn.forget()
    results = [
        Result(f"{step}: CPU", min(values), "ms", TARGETS.get(step), min(values) / bare)
        for step, values in clocked.medians.items()
    ]
    return report([Result("a bare Flask route", bare, "ms"), *results])


if __name__ == "__main__":
    sys.exit(main())
