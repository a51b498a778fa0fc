"""The last minutes of a vote: 76 ballots a second, and 4,560 people who sign in in ten minutes.

``python -P bench/storm.py [SECONDS]``, with DATABASE_URL for PostgreSQL (an empty database of its
own; the urn is then another one, with _urn to its name). The server is started as ``make run``
starts it; whoever sends shares the machine with it. A request counts from the moment at which it
was due: one that waits for its turn is slow, however fast its answer. Each vote is of somebody
else, of fifteen questions. Most come from people who have filled in their ballot, and were sealed
in the browser; the others from people who sign in, type the password again, fill in, review, cast.
"""

import base64
import http.client
import os
import re
import resource
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
from bench.vote import CHOICES, fields_of  # noqa: E402
from domain.voting.envelope import Envelope, SealedBy, padded  # noqa: E402
from web import serve, urn  # noqa: E402
from web.urn.seal import seal  # noqa: E402

SECONDS, VOTES, SIGN_INS = 600, 76.0, 7.6  # for so long; a second; a second, votes among those
SENDERS, SLOWEST = 64, 1_000.0  # at once, of each kind; milliseconds of the 99th of 100
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
RECORDED = "A ballot is recorded for you"


class WrongAnswerError(Exception):
    """Not what a voter hoped to read."""


@dataclass(slots=True)
class Waited:
    """How long each answer took, of each kind, and what went wrong."""

    kinds: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, due: float) -> float:
        """One answer has come, at the moment that is given back."""
        now = time.monotonic()
        self.kinds.setdefault(kind, []).append(1000 * (now - due))
        return now

    def part(self, kind: str, share: float) -> float:
        """So many of all answers were at least as fast."""
        ordered = sorted(self.kinds[kind])
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    def results(self) -> Iterator[Result]:
        """A line of each kind is printed; its 99th of 100 has a target."""
        print(f"{'milliseconds':36} {'many':>8} {'half':>8} {'95 %':>8} {'99 %':>8} {'all':>8}")
        for kind, taken in self.kinds.items():
            parts = " ".join(f"{self.part(kind, one):8,.0f}" for one in (0.5, 0.95, 0.99, 1.0))
            print(f"{kind:36} {len(taken):8,} {parts}")
            yield Result(f"{kind}: 99 of 100", self.part(kind, 0.99), "ms", SLOWEST)


