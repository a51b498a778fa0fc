"""The lists of contracts: what is to declare, and all of them."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import Response, g, request

from domain.dimona.deadlines import Urgency
from domain.employment import CONTRACT_TYPES, ContractType
from domain.entities import ENTITY_CODES, EntityCode
from domain.roles import Role
from web import clock
from web.access import allow, visible
from web.blueprints.declarations import OFFICE, bp
from web.htmx import page
from web.models.contract import Contract
from web.models.employment import Employment
from web.queries import contracts as queries
from web.queries.contracts import View
from web.queries.declarations import Key, Sight, Wanted, counts
from web.queries.dimona_tasks import tasks

TO_DECLARE = "to-declare"
Member = TypeVar("Member", bound=StrEnum)


@bp.get("/contracts")
@allow(*OFFICE, Role.ADVISER)
def index() -> Response:
    """Contracts in sight; for those who declare them, the ones without a receipt first."""
    declares = not g.person.roles.isdisjoint(OFFICE)
    asked = request.args.get("view", TO_DECLARE if declares else View.ALL)
    if asked in [*View]:
        return contracts(View(asked))
    return to_declare(declares=declares)


def contracts(view: View) -> Response:
    """All contracts in sight, the newest first."""
    today = clock.today()
    found = queries.team(
        visible(Contract),
        view=view,
        today=today,
        unit_id=request.args.get("unit", 0, type=int),
        before=request.args.get("before", 0, type=int),
    )
    return page("declarations/all.html", fragment="rows", found=found, view=view, today=today)


def to_declare(*, declares: bool) -> Response:
    """What must be declared, changed or cancelled, the most urgent first."""
    wanted, today = read_wanted(), clock.today()
    sight: Sight = {Contract: visible(Contract), Employment: visible(Employment)}
    found = tasks(wanted, today, sight=sight, after=Key.read(request.args.get("after", "")))
    return page(
        "declarations/index.html",
        fragment="rows",
        found=found,
        counts=counts(wanted, today, sight),
        wanted=wanted,
        here=here(wanted),
        declares=declares,
        next_one=bool(request.args.get("recorded")),
        urgencies=list(Urgency),
        entities=list(ENTITY_CODES),
        kinds=list(CONTRACT_TYPES),
    )


def read_wanted() -> Wanted:
    """What the address asks for, or a form that goes back there."""
    return Wanted(
        typed=request.values.get("q", ""),
        entity=chosen(EntityCode, "entity"),
        kind=chosen(ContractType, "kind"),
        urgency=chosen(Urgency, "by"),
    )


def chosen(kind: type[Member], name: str) -> Member | None:
    """One of a list, as the address has it; None for anything else."""
    typed = request.values.get(name, "")
    return kind(typed) if typed in set(kind) else None


def here(wanted: Wanted) -> dict[str, Any]:
    """The same as parts of an address."""
    return {
        "view": TO_DECLARE,
        "q": wanted.typed or None,
        "entity": wanted.entity,
        "kind": wanted.kind,
        "by": wanted.urgency,
    }
