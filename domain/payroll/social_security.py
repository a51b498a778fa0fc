"""Step 1: the worker's own contribution to social security."""

from dataclasses import dataclass
from datetime import date

from domain.explain import Line
from domain.money import Eur, eur, total
from domain.payroll.categories import Category


@dataclass(frozen=True, slots=True)
class Pay:
    """What all contracts of one kind pay in a month, up to taxable pay."""

    category: Category
    gross: Eur
    contribution: Line  # negative
    bonus: tuple[Line, ...] = ()

    @property
    def base(self) -> Eur:
        """What contributions are counted on: the gross, or 108 % of it."""
        assert self.contribution.basis is not None
        return self.contribution.basis

    @property
    def due(self) -> Eur:
        """The contribution before any work bonus, positive."""
        return Eur(-self.contribution.amount)

    @property
    def taxable(self) -> Eur:
        """Gross pay less the contribution that is really kept."""
        return Eur(self.gross - self.due + total(line.amount for line in self.bonus))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the payslip so far."""
        return (Line(self.category.gross_label, self.gross), self.contribution, *self.bonus)


def social_security(gross: Eur, category: Category, day: date) -> Pay:
    """Take the worker's contribution off the pay of one kind of contract.

    gross:  EUR of the month, all contracts of that kind together
    day:    last day of the month
    Source: law of 27 June 1969, law of 29 June 1981 art. 38; see docs/rules/payroll.md
    """
    base = eur(gross * category.base.on(day).value)
    rate = category.rate.on(day)
    due = eur(base * rate.value)
    return Pay(category, gross, Line(category.rate_label, Eur(-due), base, rate))
