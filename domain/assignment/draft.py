"""What a member has typed so far, as far as it can be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.assignment.equation import Equation, forward
from domain.assignment.plan import Plan, Worker
from domain.assignment.search import reverse
from domain.employment import ContractType
from domain.errors import N_, Msg, RuleError
from domain.hours import Hours
from domain.money import ZERO, Eur
from domain.vat import WorkKind


class Direction(StrEnum):
    """The end from which the equation is worked out."""

    PRICE = "price"
    NET = "net"


DIRECTIONS: Mapping[Direction, Msg] = {
    Direction.PRICE: N_("the client's price"),
    Direction.NET: N_("the net pay I want"),
}


class InvoiceMoment(StrEnum):
    """When the invoice goes out."""

    NOW = "now"
    LATER = "later"


INVOICE_MOMENTS: Mapping[InvoiceMoment, Msg] = {
    InvoiceMoment.NOW: N_("at once"),
    InvoiceMoment.LATER: N_("later, when I say so"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One person who is to work, on which days."""

    person_id: int
    contract_type: ContractType
    days: tuple[date, ...] = ()
    weight: int = 0  # parts of the employment budget; 0: as many as days
    hours: Mapping[date, Hours] = field(default_factory=dict)  # of days that are not full days


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An assignment before it is sent; what is missing or unclear is None."""

    title: str
    kind: WorkKind
    client_id: int | None
    direction: Direction
    amount: Eur | None  # the price or the net, by direction
    expenses: Eur | None  # planned, excluding VAT
    invoice_at_once: bool
    wanted: tuple[Wanted, ...]


class NotTypedYet(RuleError):
    """Something is missing: said when the assignment is sent, not while it is typed."""


@dataclass(eq=False)
class ClientMissing(NotTypedYet):
    """Nobody to invoice."""

    message = N_("Choose the client, or add a new one.")
    field: ClassVar[str] = "client"


@dataclass(eq=False)
class TitleMissing(NotTypedYet):
    """The invoice and the contract must say what is done."""

    message = N_("Say what you do: the client reads it on the invoice.")
    field: ClassVar[str] = "title"


@dataclass(eq=False)
class PriceMissing(NotTypedYet):
    """No price to begin from."""

    message = N_("Type the price that the client pays, excluding VAT.")
    field: ClassVar[str] = "price"


@dataclass(eq=False)
class NetMissing(NotTypedYet):
    """No net pay to begin from."""

    message = N_("Type the net pay that you want.")
    field: ClassVar[str] = "net"


@dataclass(eq=False)
class ExpensesUnclear(NotTypedYet):
    """The expenses were typed, but cannot be read."""

    message = N_("Type the planned expenses, or leave them empty.")
    field: ClassVar[str] = "expenses"


def work_out(draft: Draft, workers: Iterable[Worker], day: date) -> Equation:
    """The equation of a draft, from its price or from the net that is wanted.

    workers: the people of ``draft.wanted``, with their situation
    day:     of the invoice, as far as it is known
    """
    if draft.amount is None:
        raise PriceMissing if draft.direction is Direction.PRICE else NetMissing
    if draft.expenses is None:
        raise ExpensesUnclear
    plan = Plan(
        price=draft.amount if draft.direction is Direction.PRICE else ZERO,
        expenses=draft.expenses,
        workers=tuple(workers),
        day=day,
    )
    return forward(plan) if draft.direction is Direction.PRICE else reverse(draft.amount, plan)
