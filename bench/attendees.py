"""People who watch a live board: each asks again as the page's own script does.

Each reads the page, takes the tag of its board, and asks for the board every so many seconds with
that tag (``hx-trigger`` and ``hx-ptag`` of the page; htmx keeps the tag of each answer). A line is
kept as long as the server keeps it. All are one process that waits for its 2,000 lines, with
questions that are written once for each tag: they share the machine with the server that they
wait for, and take as little of it as they can.
"""

import errno
import gzip
import heapq
import random
import re
import select
import socket
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
GZIP, END, UNCHANGED = b"\x1f\x8b", b"\r\n\r\n", b"HTTP/1.1 304"
ALL, MEMBERS = 20, 2  # of so many, so many are members who watch the board of members
LANGUAGES = ("fr", "nl", "fr", "nl", "en")
ARRIVING = 150  # a second, before anything is measured
PATIENCE = 10.0  # seconds for an answer


@dataclass(slots=True)
class Seen:
    """What all of them saw."""

    shown: list[list[tuple[float, int]]] = field(default_factory=list)  # each: since when, invoices
    counts: dict[bytes, int] = field(default_factory=dict)  # of a tag
    answers: Counter[int] = field(default_factory=Counter)  # by status
    wrong: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    received: int = 0  # bytes


class Attendee:
    """One browser with the board open."""

    __slots__ = (
        "buffer", "due", "every", "head", "line", "number", "path", "question", "sent", "shown",
        "tag", "used", "waiting",
    )  # fmt: skip

    def __init__(self, number: int, port: int, cookie: str) -> None:
        member = number % ALL < MEMBERS
        self.number, self.path = number, b"/figures/inside" if member else b"/figures"
        self.every, self.due = PATIENCE, 0.0
        language = LANGUAGES[number % len(LANGUAGES)]
        self.head = (
            f"Host: 127.0.0.1:{port}\r\nAccept-Language: {language}\r\n"
            f"{f'Cookie: {cookie}' if member else 'DNT: 1'}\r\n"
            "Accept-Encoding: gzip, deflate, br\r\nUser-Agent: Mozilla/5.0\r\n"
        ).encode()
        self.tag = self.buffer = self.question = b""
        self.line: socket.socket | None = None
        self.sent = 0.0  # when the answer that is awaited was asked for
        self.waiting = self.used = False
        self.shown: list[tuple[float, int]] = []

    def write(self) -> None:
        """What it asks from now on."""
        asked = b"HX-Request: true\r\nHX-PTag: " + self.tag + b"\r\n" if self.tag else b""
        self.question = b"GET " + self.path + b" HTTP/1.1\r\n" + self.head + asked + b"\r\n"


