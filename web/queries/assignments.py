"""Assignments in a list, and where each stands, in a sentence that says who must act."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from domain.contract_life import ENDED, ContractStatus
from domain.finding import asked as prefixes_of
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import Eur
from domain.submission import AssignmentStatus
from web import clock
from web.extensions import db
from web.i18n import day_text
from web.models.assignment import Assignment
from web.models.client import Client, ClientWord
from web.models.contract import Contract
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit
from web.queries.paging import BEFORE, Page, bound, cut
from web.queries.reader import READER, TODAY, Rows, asked

PAGE = 25
STANDING = (InvoiceStatus.ISSUED, InvoiceStatus.PAID)
FILTERS: dict[str, tuple[AssignmentStatus, ...]] = {
    "": tuple(AssignmentStatus),
    "drafts": (AssignmentStatus.DRAFT, AssignmentStatus.SENT_BACK),
    "waiting": (AssignmentStatus.SUBMITTED,),
    "accepted": (AssignmentStatus.ACCEPTED,),
    "cancelled": (AssignmentStatus.CANCELLED,),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a sentence says “you”."""

    id: int
    held: sa.Select[int]  # the units that they hold


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an assignment stands: a sentence, and the kind of state it is."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentLine:
    """One assignment of a list."""

    id: int
    title: str
    client: str
    unit: str
    adviser: str
    status: AssignmentStatus
    price: Eur | None
    reason: str
    submitted: datetime | None
    updated: datetime
    mine: bool  # the reader holds the unit
    to_me: bool  # the reader is the adviser of the unit
    first_day: date | None
    last_day: date | None
    to_confirm: int  # contracts whose days are over and not confirmed
    invoice_id: int | None  # the invoice that stands
    invoice: str | None  # its number
    invoice_status: InvoiceStatus | None

    def stand(self, today: date) -> Stand:
        """Where it stands, and who must act."""
        if self.status is AssignmentStatus.ACCEPTED:
            return self._accepted(today)
        if self.status is AssignmentStatus.SUBMITTED:
            return Stand(self._waiting(), "wait")
        if self.status is AssignmentStatus.SENT_BACK:
            to_you, to_member = _("Sent back to you"), _("Sent back to the member")
            return Stand(f"{to_you if self.mine else to_member}: “{self.reason}”", "todo")
        if self.status is AssignmentStatus.CANCELLED:
            text = _("Cancelled") if self.submitted else _("Put away")
            return Stand(f"{text}: “{self.reason}”" if self.reason else text, "draft")
        return Stand(_("Draft: finish it and send it"), "draft")

    def _waiting(self) -> str:
        since = day_text(clock.day_of(self.submitted or self.updated), "weekday")
        if self.to_me:
            return str(_("Waiting for you since %(day)s", day=since))
        if self.adviser:
            return str(_("Waiting for %(who)s since %(day)s", who=self.adviser, day=since))
        return str(_("Waiting for an adviser since %(day)s", day=since))

    def _accepted(self, today: date) -> Stand:
        if self.to_confirm:
            if not self.mine:
                return Stand(_("The member must confirm the days worked"), "wait")
            text = ngettext(
                "Confirm the days worked: %(num)s contract",
                "Confirm the days worked: %(num)s contracts",
                self.to_confirm,
            )
            return Stand(text, "todo")
        if self.first_day and self.first_day > today:
            day = day_text(self.first_day, "weekday")
            return Stand(_("Accepted: the work begins on %(day)s", day=day), "done")
        if self.last_day and self.last_day >= today:
            day = day_text(self.last_day, "weekday")
            return Stand(_("The work goes on until %(day)s", day=day), "done")
        return self._after_work()

    def _after_work(self) -> Stand:
        if self.invoice is None:
            return Stand(_("Not invoiced yet: say when"), "todo" if self.mine else "wait")
        if self.invoice_status is InvoiceStatus.PAID:
            return Stand(_("Paid by the client: %(number)s", number=self.invoice), "done")
        return Stand(_("The client must pay %(number)s", number=self.invoice), "wait")


