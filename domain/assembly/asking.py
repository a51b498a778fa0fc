"""Questions of shareholders: until when, and in how many words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.errors import N_, RuleError

LONGEST = 2000  # signs


@dataclass(eq=False)
class NothingWritten(RuleError):
    """An empty text."""

    message = N_("Write it in your own words.")
    field: ClassVar[str] = "text"


@dataclass(eq=False)
class TooLong(RuleError):
    """Longer than people read aloud."""

    message = N_("This is longer than %(most)s signs. Say it shorter.")
    field: ClassVar[str] = "text"
    most: int


@dataclass(eq=False)
class QuestionsClosed(RuleError):
    """Between the announced end and the meeting, the board prepares its answers."""

    message = N_(
        "Written questions could be sent until the moment in the convocation. You can ask again "
        "while the meeting sits."
    )


def check_words(text: str) -> None:
    """Refuse nothing, and too much."""
    if not text.strip():
        raise NothingWritten
    if len(text) > LONGEST:
        raise TooLong(LONGEST)


def check_open(now: datetime, until: datetime, *, sitting: bool) -> None:
    """Refuse a question after ``until``, unless the assembly sits.

    Source: CSA/WVV art. 6:75, 6:77: questions before and during the meeting
    """
    if now >= until and not sitting:
        raise QuestionsClosed
