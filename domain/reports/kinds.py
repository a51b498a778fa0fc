"""Which reports there are, and the life of one."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class ReportKind(StrEnum):
    """What a report is for."""

    ACTIVITY = "activity"
    SOCIAL = "social"


REPORT_KINDS: Mapping[ReportKind, Msg] = {
    ReportKind.ACTIVITY: N_("Activity report"),
    ReportKind.SOCIAL: N_("Special report of the social enterprise"),
}
MEANT_FOR: Mapping[ReportKind, Msg] = {
    ReportKind.ACTIVITY: N_("What the cooperative did in a year, in numbers and in words."),
    ReportKind.SOCIAL: N_(
        "How the board checks the nine conditions of a social enterprise, and what was done for "
        "its purpose. It goes with the annual report of the board."
    ),
}


class ReportState(StrEnum):
    """Is it still being written?"""

    DRAFT = "draft"
    PUBLISHED = "published"


REPORT_STATES: Mapping[ReportState, Msg] = {
    ReportState.DRAFT: N_("Being written"),
    ReportState.PUBLISHED: N_("Published"),
}
