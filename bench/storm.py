"""The last minutes of a vote: 76 ballots a second, and 4,560 people who sign in in ten minutes.

``python -P bench/storm.py [SECONDS]``. The server is started as ``make run`` starts it; whoever
sends shares the machine with it. A request counts from the moment at which it was due: one that
waits for its turn is slow, however fast its answer. Each vote is of somebody else, of fifteen
questions, sealed before it is sent; signing in is the page and the password.
"""

import base64
import http.client
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import voters  # noqa: E402
from bench.measure import TODAY, Result, application, report  # noqa: E402
from bench.memory import free_port  # noqa: E402
from domain.voting.envelope import Envelope, SealedBy, padded  # noqa: E402
from web import serve, urn  # noqa: E402
from web.urn.seal import seal  # noqa: E402

SECONDS, VOTES, SIGN_INS = 600, 76.0, 7.6  # for so long; a second; a second
SENDERS, SLOWEST = 64, 1_000.0  # at once, of each kind; milliseconds of the 99th of 100
CHOICES = ("y",) * voters.RESOLUTIONS + ("1;2;3;4", "1>2>3>4>5>6>7")
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@dataclass(slots=True)
class Waited:
    """How long each answer took, and what went wrong."""

    milliseconds: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)

    def part(self, share: float) -> float:
        """So many of all answers were at least as fast."""
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    def results(self, what: str) -> Iterator[Result]:
        """The figures of one kind of request."""
        yield Result(f"{what}: half of them", self.part(0.5), "ms")
        yield Result(f"{what}: 99 of 100", self.part(0.99), "ms", SLOWEST)
        yield Result(f"{what}: the slowest", self.part(1.0), "ms")
        yield Result(f"{what}: errors", sum(self.wrong.values()), "", 0)


class Sender:
    """Sends requests to the server, each over a line of its own as a new browser does."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(
        self, path: str, cookie: str, form: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, text and cookie of one answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Cookie": cookie, **({"Content-Type": FORM} if form else {})}
            line.request("POST" if form else "GET", path, urlencode(form or {}) or None, headers)
            answer = line.getresponse()
            text = answer.read().decode()
            kept = (answer.getheader("Set-Cookie") or "").partition(";")[0]
            return answer.status, text, kept
        finally:
            line.close()

    def vote(self, path: str, cookie: str, form: dict[str, str]) -> str:
        """One ballot; empty if it was recorded."""
        status, text, _kept = self.ask(path, cookie, form)
        return "" if status == 200 and "A ballot is recorded for you" in text else f"{status}"

    def sign_in(self, email: str) -> str:
        """The page, then the password; empty if somebody was let in."""
        status, text, cookie = self.ask("/sign-in", "")
        found = TOKEN.search(text)
        if status != 200 or found is None:
            return f"page {status}"
        form = {"csrf_token": found[1], "email": email, "password": voters.PASSWORD, "next": "/"}
        status, _text, _kept = self.ask("/sign-in", cookie, form)
        return "" if status == 303 else f"password {status}"


Act = Callable[[], str]


def timed(act: Act, due: float, waited: Waited) -> None:
    """One act, counted from the moment at which it was due."""
    try:
        wrong = act()
    except OSError as error:
        wrong = type(error).__name__
    waited.milliseconds.append(1000 * (time.monotonic() - due))
    if wrong:
        waited.wrong[wrong] += 1


def send(acts: list[Act], rate: float, pool: ThreadPoolExecutor, waited: Waited) -> None:
    """So many a second, whether or not those before were answered."""
    began = time.monotonic()
    sent: list[Future[None]] = []
    for place, act in enumerate(acts):
        due = began + place / rate
        time.sleep(max(0.0, due - time.monotonic()))
        sent.append(pool.submit(timed, act, due, waited))
    for one in sent:
        one.result()


def ballots(
    sender: Sender, poll: voters.OpenPoll, found: list[voters.Voter], kept: list[tuple[str, str]]
) -> Iterator[Act]:
    """What each voter sends, sealed beforehand."""
    asked = poll.definition
    for one, (cookie, token) in zip(found, kept, strict=True):
        tracker = f"23456789-{one.number:08d}"
        plain = Envelope(poll.uid, asked.sha256, tracker, CHOICES, SealedBy.BROWSER)
        box = base64.b64encode(seal(asked.public_key, padded(plain))).decode()
        form = {"csrf_token": token, "definition": asked.sha256, "box": box}
        path = f"{poll.path.format(one.number)}/cast"
        yield lambda p=path, c=cookie, f=form: sender.vote(p, c, f)  # type: ignore[misc]


def storm(voting: list[Act], signing: list[Act]) -> tuple[Waited, Waited]:
    """Both at once."""
    votes, entries = Waited(), Waited()
    with (
        ThreadPoolExecutor(SENDERS) as voters_pool,
        ThreadPoolExecutor(SENDERS) as others,
        ThreadPoolExecutor(2) as both,
    ):
        kinds = [
            both.submit(send, voting, VOTES, voters_pool, votes),
            both.submit(send, signing, SIGN_INS, others, entries),
        ]
        for kind in kinds:
            kind.result()
    return votes, entries


def main() -> int:
    """Serve, storm, count."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with application() as app:
        with app.app_context():
            poll, found = voters.an_open_poll(int(VOTES * seconds))
            urn.forget()
        kept = list(voters.cookies(app, found))
        os.environ.update(DATA_DIR=str(app.config["DATA_DIR"]), TODAY=TODAY)
        port = free_port()
        sender = Sender(port)
        voting = list(ballots(sender, poll, found, kept))
        signing: list[Act] = [
            lambda e=one.email: sender.sign_in(e)  # type: ignore[misc]
            for one in found[: int(SIGN_INS * seconds)]
        ]
        server = serve.start_web("127.0.0.1", port)
        try:
            serve.wait_until_ready(server, "127.0.0.1", port)
            began = time.monotonic()
            votes, entries = storm(voting, signing)
            taken = time.monotonic() - began
        finally:
            serve.stop([server])
        with app.app_context():
            lost = len(found) - urn.turnout(poll.uid)
            urn.forget()
    for kind in (votes, entries):
        for text, many in kind.wrong.items():
            print(f"{many} × {text}")
    print(f"{len(found):,} votes and {len(signing):,} sign-ins in {taken:.0f} s")
    return report(
        [
            *votes.results("a vote"),
            *entries.results("signing in, two requests"),
            Result("votes sent but not in the urn", lost, "", 0),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
