"""What people do with invoices: draft, issue, credit."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from domain.contribution import contribution
from domain.errors import N_, RuleError
from domain.invoicing import (
    InvoiceKind,
    InvoiceStatus,
    NotCreditable,
    credit_sheet,
    from_json,
    move_invoice,
)
from domain.ledger import Account, Act, credit_invoice
from domain.money import ZERO, Eur
from domain.units import Tool
from domain.vat import WorkKind
from web import clock
from web.actions.audit import actor_id, record
from web.actions.invoicing import (
    DraftLine,
    ask_for_documents,
    plan_sheet,
    put_out_sheet,
    write_sheet,
)
from web.actions.ledger import post
from web.extensions import db
from web.models.client import Client
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.models.ledger import Posting, UnitSum
from web.models.person import Person
from web.models.unit import Unit


@dataclass(eq=False)
class InvoicesByAssignment(RuleError):
    """The unit does not have the tool Activity."""

    message = N_("The unit “%(unit)s” invoices through its assignments. Start an assignment.")
    unit: str


@dataclass(eq=False)
class UnitClosed(RuleError):
    """Nothing new in a closed unit."""

    message = N_("The unit “%(unit)s” has been closed since %(day)s: it cannot invoice any more.")
    unit: str
    day: date


@dataclass(eq=False)
class AlreadyPaid(RuleError):
    """Money has come in: it must go back first."""

    message = N_(
        "The client has already paid %(paid)s of %(number)s. Ask finance to pay it back and to "
        "undo the payment; the invoice can be credited after that."
    )
    paid: Eur
    number: str


@dataclass(eq=False)
class MoneySpent(RuleError):
    """The money of the invoice is gone to pay and expenses."""

    message = N_(
        "Part of this money is already spent on pay or expenses: %(missing)s would be missing. "
        "Ask your adviser to credit the invoice with you."
    )
    missing: Eur


def start_draft(
    unit: Unit,
    client: Client,
    author: Person,
    *,
    now: datetime,
    typed: dict[str, Any] | None = None,
) -> Invoice:
    """A draft of an Activity invoice for this client; ``typed`` is the form it begins with."""
    if unit.tool is Tool.THREE_IN_ONE:
        raise InvoicesByAssignment(unit.name)
    if unit.closed is not None and unit.closed <= clock.day_of(now):
        raise UnitClosed(unit.name, unit.closed)
    invoice = Invoice(
        unit_id=unit.id, client_id=client.id, entity_id=unit.entity_id, author_id=author.id,
        title="", net=ZERO, vat=ZERO, gross=ZERO, paid=ZERO, typed=typed or {},
    )  # fmt: skip
    db.session.add(invoice)
    db.session.flush()
    record("draft_started", invoice)
    db.session.commit()
    return invoice


def _still_mine(invoice: Invoice, version: int) -> None:
    """A draft, and still the one that was shown."""
    move_invoice(invoice.status, InvoiceStatus.ISSUED)
    if invoice.version != version:
        raise StaleDataError


def save_draft(
    invoice: Invoice, *, typed: dict[str, Any], title: str, net: Eur, version: int
) -> None:
    """Keep a draft as it was typed, right or wrong.

    net: EUR, what its lines come to so far
    """
    _still_mine(invoice, version)
    invoice.typed, invoice.title, invoice.net = typed, title, net
    db.session.commit()


def choose_client(invoice: Invoice, client: Client) -> None:
    """Another client for a draft."""
    move_invoice(invoice.status, InvoiceStatus.ISSUED)
    invoice.client_id = client.id
    db.session.commit()


def discard_draft(invoice: Invoice, *, version: int) -> None:
    """Throw a draft away; it never had a number."""
    _still_mine(invoice, version)
    record("draft_discarded", invoice)
    db.session.delete(invoice)
    db.session.commit()


def issue(
    invoice: Invoice,
    *,
    kind: WorkKind,
    title: str,
    lines: list[DraftLine],
    delivered: tuple[date, date] | None,
    version: int,
    now: datetime,
) -> None:
    """Issue a draft: all or nothing."""
    _still_mine(invoice, version)
    unit = db.session.get_one(Unit, invoice.unit_id)
    if unit.closed is not None and unit.closed <= clock.day_of(now):
        raise UnitClosed(unit.name, unit.closed)
    invoice.entity = db.session.get_one(Entity, invoice.entity_id)
    client = db.session.get_one(Client, invoice.client_id)
    sheet = plan_sheet(
        client=client, entity=invoice.entity, kind=kind, title=title, lines=lines,
        delivered=delivered, day=clock.day_of(now),
    )  # fmt: skip
    invoice.title = title
    put_out_sheet(invoice, sheet, now=now)
    db.session.commit()


def purse(invoice: Invoice) -> Eur:
    """What is left of the money that the invoice feeds: its assignment's, or the unit's."""
    if invoice.assignment_id is None:
        held = sa.select(sa.func.sum(UnitSum.amount)).where(
            UnitSum.unit_id == invoice.unit_id, UnitSum.account == Account.UNIT_AVAILABLE
        )
    else:
        held = sa.select(sa.func.sum(Posting.amount)).where(
            Posting.assignment_id == invoice.assignment_id, Posting.account == Account.ASSIGNMENT
        )
    amount: Eur | None = db.session.scalar(held)
    return Eur(-(amount or ZERO))


def taken_back(invoice: Invoice) -> Eur:
    """What a credit note takes from the unit: the amount excluding VAT, minus the contribution."""
    assert invoice.issue_day is not None
    return Eur(invoice.net - contribution(invoice.net, invoice.issue_day).amount)


def credit(invoice: Invoice, *, reason: str, now: datetime) -> Invoice:
    """Undo an invoice with a credit note of its own number; returns the credit note.

    Refused while its money is spent: see ``credit_though_spent``.
    """
    db.session.get_one(Unit, invoice.unit_id, with_for_update=True)
    missing = Eur(taken_back(invoice) - purse(invoice)) if invoice.number else ZERO
    if missing > ZERO and invoice.status is InvoiceStatus.ISSUED:
        raise MoneySpent(missing)
    return credit_though_spent(invoice, reason=reason, now=now)


def credit_though_spent(invoice: Invoice, *, reason: str, now: datetime) -> Invoice:
    """The same for those who answer for the money: what is missing stays visible on the unit."""
    if invoice.paid > ZERO:
        raise AlreadyPaid(invoice.paid, str(invoice.number))
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        raise NotCreditable(str(invoice.number))
    status, day = move_invoice(invoice.status, InvoiceStatus.CREDITED), clock.day_of(now)
    sheet = replace(credit_sheet(from_json(invoice.sheet), "", day), note=reason)
    invoice.status = status
    db.session.flush()  # a second one at the same time stops here: the version has changed
    note = Invoice(
        kind=InvoiceKind.CREDIT_NOTE, unit_id=invoice.unit_id, client_id=invoice.client_id,
        entity=db.session.get_one(Entity, invoice.entity_id),
        author_id=actor_id() or invoice.author_id, assignment_id=invoice.assignment_id,
        title=invoice.title, credits_id=invoice.id, reason=reason,
    )  # fmt: skip
    write_sheet(note, sheet, InvoiceStatus.CREDITED)
    _give_back(invoice, note, day)
    ask_for_documents(note, sheet.language, now=now)
    record("credit", invoice, number=note.number, reason=reason)
    db.session.commit()
    return note


def _give_back(invoice: Invoice, note: Invoice, day: date) -> None:
    """The entry of the invoice, the other way round, to the cent."""
    assert invoice.issue_day is not None
    legs = credit_invoice(
        net=invoice.net,
        vat=invoice.vat,
        contribution=contribution(invoice.net, invoice.issue_day).amount,
        unit_id=invoice.unit_id,
        assignment_id=invoice.assignment_id,
        invoice_id=note.id,
    )
    post(Act.CREDIT, legs, entity_id=note.entity_id, day=day, reference=str(note.number))
