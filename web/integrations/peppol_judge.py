"""Our end of the process that applies the rules: started when first asked, replaced when ill."""

import json
import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any

from web.integrations.peppol_files import Rules, RulesUnavailableError, rules, stylesheet_text

PROGRAM = Path(__file__).with_name("peppol_process.py")

START = 60.0  # seconds; compiling the rules takes 1 to 4
PATIENCE = 30.0  # seconds for one document; 500 lines take less than 1
IDLE = 900  # seconds without work after which it gives its memory back
LARGEST = 700  # megabytes after which it is replaced; 250 is usual


class Judge:
    """One process for one set of rules; safe to share between threads."""

    def __init__(self, folder: str = "", *, idle: float = IDLE) -> None:
        self.idle = idle
        self.lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.line: Connection | None = None
        self.owner = 0  # the process that started it: a fork must not share the line
        self.rules: Rules = rules(folder)

    def findings(self, xml: bytes, layers: int) -> list[dict[str, str]]:
        """What the schema and the first ``layers`` layers of rules say about a document."""
        with self.lock:
            try:
                answer = self._ask(bytes([layers]) + xml)
            except (EOFError, OSError):  # it had died, or was idle and left: once more
                self.stop()
                answer = self._try_again(bytes([layers]) + xml)
            if answer["memory"] > LARGEST:
                self.stop()
        found: list[dict[str, str]] = answer["found"]
        return found

    def _try_again(self, message: bytes) -> dict[str, Any]:
        try:
            return self._ask(message)
        except (EOFError, OSError) as error:
            self.stop()
            raise RulesUnavailableError("the process that applies the rules died twice") from error

    def _ask(self, message: bytes) -> dict[str, Any]:
        line = self._line()
        line.send_bytes(message)
        return self._hear(line, PATIENCE)

    def _hear(self, line: Connection, patience: float) -> dict[str, Any]:
        if not line.poll(patience):
            self.stop()
            raise RulesUnavailableError(f"no answer from the rules within {patience:.0f} seconds")
        heard: dict[str, Any] = json.loads(line.recv_bytes())
        return heard

    def _line(self) -> Connection:
        """The line to a process that is ready."""
        if self.line is not None and self.owner == os.getpid():
            return self.line
        layers = [stylesheet_text(path) for path in self.rules.layers]
        setup = {"schemas": self.rules.schemas, "layers": layers, "idle": self.idle}
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-I", str(PROGRAM), str(theirs.fileno())]
            self.process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self.line, self.owner = Connection(ours.detach()), os.getpid()
        self.line.send_bytes(json.dumps(setup).encode())
        self._hear(self.line, START)
        return self.line

    def stop(self) -> None:
        """End the process; the next question starts another."""
        if self.line is not None:
            self.line.close()
            self.line = None
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        self.process = None
