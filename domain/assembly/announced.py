"""The moments of voting that stand in a convocation: people planned with them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.errors import N_, RuleError


@dataclass(frozen=True, slots=True)
class Moments:
    """When a poll opens and closes, to the second."""

    opens_at: datetime
    closes_at: datetime


def whole_seconds(opens_at: datetime, closes_at: datetime) -> Moments:
    """These moments as they are kept: a definition counts in seconds."""
    return Moments(opens_at.replace(microsecond=0), closes_at.replace(microsecond=0))


@dataclass(eq=False)
class AnnouncedAlready(RuleError):
    """Whoever was told these moments may have planned to vote in any minute of them."""

    message = N_(
        "The convocation announced this vote from %(opens_at)s to %(closes_at)s. These moments do "
        "not change any more: shareholders were convened to them (CSA, art. 6:70)."
    )
    field: ClassVar[str] = "opens_at"
    opens_at: datetime
    closes_at: datetime


@dataclass(eq=False)
class CutsShort(RuleError):
    """A poll that replaces one that was given up."""

    message = N_(
        "The convocation announced a vote from %(opens_at)s to %(closes_at)s. The poll that "
        "replaces it may begin and end later, never earlier (CSA, art. 6:70)."
    )
    field: ClassVar[str] = "opens_at"
    opens_at: datetime
    closes_at: datetime


def check_not_cut_short(announced: Moments | None, wanted: Moments) -> None:
    """Refuse a poll that begins before the announced moment, or ends before the announced end.

    announced: None where no convocation told any
    Source: CSA/WVV art. 6:70, 6:75 § 4: shareholders are told beforehand how and when they vote
    """
    if announced is None:
        return
    if wanted.opens_at < announced.opens_at or wanted.closes_at < announced.closes_at:
        raise CutsShort(announced.opens_at, announced.closes_at)


def check_moved(announced: Moments | None, kept: Moments, wanted: Moments) -> None:
    """Refuse to move the poll that the convocation announced; one that replaces it may move.

    kept: the moments of the poll until now
    """
    if announced is not None and kept == announced != wanted:
        raise AnnouncedAlready(announced.opens_at, announced.closes_at)
    check_not_cut_short(announced, wanted)
