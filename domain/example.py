"""One assignment as an example: what becomes of 1,000 € that a client pays."""

from dataclasses import dataclass
from datetime import date

from domain.assignment import Plan, Worker, forward
from domain.employment import ContractType
from domain.errors import N_, Msg
from domain.money import Eur, eur
from domain.payroll.situation import Situation
from domain.periods import add_working_days

PRICE, EXPENSES = eur(1000), eur(50)
DAYS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the price, and the colour in which it is drawn."""

    label: Msg
    amount: Eur
    kind: str


def example(day: date) -> tuple[Part, ...]:
    """The parts of the price, which add up to it; nothing where a figure of ``day`` is unknown.

    A single person without children works two days soon, as a white-collar employee.
    """
    days = tuple(add_working_days(day, number + 1) for number in range(DAYS))
    worker = Worker(
        key=0, contract_type=ContractType.WHITE_COLLAR, days=days, situation=Situation()
    )
    found = forward(Plan(price=PRICE, expenses=EXPENSES, workers=(worker,), day=day))
    if not found.shares or found.net is None:
        return ()
    return (
        Part(N_("To the person, net, seven working days after the work"), found.net, "net"),
        Part(N_("Their social security and tax"), Eur(found.gross - found.net), "security"),
        Part(
            N_("Employer's contributions, holiday pay, insurance"),
            Eur(found.budget - found.gross),
            "employer",
        ),
        Part(N_("Expenses paid back"), found.expenses, "expenses"),
        Part(N_("Contribution to the cooperative"), found.contribution.amount, "contribution"),
    )
