"""HTML to PDF: our end of the process that does it, started when first asked.

A document that takes too long, or too much memory, costs that process its life and nothing else.
"""

import atexit
import hashlib
import json
import os
import socket
import subprocess
import sys
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from domain.errors import N_, Msg

PROGRAM = Path(__file__).with_name("render_process.py")
STATIC = Path(__file__).parent.parent / "static"

START = 60.0  # seconds; importing takes 1 to 3
PATIENCE = 20.0  # seconds for one document; 100 lines take less than 1

TOO_LONG = N_("The document became too long. Make several smaller ones.")
TOO_SLOW = N_("Making the document took too long, so it was stopped.")
FAILED = N_("The document could not be made. We have kept the reason for our technicians.")


class RenderError(Exception):
    """No document; ``why`` can be shown, the text is for technicians."""

    def __init__(self, why: Msg, text: str = "") -> None:
        super().__init__(text or why)
        self.why = why


class Press:
    """One process that makes documents, one at a time."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self.patience = patience
        self.lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.line: Connection | None = None
        self.owner = 0  # the process that started it: a fork must not share the line

    def pdf(self, html: str, styles: list[str]) -> bytes:
        """The document as PDF/A and PDF/UA: tagged, and the same bytes for the same input."""
        identifier = hashlib.sha256("\0".join([html, *styles]).encode()).hexdigest()[:32]
        asked = {"html": html, "styles": styles, "identifier": identifier}
        with self.lock:
            try:
                answer = self._ask(json.dumps(asked).encode())
            except (EOFError, OSError) as error:
                self.stop()
                raise RenderError(FAILED, "the process that makes documents died") from error
        if answer[:1] == b"+":
            return answer[1:]
        reason = answer[1:].decode("utf-8", "replace")
        raise RenderError(TOO_LONG if reason == "pages" else FAILED, reason)

    def _ask(self, message: bytes) -> bytes:
        line = self._line()
        line.send_bytes(message)
        return self._hear(line, self.patience)

    def _hear(self, line: Connection, patience: float) -> bytes:
        if not line.poll(patience):
            self.stop()
            raise RenderError(TOO_SLOW)
        return line.recv_bytes()

    def _line(self) -> Connection:
        """The line to a process that is ready."""
        if self.line is not None and self.owner == os.getpid():
            return self.line
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [sys.executable, "-I", str(PROGRAM), str(theirs.fileno()), str(STATIC)],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                process_group=0,
            )
        self.line, self.owner = Connection(ours.detach()), os.getpid()
        self._hear(self.line, START)
        return self.line

    def stop(self) -> None:
        """End the process; the next document starts another."""
        if self.line is not None:
            self.line.close()
            self.line = None
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        self.process = None


@cache
def press() -> Press:
    """The one of this process, ended with it."""
    made = Press()
    atexit.register(made.stop)
    return made
