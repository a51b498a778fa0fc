"""What must be right before the questions of a poll are fixed for good."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, ClassVar

from domain.errors import N_, Msg, RuleError

LANGUAGES = ("fr", "nl", "en")
LANGUAGE_NAMES: Mapping[str, Msg] = {"fr": N_("French"), "nl": N_("Dutch"), "en": N_("English")}


@dataclass(eq=False)
class ClosesBeforeOpening(RuleError):
    """A poll is open for some time."""

    message = N_("A poll closes after it opens. Choose a later end.")
    field: ClassVar[str] = "closes_at"


@dataclass(eq=False)
class EndPassed(RuleError):
    """The moment passed while the poll was being prepared."""

    message = N_("The end of this poll has passed. Choose another one.")
    field: ClassVar[str] = "closes_at"


@dataclass(eq=False)
class BeforeTheMeeting(RuleError):
    """CSA/WVV art. 6:75 § 4: voting before the meeting is for the statutes to allow."""

    message = N_(
        "The poll would open before the meeting begins. That needs a clause in the statutes "
        "(CSA, art. 6:75, § 4), and this assembly was not convened with one."
    )
    field: ClassVar[str] = "opens_at"


@dataclass(eq=False)
class NotConvened(RuleError):
    """Shareholders vote on what they were convened for."""

    message = N_("The assembly is not convened yet. First send the convocation.")


@dataclass(eq=False)
class RollNotFrozen(RuleError):
    """Nobody can say yet who votes."""

    message = N_("The roll is not frozen yet. It says who may vote.")


@dataclass(eq=False)
class ObjectionsOpen(RuleError):
    """Somebody may still say that the roll is wrong."""

    message = N_("Shareholders may object to the roll until %(until)s. Freeze the poll after that.")
    until: date


@dataclass(eq=False)
class ObjectionsUnanswered(RuleError):
    """An answer may change the roll."""

    message = N_("Objections to the roll that wait for an answer: %(count)s. Answer them first.")
    count: int


@dataclass(eq=False)
class ProxiesOpen(RuleError):
    """Who votes for whom is fixed with the questions."""

    message = N_("Proxies may still be given until %(until)s. Freeze the poll after that.")
    until: datetime


@dataclass(eq=False)
class NothingToVote(RuleError):
    """A poll without questions."""

    message = N_("No point of the agenda is put to the vote.")


@dataclass(eq=False)
class TitleNotInThreeLanguages(RuleError):
    """The same for the name of the assembly."""

    message = N_("The title of the assembly is not complete in %(language)s.")
    language: Msg


@dataclass(eq=False)
class NotInThreeLanguages(RuleError):
    """Everybody reads the question in their own language, or it is not the same question."""

    message = N_("Point %(number)s is not complete in %(language)s.")
    number: str
    language: Msg


@dataclass(eq=False)
class NoKeys(RuleError):
    """A ballot is sealed to a key that the server cannot open."""

    message = N_("There are no keys yet. The trustees make them, without a network.")


@dataclass(eq=False)
class NobodyMayVote(RuleError):
    """An empty roll."""

    message = N_("Nobody is on the roll.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """How far everything around the questions is."""

    opens_at: datetime
    closes_at: datetime
    starts: datetime  # of the meeting
    votes_before: bool
    convened: bool
    roll_frozen: bool
    objections_until: date
    objections_open: int  # not answered
    proxies_until: datetime
    has_keys: bool
    moment: datetime
    day: date  # of ``moment``


def check_times(opens_at: datetime, closes_at: datetime, starts: datetime, *, before: bool) -> None:
    """Refuse an opening before the meeting without a clause, or an end before the opening.

    before: do the statutes allow votes before the meeting?
    Source: CSA/WVV art. 6:75, § 4 (law of 20 December 2020)
    """
    if closes_at <= opens_at:
        raise ClosesBeforeOpening
    if opens_at < starts and not before:
        raise BeforeTheMeeting


def check_roll(ready: Preparation) -> None:
    """Refuse while somebody may still come on the roll, or leave it."""
    if not ready.roll_frozen:
        raise RollNotFrozen
    if ready.day <= ready.objections_until:
        raise ObjectionsOpen(ready.objections_until)
    if ready.objections_open:
        raise ObjectionsUnanswered(ready.objections_open)


def check_proxies(ready: Preparation) -> None:
    """Refuse while a proxy may still be given."""
    if ready.moment < ready.proxies_until:
        raise ProxiesOpen(ready.proxies_until)


def missing(ready: Preparation) -> Iterator[RuleError]:
    """Everything around the questions that is not right yet."""
    if not ready.convened:
        yield NotConvened()
    try:
        check_times(ready.opens_at, ready.closes_at, ready.starts, before=ready.votes_before)
    except RuleError as refusal:
        yield refusal
    if ready.closes_at <= ready.moment:
        yield EndPassed()
    for check in (check_roll, check_proxies):
        try:
            check(ready)
        except RuleError as refusal:
            yield refusal
    if not ready.has_keys:
        yield NoKeys()


def check_title(text: Mapping[str, Any]) -> None:
    """Refuse an assembly of which the title lacks a language."""
    for code in LANGUAGES:
        if not str(text.get(code, "")).strip():
            raise TitleNotInThreeLanguages(LANGUAGE_NAMES[code])


def check_languages(number: str, *texts: Mapping[str, Any]) -> None:
    """Refuse a point of the agenda of which a title or an answer lacks a language."""
    for text in texts:
        for code in LANGUAGES:
            if not str(text.get(code, "")).strip():
                raise NotInThreeLanguages(number, LANGUAGE_NAMES[code])


def by_lot(roll_sha256: str, question: str, numbers: Sequence[int]) -> list[int]:
    """Candidates in an order that nobody chose: the roll, frozen before, draws the lot.

    numbers: of the candidates in the register; their own order does not matter
    """
    return sorted(
        numbers, key=lambda number: sha256(f"{roll_sha256}|{question}|{number}".encode()).digest()
    )
