"""What is wrong with a tree, and whether it comes to what the ledger owes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from domain.dmfa.tree import EmployerHead, NaturalPerson, Occupation, Sums
from domain.employment import CONTRACT_TYPES
from domain.errors import N_, Msg, RuleError
from domain.identifiers import WrongNationalNumber, national_number
from domain.money import Eur
from domain.quarters import Quarter, QuarterState


@dataclass(eq=False)
class NumberMissing(RuleError):
    """Nobody can be declared without one."""

    message = N_("%(name)s has no national number: it must be asked for.")
    field: ClassVar[str] = "national_number"
    name: str


@dataclass(eq=False)
class NumberWrong(RuleError):
    """Its check digits are not right."""

    message = N_("The national number of %(name)s is not right.")
    field: ClassVar[str] = "national_number"
    name: str


@dataclass(eq=False)
class OutsideQuarter(RuleError):
    """An occupation lies in the quarter."""

    message = N_("%(reference)s (%(name)s): its dates are not in %(quarter)s.")
    reference: str
    name: str
    quarter: Quarter


@dataclass(eq=False)
class MoreDaysThanThereAre(RuleError):
    """Nobody works more days than the calendar has."""

    message = N_("%(reference)s (%(name)s): %(days)s days declared, %(most)s in the calendar.")
    reference: str
    name: str
    days: int
    most: int


@dataclass(eq=False)
class SumsApart(RuleError):
    """A level of the tree does not come to the one above, or to what was booked."""

    message = N_("%(name)s: %(what)s comes to %(found)s, and %(expected)s was expected.")
    name: str
    what: Msg
    found: Eur
    expected: Eur


@dataclass(eq=False)
class WorkerCodeUnknown(RuleError):
    """No worker code is known for a kind of contract."""

    message = N_("No worker code is known for this kind of contract: %(kind)s.")
    kind: Msg


@dataclass(eq=False)
class OfficeNumberMissing(RuleError):
    """The employer's own number at the social security office."""

    message = N_("%(employer)s has no employer number of the social security office.")
    employer: str


@dataclass(eq=False)
class CommitteeMissing(RuleError):
    """Every occupation names a joint committee."""

    message = N_("The joint committee of %(employer)s is not known.")
    employer: str


@dataclass(eq=False)
class TotalsDiffer(RuleError):
    """What is declared must be what is owed."""

    message = N_(
        "These totals of the tree are not what the ledger owes for %(quarter)s: %(totals)s. "
        "Nothing was exported: look at the control totals first."
    )
    quarter: Quarter
    totals: tuple[Msg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """What was booked for one person in the quarter."""

    gross: Eur
    social_security: Eur  # the work bonus taken off


BOOKED_PAY = N_("gross pay")
BOOKED_KEPT = N_("the worker's contributions, less the work bonus")


def head_problems(head: EmployerHead) -> Iterator[RuleError]:
    """What is missing of the employer."""
    if not head.onss_number:
        yield OfficeNumberMissing(head.name)
    if not head.committee:
        yield CommitteeMissing(head.name)


def problems(person: NaturalPerson, booked: Booked, quarter: Quarter) -> Iterator[RuleError]:
    """Everything that is wrong with one person; each is said, none is mended."""
    yield from _number(person)
    for line in person.lines:
        if line.code is None:
            yield WorkerCodeUnknown(CONTRACT_TYPES[line.kind])
        for item in line.occupations:
            yield from _occupation(person.name, item, quarter)
    sums = person.sums
    for what, found, expected in (
        (BOOKED_PAY, sums.gross, booked.gross),
        (BOOKED_KEPT, Eur(sums.worker - sums.bonus), booked.social_security),
    ):
        if found != expected:
            yield SumsApart(person.name, what, found, expected)


def _number(person: NaturalPerson) -> Iterator[RuleError]:
    if not person.national_number:
        yield NumberMissing(person.name)
        return
    try:
        national_number(person.national_number)
    except WrongNationalNumber:
        yield NumberWrong(person.name)


def _occupation(name: str, item: Occupation, quarter: Quarter) -> Iterator[RuleError]:
    if not quarter.first_day <= item.first_day <= item.last_day <= quarter.last_day:
        yield OutsideQuarter(item.reference, name, quarter)
    if item.days > item.calendar_days:
        yield MoreDaysThanThereAre(item.reference, name, item.days, item.calendar_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What the ledger owes the social security office for the quarter, by where it comes from."""

    pay: Eur  # kept from pay when work was confirmed
    settled: Eur  # the special contribution, settled on payslips
    employer: Eur  # booked when the quarter was closed
    reductions: Eur  # positive

    @property
    def total(self) -> Eur:
        """All of it."""
        return Eur(self.pay + self.settled + self.employer - self.reductions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One total of the tree beside the ledger's."""

    label: Msg
    tree: Eur
    ledger: Eur
    why: Msg | None = None  # what may explain a difference

    @property
    def difference(self) -> Eur:
        """How much more the tree has."""
        return Eur(self.tree - self.ledger)

    @property
    def agrees(self) -> bool:
        """Are they the same to the cent?"""
        return not self.difference


NOT_CLOSED = N_("The quarter is not closed: nothing of the employer is in the ledger yet.")
TO_CORRECT = N_("Work or figures were added since the quarter was closed: close its correction.")
CHANGED = N_("A contract or a figure was changed after it was booked.")
WHOLE = N_("Owed to the social security office")


def controls(sums: Sums, owed: Owed, where: QuarterState) -> tuple[Control, ...]:
    """Each total of the tree against the ledger; the last one is the whole."""
    employer_why = {QuarterState.CLOSED: CHANGED, QuarterState.CORRECTION: TO_CORRECT}.get(
        where, NOT_CLOSED
    )
    kept = Eur(sums.worker - sums.bonus + sums.special)
    found = (
        (N_("Kept from pay: contributions less work bonus, special contribution"),
         kept, owed.pay, CHANGED),
        (N_("Special contribution settled on payslips"), sums.settled, owed.settled, CHANGED),
        (N_("Contributions of the employer"), sums.employer, owed.employer, employer_why),
        (N_("Reductions of the employer"),
         Eur(-sums.reductions), Eur(-owed.reductions), employer_why),
    )  # fmt: skip
    parts = tuple(
        Control(label=label, tree=tree, ledger=ledger, why=None if tree == ledger else why)
        for label, tree, ledger, why in found
    )
    whole = Control(label=WHOLE, tree=sums.owed, ledger=owed.total)
    return (*parts, whole)


def check_controls(found: Sequence[Control], quarter: Quarter) -> None:
    """Refuse a tree of which any total is not the ledger's."""
    apart = tuple(item.label for item in found if not item.agrees)
    if apart:
        raise TotalsDiffer(quarter, apart)
