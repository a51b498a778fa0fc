"""What each figure is made of: which lines, under which heads, with a link to which page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.errors import N_, Msg
from domain.figures.definition import FigureUnit
from web.queries.figures import lines_of_money as of_money
from web.queries.figures import lines_of_people as of_people
from web.queries.figures.lines_of_money import UNIT_KINDS
from web.queries.figures.lines_of_people import MEMBER_CATEGORIES
from web.queries.figures.sql import Rows
from web.queries.figures.sums import FLOWS, STOCKS, terms_of

EUR, HOURS, COUNT = FigureUnit.EUR, FigureUnit.HOURS, FigureUnit.COUNT


@dataclass(frozen=True, slots=True)
class Made:
    """The lines of figures: the page of each line, its heads, and the statement.

    The statement gives the id of the page, then what stands under each head; a head with a unit
    is a number of that unit.
    """

    page: str  # its endpoint
    argument: str
    heads: tuple[tuple[Msg, FigureUnit | None], ...]
    query: Callable[[str, date], Rows]


def _heads(*heads: Msg, **numbers: FigureUnit) -> tuple[tuple[Msg, FigureUnit | None], ...]:
    return (
        *((head, None) for head in heads),
        *((NUMBERS[name], numbers[name]) for name in numbers),
    )


NUMBERS: Mapping[str, Msg] = {
    "amount": N_("Amount"),
    "days": N_("Days"),
    "hours": N_("Hours"),
    "shares": N_("Shares"),
}
POSTINGS = Made(
    "invoices.show",
    "invoice_id",
    _heads(N_("Reference"), N_("Day"), N_("Act"), N_("Unit"), amount=EUR),
    of_money.postings,
)
INVOICES = Made(
    "invoices.show",
    "invoice_id",
    _heads(N_("Invoice"), N_("Client"), N_("Unit"), N_("Day"), amount=EUR),
    of_money.invoices,
)
CLIENTS = Made(
    "clients.show", "client_id", _heads(N_("Client"), N_("First invoice")), of_money.clients
)
UNITS = Made(
    "units.show", "unit_id", _heads(N_("Unit"), N_("First act of the year")), of_money.units
)
HOLDERS = Made(
    "people.show", "person_id", _heads(N_("Name"), N_("Holder since")), of_people.holders
)
MEMBERS = Made(
    "shares.line",
    "shareholder_id",
    _heads(N_("Name"), N_("Number"), N_("Category"), N_("Since"), shares=COUNT),
    of_people.members,
)
MOVED = Made(
    "shares.line",
    "shareholder_id",
    _heads(N_("Name"), N_("Number"), N_("Last movement"), shares=COUNT),
    of_people.moved,
)
CONTRACTS = Made(
    "contracts.show",
    "contract_id",
    _heads(N_("Name"), N_("Unit"), N_("First day"), N_("Last day")),
    of_people.contracts,
)
WORK = Made("people.show", "person_id", _heads(N_("Name"), days=COUNT, hours=HOURS), of_people.work)
NOTES = Made(
    "expenses.show",
    "note_id",
    _heads(N_("Expense note"), N_("Unit"), N_("Sent"), N_("Decided"), amount=EUR),
    of_money.notes,
)
JOBS = Made(
    "employments.show",
    "employment_id",
    _heads(N_("Name"), N_("Unit"), N_("First day"), N_("Last day")),
    of_people.jobs,
)
MADE_OF: Mapping[str, Made] = {
    **{key: POSTINGS for key in (*FLOWS, *STOCKS) if "." in terms_of(key)[0][0]},
    "invoices": INVOICES,
    **dict.fromkeys(("clients", "clients_new", "clients_growth"), CLIENTS),
    **dict.fromkeys(("units_active", "units_growth", "units_idle", *UNIT_KINDS), UNITS),
    **dict.fromkeys(("holders", "holders_invoicing", "holders_idle", "holders_new"), HOLDERS),
    "concentration": HOLDERS,
    **dict.fromkeys(("members", "members_growth", "mean_age", "mean_seniority"), MEMBERS),
    **dict.fromkeys((*MEMBER_CATEGORIES, "shares", "capital", "mean_invested"), MEMBERS),
    **dict.fromkeys(
        ("mean_shares", "median_shares", "largest_holding", "largest_holding_shares"), MEMBERS
    ),
    **dict.fromkeys(("members_joined", "members_left"), MOVED),
    "contracts": CONTRACTS,
    **dict.fromkeys(("employees", "employees_growth", "employees_not_holders"), WORK),
    **dict.fromkeys(("days", "hours", "full_time", "sector_people", "person_months"), WORK),
    **dict.fromkeys(("expense_notes", "expenses_waiting_days"), NOTES),
    "permanent_jobs": JOBS,
}
