"""Step 1: the worker's own contribution to social security."""

from dataclasses import dataclass
from datetime import date

from domain.errors import N_
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
    on_top: tuple[Line, ...] = ()  # holiday pay that comes with the wage

    @property
    def paid(self) -> Eur:
        """The gross pay and what is paid on top of it."""
        return Eur(self.gross + total(line.amount for line in self.on_top))

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
        return Eur(self.paid - self.due + total(line.amount for line in self.bonus))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the payslip so far."""
        paid = Line(self.category.gross_label, self.gross)
        return (paid, *self.on_top, self.contribution, *self.bonus)


def social_security(gross: Eur, category: Category, day: date) -> Pay:
    """Take the worker's contribution off the pay of one kind of contract.

    gross:  EUR of the month, all contracts of that kind together
    day:    last day of the month
    Source: law of 27 June 1969, law of 29 June 1981 art. 38; see docs/rules/payroll.md
    """
    on_top = holiday_pay(gross, category, day)
    paid = Eur(gross + total(line.amount for line in on_top))
    base = eur(paid * category.base.on(day).value)
    rate = category.rate.on(day)
    due = eur(base * rate.value)
    contribution = Line(category.rate_label, Eur(-due), base, rate)
    return Pay(category, gross, contribution, on_top=on_top)


def holiday_pay(gross: Eur, category: Category, day: date) -> tuple[Line, ...]:
    """Holiday pay that comes with the wage itself: that of flexi-jobs."""
    if category.holiday_pay is None:
        return ()
    rate = category.holiday_pay.on(day)
    return (Line(N_("Holiday pay, paid with the wage"), eur(gross * rate.value), gross, rate),)
