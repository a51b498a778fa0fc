"""Where more gross pay may bring less net: every zone by name, read from the figures themselves."""

from dataclasses import dataclass
from datetime import date

from domain.errors import N_, Msg
from domain.money import CENT, Eur, eur
from domain.parameters import Dated, Parameter
from domain.payroll.exceptional import HOLIDAY_PAY, OTHER_PAY
from domain.payroll.situation import Spouse
from domain.payroll.special_contribution import MONTHS, TABLES, of_quarter

STEPPED_BACK = eur("0.03")  # all roundings of one payslip together, seen on millions of them


@dataclass(frozen=True, slots=True)
class Zone:
    """A limit at which the net falls: one cent more of gross brings less."""

    title: Msg
    over: Eur  # EUR of the month, what contributions are counted on
    falls: Eur  # EUR of the month, at most

    def crossed(self, before: Eur, after: Eur) -> bool:
        """Does the pay of the month go over the limit?"""
        return before <= self.over < after


@dataclass(frozen=True, slots=True)
class YearLimit:
    """A yearly pay at which the tax on what comes once takes a higher rate of the whole payment."""

    title: Msg
    over: Eur  # EUR, normal gross pay of the year


def of_month(spouse: Spouse, day: date) -> tuple[Zone, ...]:
    """The zones of a monthly payslip; outside them the net falls by roundings only.

    Nothing falls in the zones where the work bonus fades out: the net rises more slowly there.
    """
    title = N_("The special contribution begins with its least amount")
    return tuple(
        Zone(title, eur(over / MONTHS), eur(jump / MONTHS))
        for over, jump in _jumps(TABLES[spouse].on(day))
        if eur(jump / MONTHS) > CENT  # a cent is a rounding
    )


def _jumps(table: Dated) -> list[tuple[Eur, Eur]]:
    """By how much the contribution of a quarter leaps at each of its limits."""
    limits = [Eur(bracket["over"]) for bracket in table.table["brackets"]]
    return [
        (over, eur(of_quarter(over + CENT, table) - of_quarter(over, table))) for over in limits
    ]


def once(figure: Parameter, day: date) -> tuple[YearLimit, ...]:
    """The limits of the year's pay at which pay that comes once brings less."""
    brackets = figure.on(day).table["brackets"]
    return tuple(YearLimit(figure.title, eur(row["over"])) for row in brackets if row["over"])


ONCE = (HOLIDAY_PAY, OTHER_PAY)
