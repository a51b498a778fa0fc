"""What a payslip says: one frozen value, archived as JSON; nothing is computed after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from domain.archived import from_plain, to_plain
from domain.employment import ContractType
from domain.errors import N_, Msg
from domain.explain import Line
from domain.hours import Hours
from domain.money import ZERO, Eur
from domain.parameters import Confidence, Dated
from domain.payroll.payslip import Payslip
from domain.payroll.situation import Situation
from domain.periods import Month
from domain.sheet import Party

VERSION = 1
OWN = frozenset({"net", "settlement"})  # what the settlement changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A dated figure as it was when the month was closed."""

    name: str
    title: Msg
    unit: str
    value: Decimal
    is_scale: bool  # brackets or named amounts: no single value says it
    since: date
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """One line: what, how much, on what, by which figure."""

    label: Msg
    amount: Eur
    basis: Eur | None
    rate: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipWork:
    """One contract in the month, what it added, and when that is paid."""

    reference: str
    work: str
    kind: ContractType
    first_day: date  # of its days in this month
    last_day: date
    days: int
    gross: Eur
    net: Eur
    due_day: date | None  # None: nothing was to be paid, it made up for too much before
    paid_day: date | None  # the day of the transfer, if it was sent when the month was closed
    hours: Hours | None = None  # None: closed before hours were kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The amounts of a payslip; each is positive, but a settlement that gives back."""

    gross: Eur
    social_security: Eur  # what is due before the work bonus
    work_bonus_a: Eur
    work_bonus_b: Eur
    taxable: Eur
    withholding: Eur
    special_contribution: Eur
    net: Eur  # after the settlement
    settlement: Eur = ZERO  # of the special contribution, with the quarter


@dataclass(frozen=True, slots=True)
class Change:
    """One line that a later payslip of the same month says otherwise."""

    label: Msg
    before: Eur | None  # None: the line is new
    after: Eur | None  # None: the line is gone

    @property
    def difference(self) -> Eur:
        """How much more it is now; less is below zero."""
        return Eur((self.after or ZERO) - (self.before or ZERO))

    @property
    def message(self) -> Msg:
        """What changed, in words; ``label``, ``before`` and ``after`` fill it."""
        if self.before is None:
            return N_("%(label)s: %(after)s, which was not there before")
        if self.after is None:
            return N_("%(label)s: nothing any more, it was %(before)s")
        return N_("%(label)s: %(after)s instead of %(before)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class PayslipSheet:
    """The payslip of one person for one month with one employer."""

    reference: str
    month: Month
    closed: date
    language: str
    employer: Party
    worker: Party
    situation: Situation  # as declared when the last of the work was confirmed
    works: tuple[SlipWork, ...]
    lines: tuple[SlipLine, ...]  # deductions are negative, the sum is the net
    totals: Totals
    corrects: str = ""  # the payslip that this one replaces
    net_before: Eur | None = None  # what that one said
    changes: tuple[Change, ...] = ()  # line by line
    onss_number: str = ""  # of the employer; empty: not recorded


def totals_of(slip: Payslip, settlement: Eur = ZERO) -> Totals:
    """The amounts of a payslip as it is kept.

    settlement: EUR of the special contribution that this payslip settles
    """
    own = {item.name: getattr(slip, item.name) for item in fields(Totals) if item.name not in OWN}
    return Totals(**own, net=Eur(slip.net - settlement), settlement=settlement)


def slip_lines(lines: Iterable[Line]) -> tuple[SlipLine, ...]:
    """The lines of a payslip with their figures as they are today."""
    return tuple(
        SlipLine(
            label=line.label,
            amount=line.amount,
            basis=line.basis,
            rate=_figure(line.rate) if line.rate else None,
        )
        for line in lines
    )


def _figure(rate: Dated) -> Figure:
    return Figure(
        name=rate.name,
        title=rate.title,
        unit=rate.unit,
        value=rate.value,
        is_scale=bool(rate.table),
        since=rate.since,
        source=rate.source,
        confidence=rate.confidence,
    )


def to_json(sheet: PayslipSheet) -> dict[str, Any]:
    """The sheet as JSON values for the archive; amounts and days are strings."""
    return {"version": VERSION, **to_plain(sheet)}


def from_json(archived: Mapping[str, Any]) -> PayslipSheet:
    """The sheet that was archived, equal to the one that went in."""
    plain = dict(archived)
    version = plain.pop("version")
    if version != VERSION:
        raise ValueError(f"a payslip of version {version} cannot be read")
    sheet: PayslipSheet = from_plain(PayslipSheet, plain)
    return sheet
