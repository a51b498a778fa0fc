"""The first page: for a member, a worker, each part of the office, and for the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, g, url_for
from flask_babel import gettext as _

from domain.errors import N_, Msg
from domain.example import EXPENSES, PRICE, Part, example
from domain.parameters import NotInForce
from domain.roles import Role
from domain.units import Tool
from web import clock
from web.access import HELD, allow, visible
from web.blueprints.auth import is_demo
from web.blueprints.home_votes import asked_by_assemblies
from web.htmx import page
from web.i18n import day_text
from web.models.contract import Contract
from web.models.employment import Employment
from web.models.person import Person
from web.models.unit import Unit
from web.queries import (
    clients,
    desk,
    dimona_tasks,
    employment_tasks,
    home,
    undeclared,
)
from web.queries.contracts import ContractLine
from web.queries.home import Event, Task
from web.queries.purse import OwnUnit, own_units, purse

bp = Blueprint("home", __name__)
WORKING = {Role.MEMBER, Role.WORKER}
CONCERNED = WORKING | {Role.ADVISER, Role.FINANCE}  # by work that nobody declared


@bp.get("/")
@allow(*Role)
def index() -> Response:
    """How much is there, what must I do, what is coming; for visitors, what this is."""
    person, today = g.person, clock.today()
    if not person.id:
        return page(
            "home/front.html",
            parts=shown_example(),
            price=PRICE,
            expenses=EXPENSES,
            demo=is_demo(),
        )
    return page(
        "home/index.html",
        today=today,
        red=red_for(person),
        **office(person),
        **own_work(person),
    )


def red_for(person: Person) -> list[ContractLine]:
    """Work not declared in time, in the reader's sight; who declares has a list of it already."""
    if Role.ADMIN_TEAM in person.roles or not person.roles & CONCERNED:
        return []
    return undeclared.at_work(visible(Contract), clock.today())


def shown_example() -> tuple[Part, ...]:
    """What becomes of a price, for visitors; nothing on a day without figures."""
    try:
        return example(clock.today())
    except NotInForce:
        return ()


@bp.get("/start")
@allow(Role.MEMBER)
def start() -> Response:
    """In which unit? For those who hold several."""
    return page("home/start.html", units=own_units(g.person.id, clock.today()), uses=uses)


def own_work(person: Person) -> dict[str, Any]:
    """The part of someone who works here: nothing for those who only decide or pay."""
    asked = asked_by_assemblies(person)
    if not person.roles & WORKING:
        return {"working": False, "tasks": asked}
    today = clock.today()
    tasks, events = home.to_do(person.id, today), home.coming(person.id, today)
    return {
        "working": True,
        "units": own_units(person.id, today),
        "purse": purse(person.id, today),
        "tasks": [*asked, *missing(person), *map(task_line, tasks)][: home.MOST],
        "more_tasks": len(tasks) > home.MOST,
        "events": [event_line(event) for event in events[: home.MOST]],
        "more_events": len(events) > home.MOST,
        "uses": uses,
    }


def uses(unit: OwnUnit, tool: str) -> bool:
    """Does the unit work with this tool?"""
    return unit.tool in (tool, Tool.BOTH)


def missing(person: Person) -> list[dict[str, Any]]:
    """What the cooperative must know before it can pay someone."""
    lines = []
    if not person.iban_sealed:
        lines.append(
            _line(url_for("account.bank_account"), _("Give your bank account"), "landmark")
        )
    if not person.national_number_sealed:
        lines.append(
            _line(url_for("account.national_number"), _("Give your national number"), "user")
        )
    return lines


def _line(url: str, label: str, icon: str, note: str = "", amount: Any = None) -> dict[str, Any]:
    return {"url": url, "label": label, "icon": icon, "note": note, "amount": amount}


@dataclass(frozen=True, slots=True)
class Way:
    """What a thing is called, and where it is done or seen."""

    label: Msg
    endpoint: str
    key: str  # what the address calls its number
    icon: str

    def url(self, number: int) -> str:
        """The address of one."""
        values: dict[str, Any] = {self.key: number}
        return url_for(self.endpoint, **values)


