"""Everything the page of one contract tells, for one reader."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from domain.contract_life import AGREED, ContractStatus
from domain.errors import N_
from domain.money import Eur
from domain.payments import due_day
from domain.roles import Role
from web.documents.contract import reference_of
from web.extensions import db
from web.i18n import day_text, euro
from web.models.contract import Contract
from web.models.pay import Debt
from web.models.person import Person
from web.queries.amendments import Change, changes_of
from web.queries.audit import Happening, history_of
from web.queries.documents import Papers, of_contract
from web.queries.earned import ContractPay, pay_of
from web.queries.parts import Part
from web.queries.slip_parts import ADDED_RULE, budget_parts, slip_parts
from web.queries.stages import Step, closed_at, standing_of, steps_of

OFFICE = frozenset({Role.FINANCE, Role.ADMIN_TEAM})
FOLLOWS = frozenset({Role.ADVISER, Role.ADMIN_TEAM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What the reader of a contract is to it."""

    works: bool  # it is their own work
    holds: bool  # they hold the unit
    office: bool  # finance, or the administrative team

    amends: bool  # holds the unit, or follows it from the office

    @property
    def answers(self) -> bool:
        """May they confirm or cancel it?"""
        return self.works or self.holds


@dataclass(frozen=True, slots=True)
class Owing:
    """The debt that a confirmed contract made."""

    amount: Eur
    due_day: date
    paid_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a contract tells its reader."""

    reference: str
    reader: Reader
    days: tuple[date, ...]
    state: tuple[str, str]  # a sentence, and the kind of its mark
    ended: bool  # the last day of work is here
    pay: ContractPay
    parts: tuple[Part, ...]
    owing: Owing | None
    due_day: date
    papers: Papers
    history: tuple[Happening, ...]
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    undeclared: bool  # the work starts or has started without a recorded declaration

    @property
    def reason(self) -> str:
        """Why it was cancelled or declined."""
        acts = ("work_cancelled", "contract_declined")
        found = (item for item in self.history if item.act in acts)
        return next((str(item.facts.get("reason", "")) for item in found), "")

    @property
    def open_change(self) -> Change | None:
        """The amendment that waits for an answer."""
        return next((change for change in self.changes if change.waits), None)


def show_contract(
    contract: Contract, *, reader: Person, held: sa.Select[int], today: date
) -> Story:
    """Read a contract, whose entity, unit, person, days and earnings are loaded."""
    holds, owing = _holds_and_owing(contract, held)
    works = contract.person_id == reader.id
    who = Reader(
        works=works,
        holds=holds,
        office=not reader.roles.isdisjoint(OFFICE),
        amends=holds or (not works and not reader.roles.isdisjoint(FOLLOWS)),
    )
    days = tuple(item.day for item in contract.days)
    pay = pay_of(contract, days, contract.person.situation)
    history = tuple(history_of("contract", contract.id))
    closed = closed_at(contract)
    return Story(
        reference=reference_of(contract.entity.code, contract.id),
        reader=who,
        days=days,
        state=state_of(contract, who, owing, today),
        ended=contract.status is ContractStatus.MADE and contract.last_day <= today,
        pay=pay,
        parts=tuple(_parts(contract, pay, who)),
        owing=owing,
        due_day=due_day(contract.last_day),
        papers=_papers(contract) if who.works or who.office else Papers(()),
        history=history,
        steps=steps_of(contract, history, closed, today),
        changes=changes_of(contract.id),
        undeclared=standing_of(contract, closed).undeclared_at_work(today),
    )


def _papers(contract: Contract) -> Papers:
    found = of_contract(contract.id)
    return replace(found, to_make=contract.status in AGREED and not found.items)


def _holds_and_owing(contract: Contract, held: sa.Select[int]) -> tuple[bool, Owing | None]:
    """Does the reader hold the unit, and what is due for the contract? One statement."""
    given = {"unit": contract.unit_id, "contract": contract.id}
    row = db.session.execute(_statement(held), given).one()
    return bool(row[0]), Owing(row[1], row[2], row[3]) if row[1] is not None else None


@cache
def _statement(held: sa.Select[int]) -> sa.Select[*tuple[Any, ...]]:
    """Built once: building it costs more than asking it."""
    holds = sa.bindparam("unit", type_=sa.Integer).in_(held)
    here = sa.select(sa.bindparam("contract", type_=sa.Integer).label("id")).subquery()
    return (
        sa.select(holds, Debt.amount, Debt.due_day, Debt.paid_day)
        .select_from(here)
        .outerjoin(Debt, Debt.contract_id == here.c.id)
    )


def _parts(contract: Contract, pay: ContractPay, reader: Reader) -> list[Part]:
    """From the budget to the net. The lines of the payslip are the worker's own affair."""
    found = list(budget_parts(contract))
    if not pay.months:
        return found
    private = reader.works or reader.office
    lines = [line for month in pay.months for line in month.lines] if private else []
    label = _("Net pay") if contract.earnings else _("Expected net pay")
    return found + list(slip_parts(pay.total, lines, label=label, whole=False, rule=ADDED_RULE))


