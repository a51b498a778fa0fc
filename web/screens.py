"""The web server's process: screens that ask for their board again are answered on the spot.

Two thousand screens ask a thousand times a second, and nearly always there is nothing new.
Through the parser, a thread and the application each question takes a millisecond of CPU; here,
where lines are watched, a tenth of that, and pages do not queue behind them. Whatever is not
plainly such a question goes its usual way, and so does one of them four times a second: it looks
for a new version.
"""

import re
import socket
import time

from gunicorn.workers.gthread import TConn, ThreadWorker

from web.blueprints.figures.live import FRESH
from web.blueprints.figures.watched import BOARDS, Question, at_once, last_look

LONGEST = 8192  # bytes of a question
NOTHING = b"", None
END = b"\r\n\r\n"
LINES = {f"GET {path} HTTP/1.1".encode(): path for path in BOARDS}
TAG = re.compile(rb"\r\nhx-ptag: ?([\w.-]+)\r\n", re.IGNORECASE)
PACKS = re.compile(rb"\r\naccept-encoding:[^\r]*\bgzip\b", re.IGNORECASE)
SECURE = re.compile(rb"\r\nx-forwarded-proto: ?https\r\n", re.IGNORECASE)
# A body, a line that closes, another protocol: for the server's own parser.
UNUSUAL = re.compile(
    rb"\r\n(?:content-length|transfer-encoding|upgrade|expect|connection: ?close)", re.IGNORECASE
)


def question(data: bytes) -> Question | None:
    """What a screen asks; None if these bytes are not exactly one such question."""
    path, tag = LINES.get(data.partition(b"\r\n")[0]), TAG.search(data)
    whole = data.endswith(END) and data.count(END) == 1
    if path is None or tag is None or not whole or UNUSUAL.search(data):
        return None
    packs, secure = PACKS.search(data) is not None, SECURE.search(data) is not None
    return Question(path, tag[1].decode(), packs, secure)


class Worker(ThreadWorker):
    """Gunicorn's threads, behind a short cut for screens."""

    looked = float("-inf")  # when a question was last let through

    def init_process(self) -> None:
        """Read once what the server's settings tell slowly."""
        self.kept_for, self.is_ssl = self.cfg.keepalive, self.cfg.is_ssl
        super().init_process()

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Somebody asks again, over a line that was kept."""
        rest = self.answered(conn, client)
        if rest is None:
            super().on_client_socket_readable(conn, client)
            return
        self.keepalived_conns.remove(conn)
        if not rest:
            conn.timeout = time.monotonic() + self.kept_for
            self.keepalived_conns.append(conn)  # in the order in which they end
            return
        self.poller.unregister(client)
        sending = self.tpool.submit(self.send_rest, conn, rest)
        sending.add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )

    def answered(self, conn: TConn, client: socket.socket) -> bytes | None:
        """Answer a screen: what could not be sent yet; None if nothing was answered."""
        if not self.alive or self.is_ssl or conn.is_http2:
            return None
        try:
            data = client.recv(LONGEST)
        except OSError:
            return None
        before, asked = getattr(conn, "asked", NOTHING)
        if data != before:  # a screen says the same until it gets another board
            asked = question(data)
            conn.asked = data, asked
        answer = at_once(self.wsgi, asked) if asked else None
        if answer is None or self.must_look():
            conn.parser.unreader.unread(data)
            return None
        try:
            return answer[client.send(answer) :]
        except BlockingIOError:
            return answer
        except OSError:  # gone: the usual way finds that out too
            return None

    def must_look(self) -> bool:
        """Is it time that one question asks for a new version?"""
        now = time.monotonic()
        if now - self.looked < FRESH or now - last_look(self.wsgi) < FRESH:
            return False
        self.looked = now
        return True

    def send_rest(self, conn: TConn, rest: bytes) -> bool:
        """Wait, in a thread, for a screen that takes its answer slowly."""
        conn.sock.settimeout(conn.cfg.timeout)
        conn.sock.sendall(rest)
        return True
