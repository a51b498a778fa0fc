"""Where a euro goes: from the client to all who live from it, to the cent.

Read from the sums of the accounts over the acts that decide whose money it is. Transfers only
change where money stands, so they are left out: what is due counts, transferred or not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import N_, Msg, RuleError
from domain.ledger.accounts import ACCOUNTS, Account, Act
from domain.money import ZERO, Eur, total


class Node(StrEnum):
    """Where money comes from, passes and goes."""

    CLIENTS = "clients"
    EARLIER = "earlier"
    INVOICED = "invoiced"
    VAT = "vat"
    EMPLOYMENT = "employment"
    EXPENSES = "expenses"
    LEFT = "left"
    POT = "pot"
    NET_PAY = "net_pay"
    SOCIAL_SECURITY = "social_security"
    WITHHOLDING = "withholding"
    HOLIDAY = "holiday"
    IN_TRANSIT = "in_transit"
    SERVICES = "services"


NODES: Mapping[Node, Msg] = {
    Node.CLIENTS: N_("Clients"),
    Node.EARLIER: N_("Money of earlier years"),
    Node.INVOICED: N_("Invoiced"),
    Node.VAT: N_("VAT"),
    Node.EMPLOYMENT: N_("Employment"),
    Node.EXPENSES: N_("Expenses paid back"),
    Node.LEFT: N_("Left in the units"),
    Node.POT: N_("Common pot"),
    Node.NET_PAY: N_("Net pay"),
    Node.SOCIAL_SECURITY: N_("Social security"),
    Node.WITHHOLDING: N_("Withholding tax"),
    Node.HOLIDAY: N_("Holiday pay"),
    Node.IN_TRANSIT: N_("Employment, not settled yet"),
    Node.SERVICES: N_("Services for all members"),
}

# From left to right: money only flows to a later step.
STEPS: tuple[tuple[Node, ...], ...] = (
    (Node.CLIENTS, Node.EARLIER),
    (Node.INVOICED,),
    (Node.EMPLOYMENT, Node.EXPENSES, Node.VAT, Node.LEFT),
    (Node.NET_PAY, Node.SOCIAL_SECURITY, Node.WITHHOLDING, Node.HOLIDAY, Node.IN_TRANSIT, Node.POT),
    (Node.SERVICES,),
)

# The acts that decide whose money it is; all others only move it.
DECIDING = frozenset(
    {
        Act.ISSUE,
        Act.CREDIT,
        Act.CONFIRM,
        Act.NET_DUE,
        Act.SETTLEMENT,
        Act.EXPENSE,
        Act.CLOSE,
        Act.REDUCTION,
    }
)
FROM_INVOICED: Mapping[Node, tuple[Account, ...]] = {
    Node.EXPENSES: (Account.EXPENSES_DUE, Account.SUPPLIER_PAYABLE),
    Node.VAT: (Account.VAT_DUE, Account.VAT_RECOVERABLE),
    Node.LEFT: (Account.ASSIGNMENT, Account.UNIT_AVAILABLE),
    Node.POT: (Account.CONTRIBUTION,),
}
FROM_EMPLOYMENT: Mapping[Node, tuple[Account, ...]] = {
    Node.NET_PAY: (Account.NET_PAY_DUE,),
    Node.SOCIAL_SECURITY: (Account.SOCIAL_SECURITY_DUE,),
    Node.WITHHOLDING: (Account.WITHHOLDING_DUE,),
    Node.HOLIDAY: (Account.HOLIDAY_DUE,),
    Node.IN_TRANSIT: (Account.EMPLOYMENT_IN_TRANSIT,),
    Node.POT: (Account.POT_MARGIN, Account.POT_REDUCTIONS),
}
PLACED = frozenset(
    {Account.CLIENT_RECEIVABLE}.union(*FROM_INVOICED.values(), *FROM_EMPLOYMENT.values())
)


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount that goes from one node to another; always above zero."""

    source: Node
    target: Node
    amount: Eur


@dataclass(eq=False)
class NotInTheFlow(RuleError):
    """Money in an account of which nobody said where it goes."""

    message = N_("%(amount)s in the account “%(account)s” has no place in the flow of money.")
    account: Msg
    amount: Eur


@dataclass(eq=False)
class FlowDoesNotAddUp(RuleError):
    """What comes in is not what goes out."""

    message = N_("The flow of money does not add up: %(difference)s has no other side.")
    difference: Eur


def flow(sums: Mapping[Account, Eur]) -> tuple[Flow, ...]:
    """Where the money of a year went; what enters a node is what leaves it.

    sums: EUR per account over the legs of the acts in DECIDING, debits positive
    """
    _check(sums)
    came_in = sums.get(Account.CLIENT_RECEIVABLE, ZERO)
    given = {node: _credit(sums, accounts) for node, accounts in FROM_INVOICED.items()}
    paid = {node: _credit(sums, accounts) for node, accounts in FROM_EMPLOYMENT.items()}
    worked = total(paid.values())
    flows = [
        *_step(Node.CLIENTS, {Node.INVOICED: came_in}),
        *_step(Node.INVOICED, {Node.EMPLOYMENT: worked, **given}),
        *_step(Node.EMPLOYMENT, paid),
    ]
    return tuple(flow for flow in _balanced(flows) if flow.amount)


def into(flows: Iterable[Flow], node: Node) -> Eur:
    """What enters a node."""
    return total(flow.amount for flow in flows if flow.target is node)


def out_of(flows: Iterable[Flow], node: Node) -> Eur:
    """What leaves a node."""
    return total(flow.amount for flow in flows if flow.source is node)


def _check(sums: Mapping[Account, Eur]) -> None:
    for account, amount in sums.items():
        if amount and account not in PLACED:
            raise NotInTheFlow(ACCOUNTS[account].label, amount)
    if total(sums.values()):
        raise FlowDoesNotAddUp(total(sums.values()))


def _credit(sums: Mapping[Account, Eur], accounts: tuple[Account, ...]) -> Eur:
    return Eur(-total(sums.get(account, ZERO) for account in accounts))


def _step(source: Node, amounts: Mapping[Node, Eur]) -> list[Flow]:
    """What leaves a node; an amount below zero comes out of nothing and is left to the balance."""
    return [Flow(source, target, amount) for target, amount in amounts.items() if amount > 0]


def _balanced(flows: list[Flow]) -> list[Flow]:
    """Bring in from earlier years what a node gives more than it gets; the pot pays services.

    A node gives more than it gets where an amount is below zero: units that spent what was left
    of the year before, or a year in which more was credited than invoiced.
    """
    found = list(flows)
    for node in (Node.INVOICED, Node.EMPLOYMENT):
        missing = Eur(out_of(flows, node) - into(flows, node))
        if missing > 0:
            found.append(Flow(Node.EARLIER, node, missing))
    found.append(Flow(Node.POT, Node.SERVICES, into(flows, Node.POT)))
    return found