AGAIN = N_("A document was not made: ask again")
TASKS: Mapping[Task, Way] = {
    Task.OFFER: Way(N_("Answer this offer of work"), "offers.show", "contract_id", "signature"),
    Task.AMENDMENT: Way(
        N_("Your contract would change: answer"), "contracts.show", "contract_id", "pencil"
    ),
    Task.NOT_ACCEPTED: Way(
        N_("This offer of work was not accepted"), "contracts.show", "contract_id", "ban"
    ),
    Task.EMPLOYMENT: Way(
        N_("Answer this offer of an open-ended contract"),
        "employments.show_mine",
        "employment_id",
        "signature",
    ),
    Task.EMPLOYMENT_CHANGE: Way(
        N_("Your open-ended contract would change: answer"),
        "employments.show_mine",
        "employment_id",
        "pencil",
    ),
    Task.MONTH_MISSING: Way(
        N_("A month of an open-ended contract cannot be prepared"),
        "employments.show",
        "employment_id",
        "octagon-alert",
    ),
    Task.ASSIGNMENT_BACK: Way(
        N_("Your adviser sent this back"), "assignments.show", "assignment_id", "undo-2"
    ),
    Task.NOTE_BACK: Way(
        N_("This expense note was sent back"), "expenses.show", "note_id", "undo-2"
    ),
    Task.CONFIRM: Way(
        N_("Confirm the hours of work"), "contracts.show", "contract_id", "calendar-check"
    ),
    Task.CORRECTION: Way(
        N_("Approved hours would be corrected: answer"),
        "contracts.correction",
        "contract_id",
        "pencil",
    ),
    Task.INVOICE_FAILED: Way(AGAIN, "invoices.show", "invoice_id", "triangle-alert"),
    Task.CONTRACT_FAILED: Way(AGAIN, "contracts.show", "contract_id", "triangle-alert"),
    Task.UNINVOICED: Way(
        N_("Accepted, the invoice is not sent yet"), "assignments.show", "assignment_id", "send"
    ),
    Task.INVOICE_DRAFT: Way(N_("Finish this invoice"), "invoices.edit", "invoice_id", "pencil"),
    Task.ASSIGNMENT_DRAFT: Way(
        N_("Finish this assignment"), "assignments.show", "assignment_id", "pencil"
    ),
    Task.NOTE_DRAFT: Way(N_("Finish this expense note"), "expenses.show", "note_id", "pencil"),
}


WHEN: Mapping[Task, Msg] = {  # what the day of a task is; of the others, when the work ended
    Task.OFFER: N_("before %(day)s"),
    Task.EMPLOYMENT: N_("before %(day)s"),
    Task.NOT_ACCEPTED: N_("would begin on %(day)s"),
}


def task_line(todo: home.ToDo) -> dict[str, Any]:
    """One thing to do, as a link to where it is done."""
    way = TASKS[todo.task]
    text = WHEN.get(todo.task, N_("ended on %(day)s"))
    when = _(text, day=day_text(todo.day, "weekday")) if todo.day else ""
    note = " · ".join(part for part in (todo.title, todo.note, when) if part)
    return _line(way.url(todo.id), _(way.label), way.icon, note)


EVENTS: Mapping[Event, Way] = {
    Event.PAY: Way(N_("Pay"), "contracts.show", "contract_id", "banknote"),
    Event.EXPENSES: Way(N_("Expenses paid back"), "expenses.show", "note_id", "receipt"),
    Event.INVOICE: Way(N_("Invoice to be paid"), "invoices.show", "invoice_id", "file-text"),
    Event.WORK: Way(N_("Work begins"), "contracts.show", "contract_id", "briefcase"),
}


def event_line(event: home.Coming) -> dict[str, Any]:
    """One thing that is coming, or that is late."""
    way, late = EVENTS[event.event], event.day < clock.today()
    day = day_text(event.day, "weekday")
    when = _("expected since %(day)s", day=day) if late else day
    icon = "triangle-alert" if late else way.icon
    return _line(way.url(event.id), event.title, icon, f"{_(way.label)} · {when}", event.amount)


def office(person: Person) -> dict[str, Any]:
    """The parts of those who decide, pay, verify."""
    roles, today = person.roles, clock.today()
    parts: dict[str, Any] = {}
    if roles & {Role.ADVISER, Role.ADMIN_TEAM}:
        followed = sa.true() if Role.ADMIN_TEAM in roles else Unit.adviser_id == person.id
        parts["queue"] = desk.queue(sa.and_(followed, Unit.id.not_in(HELD)))
    if Role.ADVISER in roles:
        parts["missing_months"] = employment_tasks.missing(visible(Employment), today)
    if Role.FINANCE in roles:
        parts["till"], parts["late"] = desk.till(today), desk.latest_late(today)
    if Role.ADMIN_TEAM in roles:
        parts["to_verify"] = clients.to_verify(limit=desk.MOST)
        parts["verify_count"] = clients.count_to_verify()
        parts["to_declare"] = dimona_tasks.head(today, desk.MOST)
    return parts
