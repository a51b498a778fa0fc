"""Why a line of a file is refused."""

from dataclasses import dataclass

from domain.errors import N_, RuleError


@dataclass(eq=False)
class CellMissing(RuleError):
    """Nothing can be made without it."""

    message = N_("This must be filled in.")


@dataclass(eq=False)
class CellTooLong(RuleError):
    """Longer than any real one."""

    message = N_("This is too long: use at most %(most)s characters.")
    most: int


@dataclass(eq=False)
class NotAChoice(RuleError):
    """One of a few words was expected."""

    message = N_("Write one of these: %(known)s.")
    known: str


@dataclass(eq=False)
class NotADay(RuleError):
    """A date that can be read in two ways, or in none."""

    message = N_("This is not a date. Write it like 1990-03-14 or 14/3/1990.")


@dataclass(eq=False)
class BirthDaysDiffer(RuleError):
    """The number and the day are of two people, or one is mistyped."""

    message = N_("The national number tells another day of birth. Check which one is right.")


@dataclass(eq=False)
class UnitWithoutMember(RuleError):
    """Only a member holds a unit."""

    message = N_("Someone with a unit is a member: add “member” to the roles.")


@dataclass(eq=False)
class TwiceInFile(RuleError):
    """Two lines for one thing."""

    message = N_("The same as on line %(line)s. Keep one of the two.")
    line: int


@dataclass(eq=False)
class AlreadyThere(RuleError):
    """The database has it already."""

    message = N_("This is already in the cooperative. Take the line away, or correct it there.")


@dataclass(eq=False)
class EntityMissing(RuleError):
    """A unit needs the legal entity that invoices for it."""

    message = N_(
        "The legal entity %(code)s is not set up, so no unit can begin. Set it up, then try again."
    )
    code: str


@dataclass(eq=False)
class UnitsDiffer(RuleError):
    """Two lines for one unit must say the same about it."""

    message = N_("Line %(line)s tells another tool, kind of work or opening day for this unit.")
    line: int
