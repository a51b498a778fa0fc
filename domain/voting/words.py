"""The words of a ballot: what is asked, how it is counted, what is published."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from domain.errors import N_, Msg


class Kind(StrEnum):
    """What a question is about."""

    RESOLUTION = "resolution"
    CONFIDENCE = "confidence"
    DISCHARGE = "discharge"
    ELECTION = "election"
    PREFERENCE = "preference"


KINDS: Mapping[Kind, Msg] = {
    Kind.RESOLUTION: N_("Resolution"),
    Kind.CONFIDENCE: N_("Confidence vote"),
    Kind.DISCHARGE: N_("Discharge of a director"),
    Kind.ELECTION: N_("Election"),
    Kind.PREFERENCE: N_("Preference vote"),
}


class Method(StrEnum):
    """How it is counted."""

    MAJORITY = "majority"
    APPROVAL = "approval"
    EACH = "each"
    SCHULZE = "schulze"
    BORDA = "borda"
    POINTS = "points"
    STV = "stv"


METHODS: Mapping[Method, Msg] = {
    Method.MAJORITY: N_("Yes, no or abstention"),
    Method.APPROVAL: N_("Choose up to so many"),
    Method.EACH: N_("Yes or no to each"),
    Method.SCHULZE: N_("Ranking (Schulze)"),
    Method.BORDA: N_("Ranking (Borda)"),
    Method.POINTS: N_("Points"),
    Method.STV: N_("Ranking (single transferable vote)"),
}
RANKED = frozenset({Method.SCHULZE, Method.BORDA, Method.STV})
SEATED = frozenset({Method.APPROVAL, Method.EACH, Method.STV})

METHODS_OF: Mapping[Kind, frozenset[Method]] = {
    Kind.RESOLUTION: frozenset({Method.MAJORITY}),
    Kind.CONFIDENCE: frozenset({Method.MAJORITY}),
    Kind.DISCHARGE: frozenset({Method.MAJORITY}),
    Kind.ELECTION: SEATED,
    Kind.PREFERENCE: frozenset({Method.SCHULZE, Method.BORDA, Method.POINTS}),
}


class Majority(StrEnum):
    """The part of yes among yes and no that adopts."""

    SIMPLE = "simple"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    FOUR_FIFTHS = "four_fifths"


MAJORITIES: Mapping[Majority, Msg] = {
    Majority.SIMPLE: N_("More yes than no"),
    Majority.TWO_THIRDS: N_("Two thirds yes"),
    Majority.THREE_QUARTERS: N_("Three quarters yes"),
    Majority.FOUR_FIFTHS: N_("Four fifths yes"),
}


class Tie(StrEnum):
    """What happens with equal votes; fixed before anybody votes."""

    REJECTED = "rejected"
    SECOND_BALLOT = "second_ballot"
    SENIORITY = "seniority"
    LOT = "lot"


TIES: Mapping[Tie, Msg] = {
    Tie.REJECTED: N_("Equal votes: rejected"),
    Tie.SECOND_BALLOT: N_("Equal votes for the last seat: a second ballot"),
    Tie.SENIORITY: N_("Equal votes for the last seat: who has been a shareholder longest"),
    Tie.LOT: N_("Equal votes for the last seat: a public lot that anyone can check"),
}


class Board(StrEnum):
    """What is published of each ballot."""

    CONTENT = "content"
    INCLUSION = "inclusion"


BOARDS: Mapping[Board, Msg] = {
    Board.CONTENT: N_("Each code with its choice"),
    Board.INCLUSION: N_("The codes and the choices, in two separate lists"),
}


class QuorumKind(StrEnum):
    """What a quorum counts."""

    NONE = "none"
    MEMBERS = "members"
    SHARES = "shares"


QUORUMS: Mapping[QuorumKind, Msg] = {
    QuorumKind.NONE: N_("No quorum"),
    QuorumKind.MEMBERS: N_("Part of the members present or represented"),
    QuorumKind.SHARES: N_("Part of the shares present or represented"),
}
HALF = Fraction(1, 2)
