"""Who a person is to the cooperative; one person may hold several roles."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class Role(StrEnum):
    """What a person may come to do."""

    VISITOR = "visitor"  # someone not signed in; never stored
    MEMBER = "member"  # holds a production unit
    WORKER = "worker"  # employed through a unit that they may not hold
    SHAREHOLDER = "shareholder"  # owns part of the cooperative: votes
    ADVISER = "adviser"
    FINANCE = "finance"
    ADMIN_TEAM = "admin_team"
    BOARD = "board"
    SCRUTINEER = "scrutineer"
    TRUSTEE = "trustee"
    SYSTEM_ADMIN = "system_admin"


ROLES: Mapping[Role, Msg] = {
    Role.VISITOR: N_("Visitor"),
    Role.MEMBER: N_("Member"),
    Role.WORKER: N_("Worker"),
    Role.SHAREHOLDER: N_("Shareholder"),
    Role.ADVISER: N_("Adviser"),
    Role.FINANCE: N_("Finance"),
    Role.ADMIN_TEAM: N_("Administrative team"),
    Role.BOARD: N_("Board"),
    Role.SCRUTINEER: N_("Scrutineer"),
    Role.TRUSTEE: N_("Trustee"),
    Role.SYSTEM_ADMIN: N_("System administrator"),
}
