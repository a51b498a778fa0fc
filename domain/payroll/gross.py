"""From employment budget to gross pay, and back."""

from decimal import ROUND_UP, Decimal

from domain.money import CENT, Eur, eur_down


def gross_from_budget(budget: Eur, coefficient: Decimal) -> Eur:
    """The gross pay that an employment budget allows, rounded down to the cent.

    What the rounding leaves, less than one cent of gross, is margin for the common pot.

    budget:      EUR, 0 or more
    coefficient: euros of budget for one euro of gross, at least 1
    Source:      the cooperative, see docs/rules/payroll.md
    """
    return eur_down(budget / coefficient)


def budget_from_gross(gross: Eur, coefficient: Decimal) -> Eur:
    """The smallest employment budget, in whole cents, that gives this gross pay.

    gross:       EUR, 0 or more
    coefficient: euros of budget for one euro of gross, at least 1
    """
    return Eur((gross * coefficient).quantize(CENT, ROUND_UP))
