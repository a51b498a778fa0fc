"""What can disturb an assembly: the words of its log, which the minutes print."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class IncidentKind(StrEnum):
    """What happened, in one word."""

    CONNECTION = "connection"  # of people who follow from afar
    VOTING = "voting"  # somebody could not vote, or not in time
    NOT_OPENED = "not_opened"
    PROLONGED = "prolonged"
    REFUSED_VOTES = "refused_votes"
    COUNT_DIFFERS = "count_differs"
    OTHER = "other"


INCIDENTS: Mapping[IncidentKind, Msg] = {
    IncidentKind.CONNECTION: N_("Sound, image or network failed"),
    IncidentKind.VOTING: N_("Somebody could not vote"),
    IncidentKind.NOT_OPENED: N_("The poll did not open on time"),
    IncidentKind.PROLONGED: N_("The poll was prolonged"),
    IncidentKind.REFUSED_VOTES: N_("Votes were refused"),
    IncidentKind.COUNT_DIFFERS: N_("Votes and people who voted do not match"),
    IncidentKind.OTHER: N_("Something else"),
}
BY_HAND = (IncidentKind.CONNECTION, IncidentKind.VOTING, IncidentKind.OTHER)  # what people log
