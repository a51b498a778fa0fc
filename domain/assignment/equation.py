"""The equation of an assignment: price = contribution + expenses + employment budget."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.assignment.plan import ExpensesAboveBudget, Missing, MoneyLeftOver, Plan
from domain.assignment.shares import Share, ready, shares
from domain.contribution import RATE, contribution
from domain.errors import RuleError
from domain.explain import Line
from domain.money import CENT, ZERO, Eur, eur_down, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """Every figure of an assignment, to the cent.

    ``price`` = ``contribution`` + ``expenses`` + the budget of each share + ``left_over``.
    """

    price: Eur
    contribution: Line
    expenses: Eur
    budget: Eur  # employment budget
    shares: tuple[Share, ...]
    missing: tuple[Missing, ...]  # people whose share cannot be computed yet
    left_over: Eur  # budget that nobody is paid with
    margin: Eur  # of the shares: cents that make no gross and go to the common pot

    @property
    def gross(self) -> Eur:
        """The gross pay of everyone."""
        return total(share.gross for share in self.shares)

    @property
    def net(self) -> Eur | None:
        """The estimated net pay of everyone; None as long as one is not known."""
        known = [share.net for share in self.shares if share.net is not None]
        return total(known) if len(known) == len(self.shares) else None


def forward(plan: Plan) -> Equation:
    """From the client's price to what each person earns.

    Source: docs/rules/assignment.md
    """
    taken = contribution(plan.price, plan.day)
    budget = Eur(plan.price - taken.amount - plan.expenses)
    if budget < ZERO:
        lowest = price_for(plan.expenses, plan.day)
        raise ExpensesAboveBudget(plan.expenses, Eur(lowest - plan.price), lowest)
    able, missing = ready(plan.workers)
    paid = shares(budget, able)
    return Equation(
        price=plan.price,
        contribution=taken,
        expenses=plan.expenses,
        budget=budget,
        shares=paid,
        missing=missing,
        left_over=ZERO if paid else budget,
        margin=total(share.margin for share in paid),
    )


def price_for(needed: Eur, day: date) -> Eur:
    """The lowest price of which ``needed`` EUR is left once the contribution is taken.

    day: of the invoice, which fixes the rate
    """
    price = eur_down(needed / (1 - RATE.on(day).value))  # never above the answer
    while price - contribution(price, day).amount < needed:
        price = Eur(price + CENT)
    return price


def defects(equation: Equation) -> tuple[RuleError, ...]:
    """Everything that stands between this equation and its submission, in reading order."""
    return tuple(_defects(equation))


def _defects(equation: Equation) -> Iterator[RuleError]:
    yield from (person.reason for person in equation.missing)
    for share in equation.shares:
        yield from share.unknown
        if share.under_minimum is not None:
            yield share.under_minimum
    if equation.left_over > ZERO:
        yield MoneyLeftOver(equation.left_over)
