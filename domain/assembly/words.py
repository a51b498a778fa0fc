"""The words of an assembly: kinds, states, functions, answers."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class AssemblyKind(StrEnum):
    """Why it meets."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class AssemblyState(StrEnum):
    """How far it is."""

    DRAFT = "draft"
    CONVENED = "convened"  # the convocation is out, the agenda is fixed
    SITTING = "sitting"
    NO_QUORUM = "no_quorum"  # closed without decisions that need a quorum: convene a second one
    ENDED = "ended"
    ARCHIVED = "archived"  # the minutes are signed and stored
    CANCELLED = "cancelled"


class CandidacyState(StrEnum):
    """How far a candidacy is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ELECTED = "elected"
    NOT_ELECTED = "not_elected"


class BureauFunction(StrEnum):
    """What somebody does at the bureau of the assembly."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    SCRUTINEER = "scrutineer"


class ProxyState(StrEnum):
    """How far a proxy is."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"


PROXY_STATES: Mapping[ProxyState, Msg] = {
    ProxyState.OFFERED: N_("waits for the holder's yes"),
    ProxyState.ACCEPTED: N_("accepted"),
    ProxyState.DECLINED: N_("declined"),
    ProxyState.REVOKED: N_("taken back"),
}


class PollState(StrEnum):
    """How far a poll is; the urn keeps its own, which decides."""

    DRAFT = "draft"
    FROZEN = "frozen"  # its definition is hashed: nothing changes any more
    REHEARSED = "rehearsed"
    OPEN = "open"
    CLOSED = "closed"
    INCIDENT = "incident"  # marks and ballots differ: no result is shown
    PUBLISHED = "published"
    DESTROYED = "destroyed"
