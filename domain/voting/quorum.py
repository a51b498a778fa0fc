"""Enough present or represented? Counted in shares issued unless the statutes say members."""

from dataclasses import dataclass

from domain.errors import N_, RuleError
from domain.voting.definition import Quorum
from domain.voting.words import QuorumKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Who takes part, and of how many."""

    members: int
    members_of: int
    shares: int
    shares_of: int


@dataclass(eq=False)
class NoQuorum(RuleError):
    """The first meeting cannot decide this; a second one can."""

    message = N_(
        "Not enough are present or represented: %(present)s, where %(needed)s are needed. "
        "A second assembly decides whatever the number (CSA art. 6:85)."
    )
    present: int
    needed: int


def needed(quorum: Quorum, present: Present) -> int:
    """The least number that reaches the quorum, in members or in shares.

    Source: CSA/WVV art. 6:85, 6:86: at least half of the shares issued, unless the statutes differ
    """
    whole = present.shares_of if quorum.kind is QuorumKind.SHARES else present.members_of
    if quorum.kind is QuorumKind.NONE:
        return 0
    return -(-whole * quorum.part.numerator // quorum.part.denominator)


def counted(quorum: Quorum, present: Present) -> int:
    """What the quorum counts of those who take part."""
    return present.shares if quorum.kind is QuorumKind.SHARES else present.members


def is_reached(quorum: Quorum, present: Present) -> bool:
    """May this be decided?"""
    return counted(quorum, present) >= needed(quorum, present)


def check_quorum(quorum: Quorum, present: Present) -> None:
    """Refuse a decision without enough people or shares."""
    if not is_reached(quorum, present):
        raise NoQuorum(counted(quorum, present), needed(quorum, present))