def state_of(
    contract: Contract, reader: Reader, owing: Owing | None, today: date
) -> tuple[str, str]:
    """Where the contract is and who must act, in a sentence."""
    if contract.status not in AGREED:
        return _not_agreed_state(contract, reader, today)
    if contract.status is ContractStatus.CONFIRMED:
        return _paid_state(owing)
    if contract.first_day > today:
        return _("Planned: the work begins on %(day)s.", day=day_text(contract.first_day)), "info"
    if contract.last_day > today:
        return _("Going on until %(day)s.", day=day_text(contract.last_day)), "info"
    return _ended_state(contract, reader)


OVER = {
    ContractStatus.CANCELLED: N_("Cancelled. Nobody is paid for it."),
    ContractStatus.DECLINED: N_("Declined. It is no contract, and its budget is free again."),
    ContractStatus.LAPSED: N_(
        "Nobody answered before the first day. It is no contract, and its budget is free again."
    ),
}


def _not_agreed_state(contract: Contract, reader: Reader, today: date) -> tuple[str, str]:
    if contract.status is ContractStatus.PROPOSED:
        return _("Proposed. It becomes a contract when the assignment is accepted."), "wait"
    if contract.status in OVER:
        return _(OVER[contract.status]), "bad"
    if contract.first_day <= today:
        return _(OVER[ContractStatus.LAPSED]), "bad"
    day = day_text(contract.first_day)
    if reader.works:
        return _("An offer: read it and answer before %(day)s.", day=day), "todo"
    name = contract.person.name
    return _("Offered. %(name)s must answer before %(day)s.", name=name, day=day), "wait"


def _ended_state(contract: Contract, reader: Reader) -> tuple[str, str]:
    name = contract.person.name
    if contract.declared is not None and contract.declared_by_id == contract.person_id:
        if reader.holds and not reader.works:
            return _("%(name)s declared the hours: approve them.", name=name), "todo"
        if not reader.holds:
            return _("Declared. Waiting for a holder of the unit to approve the hours."), "wait"
    if reader.works:
        if reader.holds:
            return _("Confirm your hours, then your pay is due."), "todo"
        return _("Say which hours you worked; a holder of the unit approves them."), "todo"
    if reader.holds:
        text = _("Waiting for %(name)s to declare the hours. You can fill them in too.", name=name)
        return text, "todo"
    return _("Waiting for %(name)s to declare the hours.", name=name), "wait"


def _paid_state(owing: Owing | None) -> tuple[str, str]:
    if owing is None:
        return _("Confirmed. It made up for what was paid too much before."), "done"
    amount = euro(owing.amount)
    if owing.paid_day:
        day = day_text(owing.paid_day)
        return _("Paid: %(amount)s, by the bank on %(day)s.", amount=amount, day=day), "done"
    day = day_text(owing.due_day)
    return _("Confirmed. %(amount)s is due on %(day)s.", amount=amount, day=day), "wait"
