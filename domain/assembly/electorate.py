"""Who votes: one vote for each shareholder on the roll, whatever the number of shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.money import Eur
from domain.shares.subscribing import NOMINAL
from domain.voting.canonical import sha256_hex


class Reason(StrEnum):
    """Why somebody is on the roll, or not."""

    ON_ROLL = "on_roll"
    NEVER = "never"
    LATER = "later"
    LEFT = "left"
    NOT_PAID = "not_paid"
    NO_REPRESENTATIVE = "no_representative"
    MISSING = "missing"
    NOT_FROZEN = "not_frozen"


REASONS: Mapping[Reason, Msg] = {
    Reason.ON_ROLL: N_("On the evening of the record day you held at least one paid share."),
    Reason.NEVER: N_("The share register does not know you."),
    Reason.LATER: N_("Your first share came into the register after the record day."),
    Reason.LEFT: N_("On the record day you no longer held a share."),
    Reason.NOT_PAID: N_("On the record day your share was not paid yet."),
    Reason.NO_REPRESENTATIVE: N_("On the record day nobody represented this legal person."),
    Reason.MISSING: N_(
        "The register shows a paid share on the record day, but the frozen roll has no vote for "
        "it. Object: the office can put it right."
    ),
    Reason.NOT_FROZEN: N_("The roll is made after the record day. Today you would be on it."),
}


@dataclass(eq=False)
class RollFrozen(RuleError):
    """The roll is made once."""

    message = N_("The roll of this assembly is frozen already.")


@dataclass(eq=False)
class RollNotFrozen(RuleError):
    """There is nothing yet that could be put right."""

    message = N_("The roll of this assembly is not frozen yet.")


@dataclass(eq=False)
class RollFixed(RuleError):
    """A poll relies on it."""

    message = N_(
        "A poll of this assembly is frozen: its definition holds the fingerprint of the roll, "
        "which does not change any more."
    )


@dataclass(eq=False)
class NoShareAtAll(RuleError):
    """The roll follows the register, and not the other way round."""

    message = N_(
        "The share register knows no paid share of %(name)s, neither on the record day nor today. "
        "Put the register right first."
    )
    field: ClassVar[str] = "change"
    name: str


@dataclass(eq=False)
class ObjectionTwice(RuleError):
    """One at a time, so that nobody answers half of it."""

    message = N_("You have objected already. Wait for the answer: it will stand on this page.")
    field: ClassVar[str] = "text"


@dataclass(eq=False)
class NothingToChange(RuleError):
    """Granting means changing something."""

    message = N_("Choose what changes on the roll. If nothing does, do not grant the objection.")
    field: ClassVar[str] = "change"


@dataclass(eq=False)
class RecordDayFixed(RuleError):
    """The frozen roll is the register of that evening."""

    message = N_("The roll is frozen: its day is %(day)s.")
    field: ClassVar[str] = "record_day"
    day: date


@dataclass(eq=False)
class RecordDayAhead(RuleError):
    """The register of that evening is not known yet."""

    message = N_("The record day is %(day)s. The roll is frozen after that day has ended.")
    day: date


@dataclass(eq=False)
class NobodyHoldsShares(RuleError):
    """An empty register."""

    message = N_("Nobody held a share on the record day.")


@dataclass(eq=False)
class ObjectionsClosed(RuleError):
    """The announced window is over."""

    message = N_("Objections to the roll could be made until %(until)s.")
    until: date


@dataclass(eq=False)
class ObjectionAnswered(RuleError):
    """Somebody answered first."""

    message = N_("This objection was answered in the meantime.")


class Change(StrEnum):
    """What a granted objection does to one vote."""

    ADD = "add"
    REMOVE = "remove"
    HAND_OVER = "hand_over"  # somebody else acts for the legal person


CHANGES: Mapping[Change, Msg] = {
    Change.ADD: N_("Put %(name)s on the roll"),
    Change.REMOVE: N_("Take %(name)s off the roll"),
    Change.HAND_OVER: N_("Let this person cast the vote of %(name)s"),
}


@dataclass(frozen=True, slots=True)
class RollRow:
    """One vote, as the hash of the roll covers it."""

    number: int  # in the share register
    category: str
    shares: int
    voter: str


def roll_sha256(rows: Iterable[RollRow]) -> str:
    """The fingerprint of the whole roll: one line per vote, by register number."""
    lines = (
        f"{row.number};{row.category};{row.shares};{row.voter}\n"
        for row in sorted(rows, key=lambda row: row.number)
    )
    return sha256_hex("".join(lines).encode())


def has_vote(*, shares: int, paid_in: Eur, day: date) -> bool:
    """Does a line of the register hold at least one fully paid share on ``day``?

    Source: statutes of the cooperative, art. 37 (one member, one vote); CSA/WVV art. 6:109 (shares
            are fully paid)
    """
    return shares > 0 and paid_in >= NOMINAL.on(day).value


def change_for(*, on_roll: bool, casts: bool) -> Change:
    """What could be wrong about one vote.

    casts: is the person who objects the one who casts it?
    """
    if not on_roll:
        return Change.ADD
    return Change.REMOVE if casts else Change.HAND_OVER


def reason_for(*, held: int, ever: bool, later: bool, unpaid: bool, represented: bool) -> Reason:
    """Why somebody without a vote on a frozen roll has none.

    held:        shares on the evening of the record day
    ever:        did they hold any before it; ``later``: after it
    unpaid:      have they asked for some without paying all of it?
    represented: was there on that day a person to cast the vote?
    """
    if held > 0:
        return Reason.MISSING if represented else Reason.NO_REPRESENTATIVE
    if ever:
        return Reason.LEFT
    if later:
        return Reason.LATER
    return Reason.NOT_PAID if unpaid else Reason.NEVER


def check_record_day(day: date, before: date, *, frozen: bool) -> None:
    """Refuse another day for a roll that is frozen."""
    if frozen and day != before:
        raise RecordDayFixed(before)
