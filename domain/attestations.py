"""What the cooperative attests of a person's work and pay: a frozen value, archived as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from domain.archived import from_plain, to_plain
from domain.employment import ContractType
from domain.errors import N_, Msg, RuleError
from domain.hours import Hours, add_hours
from domain.money import Eur, share_out, total
from domain.periods import Month
from domain.sheet import Party

VERSION = 1


class AttestationKind(StrEnum):
    """What is asked for."""

    EARNINGS = "earnings"  # days, hours and gross pay over a period
    YEAR = "year"  # the pay of a calendar year


ATTESTATION_KINDS: Mapping[AttestationKind, Msg] = {
    AttestationKind.EARNINGS: N_("Days and earnings over a period"),
    AttestationKind.YEAR: N_("Pay of a year"),
}


@dataclass(eq=False)
class BackwardPeriod(RuleError):
    """It ends before it begins."""

    message = N_("The period ends before it begins. Choose a last day from %(first_day)s on.")
    field: ClassVar[str] = "last_day"
    first_day: date


@dataclass(eq=False)
class PeriodToCome(RuleError):
    """Nobody can attest what is still to happen."""

    message = N_("We can attest what is past: choose a last day up to %(today)s.")
    field: ClassVar[str] = "last_day"
    today: date


@dataclass(eq=False)
class NothingConfirmed(RuleError):
    """There is nothing to attest."""

    message = N_(
        "No work is confirmed between %(first_day)s and %(last_day)s. "
        "Confirm your days first, or choose another period."
    )
    field: ClassVar[str] = "first_day"
    first_day: date
    last_day: date


@dataclass(eq=False)
class NothingClosed(RuleError):
    """No payslip of that year."""

    message = N_("No month of %(year)s is closed yet: there is no payslip to add up.")
    field: ClassVar[str] = "year"
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedLine:
    """One contract, as far as it lies in the period."""

    reference: str
    work: str
    kind: ContractType
    first_day: date
    last_day: date
    days: int
    hours: Hours
    gross: Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerWork:
    """Everything worked for one employer in the period."""

    employer: Party
    lines: tuple[WorkedLine, ...]

    @property
    def days(self) -> int:
        """Days worked, contract by contract: two contracts on one day are two."""
        return sum(line.days for line in self.lines)

    @property
    def hours(self) -> Hours:
        """Hours worked."""
        return add_hours(line.hours for line in self.lines)

    @property
    def gross(self) -> Eur:
        """Gross pay."""
        return total(line.gross for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPay:
    """The closed payslips of one employer added up; each amount is what was kept or paid."""

    employer: Party
    months: tuple[str, ...]  # closed, such as 2026-08
    gross: Eur
    social_security: Eur  # the employee's, the work bonus taken off
    taxable: Eur
    withholding: Eur
    special_contribution: Eur  # advances and settlements
    net: Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMonth:
    """Confirmed work that no closed payslip says yet."""

    employer: str
    month: str

    @property
    def when(self) -> Month:
        """The month as a value."""
        return Month.read(self.month)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationSheet:
    """Everything an attestation says, but for the sealed number of its person."""

    kind: AttestationKind
    made: date
    language: str
    first_day: date
    last_day: date
    worker: Party
    worked: tuple[EmployerWork, ...] = ()
    paid: tuple[YearPay, ...] = ()
    to_confirm: int = 0  # contracts of the period whose days nobody confirmed
    still_open: tuple[OpenMonth, ...] = ()


def check_period(first_day: date, last_day: date, today: date) -> None:
    """Refuse a period that goes backwards or that is still to come."""
    if last_day < first_day:
        raise BackwardPeriod(first_day)
    if last_day > today:
        raise PeriodToCome(today)


def part_of(
    gross: Eur, before: Iterable[Hours], inside: Iterable[Hours], after: Iterable[Hours]
) -> Eur:
    """The gross pay of the days inside a period, by hours.

    Periods that follow each other add up to the whole, to the cent.

    gross: EUR of one contract in one month; the hours of its days before, inside and after
    """
    weights = [int(add_hours(hours).scaleb(2)) for hours in (before, inside, after)]
    return share_out(gross, weights)[1]


def attestation_reference(key: int) -> str:
    """How an attestation is called: AT-000012."""
    return f"AT-{key:06d}"


def to_json(sheet: AttestationSheet) -> dict[str, Any]:
    """The sheet as JSON values for the archive; amounts and days are strings."""
    return {"version": VERSION, **to_plain(sheet)}


def from_json(archived: Mapping[str, Any]) -> AttestationSheet:
    """The sheet that was archived, equal to the one that went in."""
    plain = dict(archived)
    version = plain.pop("version")
    if version != VERSION:
        raise ValueError(f"an attestation of version {version} cannot be read")
    sheet: AttestationSheet = from_plain(AttestationSheet, plain)
    return sheet