def lines(
    sight: sa.ColumnElement[bool],
    reader: Reader,
    *,
    typed: str = "",
    show: str = "",
    before: int = 0,
) -> Page[AssignmentLine]:
    """The assignments in sight, newest first, before one of them (0: from the newest on).

    reader: to whom “you” refers
    """
    query = _shown(sight, reader.held, show if show in FILTERS else "")
    if typed.strip():
        query = query.where(found_by(typed))
    return cut(read(query, reader, before=bound(before)), PAGE)


@lru_cache(maxsize=64)
def _shown(sight: sa.ColumnElement[bool], held: sa.Select[int], show: str) -> Rows:
    """The assignments of one filter; built once, as building costs more than asking."""
    shown = Assignment.status.in_(FILTERS[show])
    query = select(held).where(sight, shown, Assignment.id < BEFORE)
    return query.order_by(Assignment.id.desc()).limit(PAGE + 1)


def line(assignment_id: int, reader: Reader) -> AssignmentLine:
    """One assignment, as the list shows it."""
    return read(_one(reader.held), reader, wanted=assignment_id)[0]


@cache
def _one(held: sa.Select[int]) -> Rows:
    return select(held).where(Assignment.id == sa.bindparam("wanted"))


def read(query: Rows, reader: Reader, **given: int) -> list[AssignmentLine]:
    """The lines that a query finds, as its reader sees them."""
    rows = db.session.execute(query, {**given, **asked(reader.id, clock.today())}).mappings()
    return [AssignmentLine(**row) for row in rows]


@cache
def select(held: sa.Select[int]) -> Rows:
    """The columns of a line, for who holds these units: ask it with ``read``."""
    adviser = sa.func.coalesce(Person.given_name + " " + Person.family_name, "")
    standing = (
        sa.select(sa.func.max(Invoice.id))
        .where(
            Invoice.assignment_id == Assignment.id,
            Invoice.kind == InvoiceKind.INVOICE,
            Invoice.status.in_(STANDING),
        )
        .correlate(Assignment)
        .scalar_subquery()
    )
    over = sa.and_(Contract.status == ContractStatus.MADE, Contract.last_day < TODAY)
    return (
        sa.select(
            Assignment.id,
            Assignment.title,
            sa.func.coalesce(Client.name, "").label("client"),
            Unit.name.label("unit"),
            adviser.label("adviser"),
            Assignment.status,
            Assignment.price,
            Assignment.reason,
            Assignment.submitted,
            Assignment.updated,
            Assignment.unit_id.in_(held).label("mine"),
            sa.func.coalesce(Unit.adviser_id == READER, sa.false()).label("to_me"),
            _of_contracts(sa.func.min(Contract.first_day)).label("first_day"),
            _of_contracts(sa.func.max(Contract.last_day)).label("last_day"),
            _of_contracts(sa.func.count(), over).label("to_confirm"),
            Invoice.id.label("invoice_id"),
            Invoice.number.label("invoice"),
            Invoice.status.label("invoice_status"),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Person, Person.id == Unit.adviser_id)
        .outerjoin(Client, Client.id == Assignment.client_id)
        .outerjoin(Invoice, Invoice.id == standing)
    )


def _of_contracts(
    figure: sa.ColumnElement[Any], *where: sa.ColumnElement[bool]
) -> sa.ScalarSelect[Any]:
    return (
        sa.select(figure)
        .select_from(Contract)
        .where(
            Contract.assignment_id == Assignment.id,
            Contract.status.not_in(ENDED),
            *where,
        )
        .correlate(Assignment)
        .scalar_subquery()
    )


def found_by(typed: str) -> sa.ColumnElement[bool]:
    """Assignments that what was typed may mean: by their title, or by their client."""
    prefixes = prefixes_of(typed)
    if not prefixes:
        return sa.true()
    clients = [
        Assignment.client_id.in_(
            sa.select(ClientWord.client_id).where(ClientWord.word.startswith(prefix))
        )
        for prefix in prefixes
    ]
    return sa.or_(Assignment.title.icontains(typed.strip(), autoescape=True), sa.and_(*clients))
