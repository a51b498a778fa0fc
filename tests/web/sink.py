"""A mail server for tests: it takes letters over a real socket and keeps them."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Talk(socketserver.StreamRequestHandler):
    """One connection, as SMTP has it."""

    server: "Sink"

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "RCPT":
                self.say(self.server.answer(line))
            elif verb == "DATA":
                if not self.take():
                    return
            else:
                self.say("250 fine")

    def take(self) -> bool:
        """Keep a letter; is the line still up?"""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(letter)
        if len(self.server.letters) == self.server.breaks_after:
            return False  # taken, and the line is cut before anybody hears it
        self.say("250 taken")
        return True


class Sink(socketserver.ThreadingTCPServer):
    """The letters that came, and what is answered to some addresses."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.breaks_after = 0

    def answer(self, line: str) -> str:
        found = [said for address, said in self.answers.items() if address in line]
        return found[0] if found else "250 fine"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def sink() -> Iterator[Sink]:
    """A mail server that listens as long as the block lasts."""
    with Sink() as server:
        thread = threading.Thread(target=lambda: server.serve_forever(0.01), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
