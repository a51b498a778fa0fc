"""The month run: when a month may be closed, what changed since, and what stands in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.employment import ContractType
from domain.entities import EntityCode
from domain.errors import N_, Msg, RuleError
from domain.explain import Line
from domain.hours import Hours, add_hours
from domain.money import ZERO, Eur, total
from domain.parameters import NotInForce
from domain.payments import PayIncrement, amounts
from domain.payroll.payslip import FIGURES, Payslip, Situation, Work, payslip
from domain.periods import ONE_DAY, Month
from domain.settling import NOT_SETTLED, Settled
from domain.slip_sheet import Change, SlipLine, Totals, totals_of

Told = Line | SlipLine


class RunState(StrEnum):
    """Where the pay of a month with one employer is."""

    GOING_ON = "going-on"  # the month has not ended
    OPEN = "open"  # to be closed
    CLOSED = "closed"
    CORRECTION = "correction"  # closed, and work was confirmed since


RUN_STATES: Mapping[RunState, Msg] = {
    RunState.GOING_ON: N_("The month goes on"),
    RunState.OPEN: N_("To close"),
    RunState.CLOSED: N_("Closed"),
    RunState.CORRECTION: N_("Correction to close"),
}


@dataclass(eq=False)
class MonthNotOver(RuleError):
    """Somebody may still work, and confirm it."""

    message = N_("%(month)s has not ended. Its payslips can be closed from %(first)s.")
    month: Month
    first: date


@dataclass(eq=False)
class FiguresMissing(RuleError):
    """Nobody can be paid by guesses."""

    message = N_(
        "%(month)s cannot be closed: nobody knows these figures on its last day: %(figures)s."
    )
    month: Month
    figures: tuple[Msg, ...]


@dataclass(eq=False)
class NobodyPaid(RuleError):
    """No confirmed work."""

    message = N_("No work of %(month)s is confirmed with %(employer)s: there is nothing to close.")
    month: Month
    employer: str


@dataclass(eq=False)
class NothingNew(RuleError):
    """Every payslip says the same as the one that was closed."""

    message = N_(
        "%(month)s is closed already, perhaps by someone else, and nothing was confirmed since. "
        "No payslip was made a second time."
    )
    month: Month


@dataclass(eq=False)
class WorkToConfirm(RuleError):
    """More work may be due for this month than the reader has seen."""

    message = N_(
        "Work of this month is not confirmed yet: %(contracts)s. Ask for it, or tick that it "
        "stays for a correction."
    )
    contracts: int


@dataclass(eq=False)
class PaysOtherwise(RuleError):
    """The payslip worked out now is not what was booked: nobody may guess which is right."""

    message = N_(
        "The payslips of %(people)s do not come to what was booked when the work was confirmed. "
        "Nothing was closed: a figure or a contract was changed since. Tell your technicians."
    )
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """How much confirmed work there is, and how much of it the closed payslips say.

    Confirmed work is only ever added to, one row per contract and month: counting is enough.
    """

    earned: int
    closed: int | None  # None: the month was never closed


def state(month: Month, today: date, covered: Covered) -> RunState:
    """Where a month is, on a day."""
    if covered.closed is not None:
        return RunState.CORRECTION if covered.earned > covered.closed else RunState.CLOSED
    return RunState.OPEN if month.last_day < today else RunState.GOING_ON


def missing_figures(month: Month) -> tuple[Msg, ...]:
    """The figures of pay that nobody knows on the last day of a month."""
    missing = []
    for figure in FIGURES:
        try:
            figure.on(month.last_day)
        except NotInForce:
            missing.append(figure.title)
    return tuple(dict.fromkeys(missing))


def check_closable(month: Month, today: date) -> None:
    """Refuse a month that has not ended, or of which a figure is unknown."""
    if month.last_day >= today:
        raise MonthNotOver(month, month.last_day + ONE_DAY)
    if missing := missing_figures(month):
        raise FiguresMissing(month, missing)


def check_confirmed(waiting: int, accepted: int) -> None:
    """Refuse while more work waits to be confirmed than the reader agreed to leave for later.

    waiting:  contracts of the month whose days are not confirmed
    accepted: how many of them were shown and ticked to stay for a correction
    """
    if waiting > accepted:
        raise WorkToConfirm(waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one contract earned in a month when it was confirmed, or one correction of that."""

    kind: ContractType
    days: int  # like the others, below zero where a correction takes away
    hours: Hours
    gross: Eur


def as_works(contracts: Iterable[Sequence[Piece]]) -> tuple[Work, ...]:
    """Each contract with its corrections as one work; one of which nothing is left is left out."""
    return tuple(
        Work(pieces[0].kind, total(piece.gross for piece in pieces), days, hours)
        for pieces in contracts
        if (days := sum(piece.days for piece in pieces)) > 0
        and (hours := add_hours(piece.hours for piece in pieces)) > 0
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """The payslip of one person worked out anew, beside what was booked for it."""

    slip: Payslip
    booked: PayIncrement  # the sum of what each contract made due
    settled: Settled = NOT_SETTLED  # of the special contribution, on the payslip of this month

    @property
    def agrees(self) -> bool:
        """Is it to the cent what was booked?"""
        return amounts(self.slip) == self.booked

    @property
    def totals(self) -> Totals:
        """The amounts of the payslip, the settlement taken off."""
        return totals_of(self.slip, self.settled.amount)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line; the settlement is the last one."""
        return (*self.slip.lines, *([self.settled.line] if self.settled.line else []))

    def is_new(self, closed: Totals | None) -> bool:
        """Does it say anything that the last closed payslip does not?"""
        return closed is None or self.totals != closed

    def has_new_work(self, closed: Totals | None) -> bool:
        """Does the work alone say anything new, whatever was settled?"""
        return closed is None or totals_of(self.slip, closed.settlement) != closed


def reckon(
    works: Sequence[Work], situation: Situation, month: Month, booked: PayIncrement
) -> Reckoned:
    """Work the payslip of a person out again, over all contracts with one employer.

    works:     none where only the quarter is settled
    situation: as declared when the last of the work was confirmed
    """
    return Reckoned(slip=payslip(works, situation, month), booked=booked)


def compare(before: Iterable[Told], after: Iterable[Told]) -> tuple[Change, ...]:
    """What a later payslip of a month says otherwise, in its order; what is gone comes last."""
    old, new = _by_label(before), _by_label(after)
    found = (Change(label, old.get(label), new.get(label)) for label in dict.fromkeys([*new, *old]))
    return tuple(change for change in found if change.difference)


def _by_label(lines: Iterable[Told]) -> dict[Msg, Eur]:
    found: dict[Msg, Eur] = {}
    for line in lines:
        found[line.label] = Eur(found.get(line.label, ZERO) + line.amount)
    return found


def slip_reference(code: EntityCode, month: Month, person_id: int, sequence: int) -> str:
    """How a payslip is called: PA-P-2026-08-000012, and -2 behind it for the first correction."""
    again = f"-{sequence}" if sequence > 1 else ""
    return f"{code}-P-{month}-{person_id:06d}{again}"


def run_reference(code: EntityCode, month: Month, sequence: int) -> str:
    """How a run is called in the ledger: PA-P-2026-06, with -2 for its first correction."""
    again = f"-{sequence}" if sequence > 1 else ""
    return f"{code}-P-{month}{again}"
