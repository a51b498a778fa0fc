"""What is sealed: one ballot of all questions, always of the same size."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import N_, RuleError
from domain.voting.canonical import canonical
from domain.voting.choices import largest
from domain.voting.definition import Definition
from domain.voting.tracker import ALPHABET, MOST, OURS, TRACKER

SIZE = 768  # bytes before sealing
SEALED_SIZE = SIZE + 48  # libsodium adds its ephemeral key and the tag
LENGTH = 2  # bytes that say how long the ballot is


class SealedBy(StrEnum):
    """Where the ballot was sealed."""

    SERVER = "s"
    BROWSER = "b"


class WrongEnvelopeError(Exception):
    """Opened, this is not a ballot of ours."""


@dataclass(eq=False)
class BallotTooLarge(RuleError):
    """The questions together do not fit one envelope."""

    message = N_(
        "The longest ballot takes %(needed)s bytes; an envelope holds %(room)s. "
        "Ask fewer questions, or offer fewer options."
    )
    needed: int
    room: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """The content of one envelope."""

    poll: str
    definition: str  # SHA-256 of the definition, in hexadecimal
    tracker: str
    choices: tuple[str, ...]  # one per question, in order
    sealed_by: SealedBy

    def text(self) -> bytes:
        """Before padding."""
        return canonical(
            {
                "c": list(self.choices),
                "d": self.definition,
                "p": self.poll,
                "s": self.sealed_by.value,
                "t": self.tracker,
            }
        )


def padded(envelope: Envelope) -> bytes:
    """Every ballot in as many bytes as any other."""
    text = envelope.text()
    if len(text) > SIZE - LENGTH:
        raise BallotTooLarge(len(text), SIZE - LENGTH)
    return (len(text).to_bytes(LENGTH, "big") + text).ljust(SIZE, b"\0")


def read(plain: bytes) -> Envelope:
    """Read an opened envelope; whatever is not exactly ours is refused."""
    length = int.from_bytes(plain[:LENGTH], "big")
    text, rest = plain[LENGTH : LENGTH + length], plain[LENGTH + length :]
    if len(plain) != SIZE or len(text) != length or any(rest):
        raise WrongEnvelopeError("padding")
    try:
        found = json.loads(text)
        envelope = Envelope(
            found["p"], found["d"], found["t"], tuple(found["c"]), SealedBy(found["s"])
        )
        same = envelope.text() == text
    except (ValueError, KeyError, TypeError) as error:
        raise WrongEnvelopeError("content") from error
    said = (envelope.poll, envelope.definition, envelope.tracker, *envelope.choices)
    if not (same and all(isinstance(one, str) for one in said)):
        raise WrongEnvelopeError("content")
    if not TRACKER.fullmatch(envelope.tracker):
        raise WrongEnvelopeError("tracker")
    return envelope


def check_fits(definition: Definition, choices: Sequence[str] = ()) -> None:
    """Refuse a poll whose longest ballot would not fit."""
    longest = tuple(choices) or tuple(map(largest, definition.questions))
    tracker = ALPHABET[0] * OURS + "-" + "A" * MOST
    padded(Envelope(definition.poll, definition.sha256, tracker, longest, SealedBy.SERVER))
