"""The door: who came, in the room or from afar, and whether one vote is more than a tenth."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.assembly.life import COMING
from domain.assembly.words import AssemblyState
from domain.errors import N_, RuleError

PART = 10  # nobody votes for more than a tenth


@dataclass(eq=False)
class DoorClosed(RuleError):
    """People sign in on the day, until the end."""

    message = N_("People sign in on the day of the assembly, until it is closed.")


@dataclass(eq=False)
class NoSuchVote(RuleError):
    """The door lets in who is on the roll; guests have no line."""

    message = N_("Nobody on the roll has this number in the share register.")
    field: ClassVar[str] = "number"


@dataclass(eq=False)
class HereAlready(RuleError):
    """Once is enough."""

    message = N_("%(name)s has signed in already.")
    field: ClassVar[str] = "number"
    name: str


@dataclass(eq=False)
class NotHere(RuleError):
    """Only who came can leave."""

    message = N_("%(name)s has not signed in, or has left.")
    field: ClassVar[str] = "number"
    name: str


def check_door(state: AssemblyState, today: date, day: date) -> None:
    """Refuse to sign anybody in or out but around the meeting.

    day: of the assembly
    """
    if state not in COMING or today < day:
        raise DoorClosed


@dataclass(frozen=True, slots=True)
class Tenth:
    """May everybody cast all the votes they hold?

    represented: votes present or represented; ``most``: own vote and proxies of who holds most
    Source: CSA/WVV art. 8:5 § 1, 7°: nobody takes part in the vote for more than a tenth of the
            votes of the shares represented
    """

    represented: int
    most: int

    @property
    def holds(self) -> bool:
        """Each proxy counted for the member that it represents: then one vote is one vote."""
        return self.represented >= PART

    @property
    def holds_strictly(self) -> bool:
        """Each proxy counted for whoever holds it."""
        return self.most * PART <= self.represented