@dataclass(slots=True)
class Browser:
    """One voter's: each request over a line of its own."""

    port: int
    waited: Waited
    due: float  # when the next request is sent, if nobody waits
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""  # that was read last

    def ask(self, kind: str, path: str, hoped: int, form: dict[str, str] | None = None) -> None:
        """Send one request and read its answer, which sets the cookies and the page."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookie, **({"Content-Type": FORM} if form else {})}
            body = urlencode(form, doseq=True) if form else None
            line.request("POST" if form else "GET", path, body, headers)
            answer = line.getresponse()
            self.page = answer.read().decode()
        finally:
            line.close()
        self.due = self.waited.add(kind, self.due)
        for kept in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = kept.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status != hoped:
            raise WrongAnswerError(f"{kind}: {answer.status}")

    def send(self, kind: str, path: str, hoped: int, **form: str | list[str]) -> None:
        """Send a form of the page that was read last."""
        found = TOKEN.search(self.page)
        token = {"csrf_token": found[1]} if found else {}
        self.ask(kind, path, hoped, {**token, **fields_of(self.page), **form})  # type: ignore[dict-item]

    def is_recorded(self) -> None:
        """The receipt is what was read last."""
        if RECORDED not in self.page:
            raise WrongAnswerError("no receipt")


Act = Callable[[Browser], None]


def cast(path: str, cookie: str, form: dict[str, str]) -> Act:
    """Somebody sends the ballot that they have filled in, sealed beforehand."""

    def act(browser: Browser) -> None:
        name, _equals, value = cookie.partition("=")
        browser.cookies = {name: value}
        browser.ask("casting, sealed in the browser", f"{path}/cast", 200, form)
        browser.is_recorded()

    return act


def sign_in_and_vote(path: str, email: str) -> Act:
    """Somebody does all of it, without JavaScript."""

    def act(browser: Browser) -> None:
        known = {"email": email, "password": voters.PASSWORD, "next": path}
        browser.ask("the sign-in page", "/sign-in", 200)
        browser.send("signing in", "/sign-in", 303, **known)
        browser.ask("the password is asked again", path, 200)
        browser.send("the password again", f"{path}/password", 303, password=voters.PASSWORD)
        browser.ask("the ballot", path, 200)
        browser.send("its review", f"{path}/review", 200, **voters.ANSWERS)
        browser.send("casting, sealed by the server", f"{path}/cast", 200, own="mine7")
        browser.is_recorded()

    return act


def timed(act: Act, browser: Browser) -> None:
    """One act, counted from the moment at which it was due."""
    try:
        act(browser)
    except (OSError, http.client.HTTPException) as error:
        browser.waited.wrong[type(error).__name__] += 1
    except WrongAnswerError as error:
        browser.waited.wrong[str(error)] += 1


def send(acts: list[Act], rate: float, port: int, waited: Waited) -> None:
    """So many a second, whether or not those before were answered."""
    began = time.monotonic()
    sent: list[Future[None]] = []
    with ThreadPoolExecutor(SENDERS) as pool:
        for place, act in enumerate(acts):
            due = began + place / rate
            time.sleep(max(0.0, due - time.monotonic()))
            sent.append(pool.submit(timed, act, Browser(port, waited, due)))
    for one in sent:
        one.result()


def ballots(
    poll: voters.OpenPoll, found: list[voters.Voter], kept: Iterator[tuple[str, str]]
) -> Iterator[Act]:
    """What each voter sends, sealed beforehand."""
    asked = poll.definition
    for one, (cookie, token) in zip(found, kept, strict=True):
        tracker = f"23456789-{one.number:08d}"
        plain = Envelope(poll.uid, asked.sha256, tracker, CHOICES, SealedBy.BROWSER)
        box = base64.b64encode(seal(asked.public_key, padded(plain))).decode()
        form = {"csrf_token": token, "definition": asked.sha256, "box": box}
        yield cast(poll.path.format(one.number), cookie, form)


def storm(sealed: list[Act], signing: list[Act], port: int) -> Waited:
    """Both at once."""
    waited = Waited()
    with ThreadPoolExecutor(2) as both:
        kinds = [
            both.submit(send, sealed, VOTES - SIGN_INS, port, waited),
            both.submit(send, signing, SIGN_INS, port, waited),
        ]
        for kind in kinds:
            kind.result()
    return waited


def cpu_of_children() -> float:
    """Seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Serve, storm, count."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with application() as app:
        with app.app_context():
            poll, found = voters.an_open_poll(int(VOTES * seconds))
            urn.forget()
        whole = int(SIGN_INS * seconds)
        sealed = list(ballots(poll, found[whole:], voters.cookies(app, found[whole:])))
        signing = [
            sign_in_and_vote(poll.path.format(one.number), one.email) for one in found[:whole]
        ]
        os.environ.update(DATA_DIR=str(app.config["DATA_DIR"]), TODAY=TODAY)
        port, before = free_port(), cpu_of_children()
        server = serve.start_web("127.0.0.1", port)
        try:
            serve.wait_until_ready(server, "127.0.0.1", port)
            began, ours = time.monotonic(), time.process_time()
            waited = storm(sealed, signing, port)
            taken, ours = time.monotonic() - began, time.process_time() - ours
        finally:
            serve.stop([server])
        with app.app_context():
            lost = len(found) - urn.turnout(poll.uid)
            urn.forget()
    for text, many in waited.wrong.items():
        print(f"{many} × {text}")
    print(f"{len(found):,} votes, {whole:,} of them by people who sign in, in {taken:.0f} s")
    return report(
        [
            *waited.results(),
            Result(
                "CPU of the server, starting included",
                100 * (cpu_of_children() - before) / taken,
                "% of a core",
            ),
            Result("CPU of whoever sends", 100 * ours / taken, "% of a core"),
            Result("errors", sum(waited.wrong.values()), "", 0),
            Result("votes sent but not in the urn", lost, "", 0),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
