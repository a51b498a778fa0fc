"""Votes that were refused: counted by reason for the minutes, never by person."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class Refused(StrEnum):
    """Why a vote was not taken."""

    TOO_LATE = "too_late"
    NOT_YET = "not_yet"
    TWICE = "twice"
    NOT_YOURS = "not_yours"
    CHANGED = "changed"  # another definition than the frozen one
    REPLAYED = "replayed"
    FORGED = "forged"  # not an envelope of this poll
    FULL = "full"  # the urn did not answer in time


REFUSED: Mapping[Refused, Msg] = {
    Refused.TOO_LATE: N_("after the end"),
    Refused.NOT_YET: N_("before the opening"),
    Refused.TWICE: N_("a vote was recorded before"),
    Refused.NOT_YOURS: N_("not the voter's own vote, nor one entrusted to them"),
    Refused.CHANGED: N_("with other questions than the frozen ones"),
    Refused.REPLAYED: N_("the same envelope again"),
    Refused.FORGED: N_("not an envelope of this poll"),
    Refused.FULL: N_("the urn did not answer"),
}
DISTURBED = frozenset({Refused.TOO_LATE, Refused.FULL})  # somebody wanted to vote and could not
