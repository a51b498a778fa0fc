"""Proxies: one vote entrusted to somebody, by both, in time, and not too many to one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from domain.assembly.words import PROXY_STATES, ProxyState
from domain.errors import N_, Msg, RuleError
from domain.parameters import parameter

MOST = parameter("voting/proxies_most")
ON_ROLL_ONLY = parameter("voting/proxy_holder_on_roll")

MOVES: Mapping[ProxyState, frozenset[ProxyState]] = {
    ProxyState.OFFERED: frozenset({ProxyState.ACCEPTED, ProxyState.DECLINED, ProxyState.REVOKED}),
    ProxyState.ACCEPTED: frozenset({ProxyState.REVOKED}),
    ProxyState.DECLINED: frozenset(),
    ProxyState.REVOKED: frozenset(),
}
LIVE = frozenset({ProxyState.OFFERED, ProxyState.ACCEPTED})


@dataclass(eq=False)
class ProxyMoved(RuleError):
    """Somebody acted in the meantime."""

    message = N_("This proxy has changed in the meantime: %(state)s.")
    state: Msg


@dataclass(eq=False)
class TooManyProxies(RuleError):
    """The cap per holder; told to the holder, so that nobody learns who holds how many."""

    message = N_(
        "You hold %(most)s proxies already: at this assembly nobody may hold more (statutes; CSA "
        "art. 6:80). Decline, so that they can ask somebody else."
    )
    most: int


@dataclass(eq=False)
class ProxyGiven(RuleError):
    """One vote goes to one holder."""

    message = N_("You have already given this vote, or asked somebody. Take that back first.")


@dataclass(eq=False)
class ToYourself(RuleError):
    """Nobody represents themselves."""

    message = N_("You cast this vote yourself: you cannot give a proxy to yourself.")
    field: ClassVar[str] = "number"


@dataclass(eq=False)
class HoldsProxies(RuleError):
    """A vote that was entrusted is not passed on, nor left to somebody who does not come."""

    message = N_(
        "You hold a proxy of somebody else, so you vote yourself. Give it back before you give "
        "your own vote away."
    )


@dataclass(eq=False)
class GaveOwnVote(RuleError):
    """The same, seen by the holder."""

    message = N_(
        "You gave your own vote to somebody else. Take it back first: whoever votes for others "
        "votes themselves."
    )


@dataclass(eq=False)
class VoteCast(RuleError):
    """Too late: the vote is in the urn, whoever cast it."""

    message = N_(
        "This vote was cast already, or the poll is closed. A proxy is taken back before that."
    )


@dataclass(eq=False)
class NotComing(RuleError):
    """Nobody votes at an assembly that is over or called off."""

    message = N_("This assembly is over or called off.")


@dataclass(eq=False)
class ProxiesClosed(RuleError):
    """The announced end: after it, who votes for whom is fixed."""

    message = N_(
        "Proxies could be given and accepted up to %(until)s. One that was given can still be "
        "taken back until the vote is cast."
    )
    until: date


@dataclass(eq=False)
class NoVoteToGive(RuleError):
    """Only who is on the roll has a vote to entrust."""

    message = N_("You are not on the roll of this assembly: there is no vote to entrust.")


def move_proxy(before: ProxyState, after: ProxyState) -> ProxyState:
    """The new state, or a refusal if it does not follow from the one before."""
    if after not in MOVES[before]:
        raise ProxyMoved(PROXY_STATES[before])
    return after


def check_in_time(now: datetime, until: datetime, *, day: date) -> None:
    """Refuse to give or accept after the announced end.

    day: of ``until``, as people write it
    """
    if now >= until:
        raise ProxiesClosed(day)


def most_on(day: date) -> int:
    """How many proxies one shareholder may hold at an assembly on ``day``.

    Source: parameters/voting/proxies_most.toml
    """
    return int(MOST.on(day).value)


def is_on_roll_only(day: date) -> bool:
    """Do the statutes want the holder to be a shareholder?

    Ballots are given to names on the roll, so that here a holder is one of them either way.
    Source: parameters/voting/proxy_holder_on_roll.toml
    """
    return bool(ON_ROLL_ONLY.on(day).value)


def check_gives(*, given: int, held: int) -> None:
    """Refuse a second proxy for one vote, and a chain.

    given: proxies offered or accepted for this vote; ``held``: accepted from others by its owner
    """
    if given:
        raise ProxyGiven
    if held:
        raise HoldsProxies


def check_accepts(*, held: int, gave: bool, day: date) -> None:
    """Refuse one proxy more than the statutes allow, and a chain.

    held: proxies that the holder has accepted; ``gave``: was their own vote given away?
    """
    if gave:
        raise GaveOwnVote
    most = most_on(day)
    if held >= most:
        raise TooManyProxies(most)
