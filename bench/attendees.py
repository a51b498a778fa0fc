"""People who watch a live board: each asks again as the page's own script does.

Each reads the page, takes the tag of its board, and asks for the board every three seconds with
that tag (``hx-trigger`` and ``hx-ptag`` of the page; htmx keeps the tag of each answer). A line is
kept as long as the server keeps it. All run in one process, on bare sockets: they share the
machine with the server that they wait for.
"""

import asyncio
import gzip
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

EVERY = re.compile(
    rb'id="board"[^>]* hx-get="([^"]+)" hx-trigger="every (\d+)s"[^>]* hx-ptag="([^"]+)"'
)
INVOICES = re.compile(rb'href="/figures/invoices">[^<]*</a></dt><dd>([^<]*)')
LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
TAG = re.compile(rb"(?i)\r\nhx-ptag: ([^\r]+)")
GZIP = b"\x1f\x8b"
ALL, MEMBERS = 20, 2  # of so many, so many are members who watch the board of members
LANGUAGES = ("fr", "nl", "fr", "nl", "en")
ARRIVING = 150  # a second, before anything is measured
PATIENCE = 10.0  # seconds for an answer


@dataclass(slots=True)
class Crowd:
    """Everybody who watches, and what all of them saw."""

    port: int
    cookie: str  # of a member
    seen: list[list[tuple[float, int]]] = field(default_factory=list)  # each: since when, invoices
    counts: dict[bytes, int] = field(default_factory=dict)  # of a tag
    answers: Counter[int] = field(default_factory=Counter)  # by status
    wrong: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    received: int = 0  # bytes


class Attendee(asyncio.Protocol):
    """One browser with the board open."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self.crowd, self.loop = crowd, asyncio.get_running_loop()
        member = number % ALL < MEMBERS
        self.path, self.every = b"/figures/inside" if member else b"/figures", 0.0
        cookie = f"Cookie: {crowd.cookie}\r\n" if member else ""
        language = LANGUAGES[number % len(LANGUAGES)]
        self.head = (
            f"Host: 127.0.0.1:{crowd.port}\r\nAccept-Language: {language}\r\n{cookie}"
            "Accept-Encoding: gzip, deflate, br\r\nUser-Agent: Mozilla/5.0\r\n"
        ).encode()
        self.tag, self.buffer = b"", b""
        self.timer: asyncio.TimerHandle
        self.line: asyncio.WriteTransport | None = None
        self.sent = 0.0  # when the answer that is awaited was asked for
        self.waiting = self.used = False
        self.here = asyncio.Event()
        self.shown: list[tuple[float, int]] = []
        crowd.seen.append(self.shown)

    def ask(self) -> None:
        """Ask for the page, then for its board, on and on; one question at a time."""
        self.timer = self.loop.call_later(self.every or PATIENCE, self.ask)
        if self.waiting and time.monotonic() - self.sent < PATIENCE:
            return
        if self.waiting:
            self.crowd.wrong["no answer"] += 1
        self.waiting, self.sent = True, time.monotonic()
        self.send()

    def send(self) -> None:
        """Over the line there is, or another one."""
        if self.line is None:
            self.loop.create_task(self.connect())
            return
        asked = b"HX-Request: true\r\nHX-PTag: " + self.tag + b"\r\n" if self.tag else b""
        self.line.write(b"GET " + self.path + b" HTTP/1.1\r\n" + self.head + asked + b"\r\n")

    async def connect(self) -> None:
        """Another line."""
        self.crowd.lines += 1
        try:
            await self.loop.create_connection(lambda: self, "127.0.0.1", self.crowd.port)
        except OSError as error:
            self.waiting = False
            self.crowd.wrong[type(error).__name__] += 1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask what could not be asked yet."""
        self.line, self.used = transport, False  # type: ignore[assignment]  # it writes
        self.send()

    def connection_lost(self, _error: Exception | None) -> None:
        """A line that was kept too long: whoever had asked over it asks again."""
        self.line, self.buffer = None, b""
        if self.waiting and self.used:
            self.send()
        elif self.waiting:
            self.waiting = False
            self.crowd.wrong["line closed without an answer"] += 1

    def data_received(self, data: bytes) -> None:
        """A part of an answer, or all of it."""
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        status, length = int(head[9:12]), LENGTH.search(head)
        if status != 304 and (length is None or len(body) < int(length[1])):
            return
        self.crowd.answers[status] += 1
        self.crowd.received += len(self.buffer)
        self.buffer, self.waiting, self.used = b"", False, True
        if status == 200:
            self.read(head, body)
        elif status != 304:
            self.crowd.wrong[f"status {status}"] += 1

    def read(self, head: bytes, body: bytes) -> None:
        """Another board than before."""
        answered = TAG.search(head)
        if answered is not None:
            self.tag = answered[1]
        elif (page := EVERY.search(body)) is not None:
            self.path, self.every, self.tag = page[1], float(page[2]), page[3]
            self.timer.cancel()
            self.timer = self.loop.call_later(self.every, self.ask)
        else:
            self.crowd.wrong["a page without a board"] += 1
        self.shown.append((time.monotonic(), self.count(body)))
        self.here.set()

    def count(self, body: bytes) -> int:
        """How many invoices the board says there are; read once for each tag."""
        if self.tag not in self.crowd.counts:
            body = gzip.decompress(body) if body.startswith(GZIP) else body
            found = INVOICES.search(body)
            digits = re.sub(r"\D", "", found[1].decode()) if found else ""
            self.crowd.counts[self.tag] = int(digits or -1)
        return self.crowd.counts[self.tag]


async def _watch(crowd: Crowd, many: int, told: Connection) -> None:
    chance, loop = random.Random(many), asyncio.get_running_loop()
    everybody = [Attendee(crowd, number) for number in range(many)]
    for one in everybody:
        loop.call_later(chance.uniform(0, many / ARRIVING), one.ask)
    await asyncio.gather(*(one.here.wait() for one in everybody))
    crowd.answers.clear()
    crowd.received = crowd.lines = 0
    told.send("all are here")
    await loop.run_in_executor(None, told.recv)


def watch(port: int, cookie: str, many: int, told: Connection) -> None:
    """Watch until told to stop; then say what everybody saw, and the CPU that it took."""
    crowd = Crowd(port, cookie)
    asyncio.run(_watch(crowd, many, told))
    told.send((crowd, time.process_time()))
