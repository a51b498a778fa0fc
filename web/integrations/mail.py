"""Letters by e-mail: over SMTP as MAIL_URL says, or counted and thrown away where it is empty."""

import smtplib
import ssl
import unicodedata
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from types import TracebackType
from typing import NoReturn, Protocol, Self
from urllib.parse import unquote, urlsplit

from flask import current_app

PATIENCE = 20.0  # seconds for one answer of the server
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
LONGEST_HEADER = 300
PERMANENT = 5  # the first digit of an answer that will not change


class HostileHeaderError(Exception):
    """A line break in a header would let somebody write headers of their own."""


class RefusedForGoodError(Exception):
    """The server will never take this letter; the text says why."""


class TryLaterError(Exception):
    """The server does not take this letter now, perhaps another one; the text says why."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters leave from."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def read_url(url: str) -> MailServer:
    """Read MAIL_URL, ``starttls://user:password@host:587``, which was checked at start."""
    parts = urlsplit(url)
    return MailServer(
        parts.scheme,
        parts.hostname or "",
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def header(text: str) -> str:
    """A text that may stand in a header; refuses control signs and what is far too long."""
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in text):
        raise HostileHeaderError(repr(text[:60]))
    if len(text) > LONGEST_HEADER:
        raise HostileHeaderError("too long")
    return text


def address(email: str, name: str = "") -> Address:
    """One address; refuses several, and what is none."""
    header(email)
    local, at, domain = email.rpartition("@")
    if not at or not local or not domain or any(sign in email for sign in ' ,;<>"()'):
        raise HostileHeaderError(repr(email[:60]))
    return Address(header(name), local, domain)


def letter(
    *, to: str, name: str, sender: str, subject: str, text: str, identifier: str
) -> EmailMessage:
    """A plain letter to one person.

    identifier: the same for the same letter, so that a reader's program drops a second copy
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = address(sender)
    message["To"] = address(to, name)
    message["Subject"] = header(subject)
    message["Message-ID"] = f"<{header(identifier)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


class Mailer(Protocol):
    """Sends letters, one by one, over one connection."""

    sends: bool

    def __enter__(self) -> Self:
        """Connect."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave."""

    def send(self, message: EmailMessage) -> None:
        """Hand one letter over; raises what the server says of it."""


class NullMailer:
    """No server: writes nothing, but counts."""

    sends = False

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return

    def send(self, message: EmailMessage) -> None:
        """Count it."""
        self.count += 1


class SmtpMailer:
    """A real server."""

    sends = True

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        server = self.server
        if server.scheme == "smtps":
            context = ssl.create_default_context()
            self.line = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE, context=context
            )
        else:
            self.line = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
            if server.scheme == "starttls":
                self.line.starttls(context=ssl.create_default_context())
        if server.user:
            self.line.login(server.user, server.password)
        return self

    def __exit__(self, *_error: object) -> None:
        if self.line is not None:
            try:
                self.line.quit()
            except (smtplib.SMTPException, OSError):
                self.line.close()
            self.line = None

    def send(self, message: EmailMessage) -> None:
        """Hand one letter over: what it answers with 5xx is refused for good."""
        assert self.line is not None
        try:
            self.line.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            self._answer(code, said, error)
        except smtplib.SMTPResponseException as error:
            self._answer(error.smtp_code, error.smtp_error, error)

    @staticmethod
    def _answer(code: int, said: bytes | str, error: Exception) -> NoReturn:
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        kind = RefusedForGoodError if code // 100 == PERMANENT else TryLaterError
        raise kind(f"{code} {text}"[:LONGEST_HEADER]) from error


def mailer() -> Mailer:
    """The one of this application."""
    url: str = current_app.config["MAIL_URL"]
    return SmtpMailer(read_url(url)) if url else NullMailer()
