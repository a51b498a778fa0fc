"""The bureau of the assembly: it sits in the room, and it is complete before the meeting begins."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.assembly.words import BureauFunction
from domain.errors import N_, Msg, RuleError

FUNCTIONS: Mapping[BureauFunction, Msg] = {
    BureauFunction.CHAIR: N_("Chair"),
    BureauFunction.SECRETARY: N_("Secretary"),
    BureauFunction.SCRUTINEER: N_("Scrutineer"),
}
NEEDED = (BureauFunction.CHAIR, BureauFunction.SECRETARY, BureauFunction.SCRUTINEER)


@dataclass(eq=False)
class BureauIncomplete(RuleError):
    """The law wants the bureau in the room."""

    message = N_(
        "The meeting cannot begin: nobody signed in at the bureau as “%(function)s”. The members "
        "of the bureau take part in the room, not from afar (CSA art. 6:75)."
    )
    function: Msg


def check_present(present: Collection[BureauFunction]) -> None:
    """Refuse to begin while a function of the bureau is not taken by somebody in the room.

    Source: CSA/WVV art. 6:75 § 1: the bureau cannot take part by electronic means
    """
    for function in NEEDED:
        if function not in present:
            raise BureauIncomplete(FUNCTIONS[function])