class Crowd:
    """Everybody who watches, in one loop."""

    def __init__(self, port: int, cookie: str, many: int) -> None:
        self.port, self.seen, self.poll = port, Seen(), select.epoll()
        self.everybody = [Attendee(number, port, cookie) for number in range(many)]
        self.seen.shown = [one.shown for one in self.everybody]
        self.by_line: dict[int, Attendee] = {}
        self.due: list[tuple[float, int]] = []
        chance, now = random.Random(many), time.monotonic()
        for one in self.everybody:
            one.write()
            self.plan(one, now + chance.uniform(0, many / ARRIVING))

    def run(self, told: Connection) -> None:
        """Ask and read, on and on, until told to stop."""
        self.poll.register(told, select.EPOLLIN)
        here = False
        while True:
            for number, event in self.poll.poll(max(0.0, self.due[0][0] - time.monotonic())):
                if number == told.fileno():
                    return
                self.happens(self.by_line[number], event)
            now = time.monotonic()
            while self.due[0][0] <= now:
                due, number = heapq.heappop(self.due)
                one = self.everybody[number]
                if one.due == due:  # not planned anew meanwhile
                    self.plan(one, due + one.every)
                    self.ask(one, now)
            if not here and all(self.seen.shown):
                here = True
                self.seen.answers.clear()
                self.seen.received = self.seen.lines = 0
                told.send("all are here")

    def plan(self, one: Attendee, due: float) -> None:
        """When somebody asks next."""
        one.due = due
        heapq.heappush(self.due, (due, one.number))

    def ask(self, one: Attendee, now: float) -> None:
        """Ask for the page, then for its board; one question at a time."""
        if one.waiting and now - one.sent < PATIENCE:
            return
        if one.waiting:
            self.seen.wrong["no answer"] += 1
        one.waiting, one.sent = True, now
        self.send(one)

    def send(self, one: Attendee) -> None:
        """Over the line there is, or another one."""
        if one.line is not None:
            try:
                one.line.send(one.question)
            except OSError:
                self.lost(one)
            return
        self.seen.lines += 1
        one.line, one.used = socket.socket(), False
        one.line.setblocking(False)
        problem = one.line.connect_ex(("127.0.0.1", self.port))
        if problem not in (0, errno.EINPROGRESS):
            self.seen.wrong[errno.errorcode[problem]] += 1
        self.by_line[one.line.fileno()] = one
        self.poll.register(one.line, select.EPOLLOUT)

    def happens(self, one: Attendee, event: int) -> None:
        """A line is open, brings something, or is closed."""
        if one.line is None:
            return
        if event & select.EPOLLOUT and not event & (select.EPOLLERR | select.EPOLLHUP):
            self.poll.modify(one.line, select.EPOLLIN)
            self.send(one)
            return
        try:
            data = one.line.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.lost(one)
        elif not one.buffer and data.startswith(UNCHANGED) and data.endswith(END):
            self.seen.answers[304] += 1
            self.seen.received += len(data)
            one.waiting, one.used = False, True
        else:
            one.buffer += data
            self.read(one)

    def lost(self, one: Attendee) -> None:
        """A line that was kept too long: whoever had asked over it asks again."""
        if one.line is not None:
            del self.by_line[one.line.fileno()]
            one.line.close()
        one.line, one.buffer = None, b""
        if one.waiting and one.used:
            self.send(one)
        elif one.waiting:
            one.waiting = False
            self.seen.wrong["line closed without an answer"] += 1

    def read(self, one: Attendee) -> None:
        """A part of an answer, or all of it."""
        head, found, body = one.buffer.partition(END)
        length = LENGTH.search(head)
        status = int(head[9:12]) if found else 0
        if not found or (status != 304 and (length is None or len(body) < int(length[1]))):
            return
        self.seen.answers[status] += 1
        self.seen.received += len(one.buffer)
        one.buffer, one.waiting, one.used = b"", False, True
        if status == 200:
            self.look(one, head, body)
        elif status != 304:
            self.seen.wrong[f"status {status}"] += 1

    def look(self, one: Attendee, head: bytes, body: bytes) -> None:
        """Another board than before."""
        now, answered = time.monotonic(), TAG.search(head)
        if answered is not None:
            one.tag = answered[1]
        elif (page := EVERY.search(unpacked(body))) is not None:
            one.path, one.every, one.tag = page[1], float(page[2]), page[3]
            self.plan(one, now + one.every)
        else:
            self.seen.wrong["a page without a board"] += 1
        one.write()
        if one.tag not in self.seen.counts:
            found = INVOICES.search(unpacked(body))
            self.seen.counts[one.tag] = int(re.sub(r"\D", "", found[1].decode())) if found else -1
        one.shown.append((now, self.seen.counts[one.tag]))


def unpacked(body: bytes) -> bytes:
    """What was packed with gzip, or was not."""
    return gzip.decompress(body) if body.startswith(GZIP) else body


def watch(port: int, cookie: str, many: int, told: Connection) -> None:
    """Watch until told to stop; then say what everybody saw."""
    crowd = Crowd(port, cookie, many)
    crowd.run(told)
    told.recv()
    told.send(crowd.seen)
