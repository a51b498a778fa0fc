"""The structural reduction of employer contributions, on the pay of a whole quarter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.errors import N_, Msg, RuleError
from domain.explain import Line
from domain.money import ZERO, Eur, eur
from domain.parameters import Dated, Parameter, parameter
from domain.payroll.employer import SECTORS, Sector
from domain.payroll.work_bonus import Presence

LOW_PAY = parameter("employer/structural_low_pay")
VERY_LOW_PAY = parameter("employer/structural_very_low_pay")
FACTOR = parameter("employer/structural_factor")
SHORT = parameter("employer/structural_short")
FULL = parameter("employer/structural_full")
PARTS: Mapping[Sector, tuple[Parameter, Parameter]] = {Sector.COMMERCIAL: (LOW_PAY, VERY_LOW_PAY)}
FIGURES = (LOW_PAY, VERY_LOW_PAY, FACTOR, SHORT, FULL)

LABELS = (N_("Structural reduction for low pay"), N_("Structural reduction for very low pay"))


@dataclass(eq=False)
class ReductionUnknown(RuleError):
    """The figures of the reduction are not confirmed for this kind of employer."""

    message = N_("The structural reduction is not known for this employer: %(sector)s.")
    sector: Msg


def whole_quarter(reference: Eur, part: Dated) -> Eur:
    """One part of the reduction for a whole quarter at full time.

    reference: EUR, gross pay of a whole quarter full time
    part:      the figures of the part for low pay, or for very low pay
    Source:    see docs/rules/payroll.md
    """
    figures = part.table
    return eur(figures["slope"] * max(ZERO, figures["none_above"] - reference))


def share(presence: Presence, day: date) -> Decimal:
    """The part of the reduction that a presence gives: μ × β.

    A short presence gives a fixed factor of itself. From a nearly full one on, the reduction is
    whole. In between the factor rises in a straight line, so that there is no step.

    presence: days or hours of the quarter worked, out of those of full time
    day:      last day of the quarter
    """
    factor, short, full = FACTOR.on(day).value, SHORT.on(day).value, FULL.on(day).value
    worked = Decimal(presence.worked) / presence.full
    if worked >= full:
        return Decimal(1)
    slope = (1 / full - factor) / (full - short)
    return worked * (factor + slope * max(Decimal(0), worked - short))


def _as_sure(part: Dated, presence: Presence, day: date) -> Dated:
    """The factor of part of a quarter is less sure than the amounts themselves."""
    if presence.worked == presence.full:
        return part
    return replace(part, confidence=FACTOR.on(day).confidence)


def structural_reduction(
    gross: Eur, presence: Presence, sector: Sector, day: date
) -> tuple[Line, ...]:
    """What an employer need not pay for low pay: two lines, positive; the sum is rounded once.

    gross:    EUR of the quarter, all contracts of one person with ordinary contributions
    presence: days or hours of the quarter, above zero
    day:      last day of the quarter
    Source:   Ps = R × μ × β; see docs/rules/payroll.md
    """
    if sector not in PARTS:
        raise ReductionUnknown(SECTORS[sector])
    low, very_low = (_as_sure(part.on(day), presence, day) for part in PARTS[sector])
    reference, part = presence.reference(gross), share(presence, day)
    first = whole_quarter(reference, low)
    second = whole_quarter(reference, very_low)
    marks = eur(first * part), eur((first + second) * part)
    return (
        Line(LABELS[0], marks[0], reference, low),
        Line(LABELS[1], Eur(marks[1] - marks[0]), reference, very_low),
    )
