"""Issuing an invoice, as one step of a larger act: the caller commits.

Everything that can be refused is refused before the number is taken, and the number is taken in
the caller's transaction: whatever fails later gives it back, so the series has no gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from flask_babel import force_locale
from flask_babel import gettext as _

from domain.contribution import contribution
from domain.entities import EntityCode
from domain.identifiers import structured_communication
from domain.invoicing import (
    InvoiceSheet,
    InvoiceStatus,
    Party,
    make_sheet,
    move_invoice,
    sheet_line,
    to_json,
)
from domain.ledger import Act, issue_invoice
from domain.vat import Treatment, WorkKind, treatment
from web import clock
from web.actions.audit import record
from web.actions.documents import Paper, ask_for
from web.actions.ledger import next_number, post
from web.actions.real_figures import require_real
from web.extensions import db
from web.i18n import LOCALES
from web.models.client import Client
from web.models.document import DocumentKind
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit

MOST_A_YEAR = 9_999_999  # what a structured communication has digits for
DIGITS = {code: place for place, code in enumerate(EntityCode, 1)}  # never reorder: printed


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line as it is ordered; its VAT is decided when the invoice is made."""

    description: str
    quantity: Decimal
    unit: str  # a key of domain.sheet.UNITS
    unit_price: Decimal  # EUR excluding VAT


@cache
def _legal_form(form: str, court: str, language: str) -> str:
    """How an invoice says what its seller is; the same words on every invoice of an entity."""
    with force_locale(LOCALES[language]):
        return str(_("%(form)s, register of legal persons %(court)s", form=form, court=court))


def seller(entity: Entity, language: str) -> Party:
    """The legal entity as an invoice names it."""
    return Party(
        name=entity.name,
        address=(entity.street,),
        postcode=entity.postcode,
        city=entity.city,
        country=entity.country,
        enterprise_number=entity.enterprise_number,
        vat_number=entity.vat_number,
        language=language,
        email=entity.email,
        legal_form=_legal_form(entity.legal_form, entity.court, language),
    )


def buyer(client: Client) -> Party:
    """The client as an invoice names them."""
    return Party(
        name=client.name,
        address=(client.street,) if client.street else (),
        postcode=client.postcode,
        city=client.city,
        country=client.country,
        enterprise_number=client.enterprise_number or "",
        vat_number=client.vat_number or "",
        language=client.language,
        email=client.email,
    )


def vat_of(kind: WorkKind, client: Client, day: date) -> Treatment:
    """The VAT of this kind of work for this client."""
    return treatment(
        kind,
        country=client.country,
        client_kind=client.kind,
        has_vat_number=bool(client.vat_number),
        day=day,
    )


def plan_sheet(
    *,
    client: Client,
    entity: Entity,
    kind: WorkKind,
    title: str,
    lines: Sequence[DraftLine],
    delivered: tuple[date, date] | None,
    day: date,
) -> InvoiceSheet:
    """The invoice as it would be on ``day``, still without its number; refuses what is wrong."""
    vat = vat_of(kind, client, day)
    rows = [
        sheet_line(
            line.description,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            treatment=vat,
        )
        for line in lines
    ]
    first, last = delivered or (None, None)
    return make_sheet(
        number="",
        issue_day=day,
        seller=seller(entity, client.language),
        buyer=buyer(client),
        lines=rows,
        communication="",
        iban=entity.iban,
        bic=entity.bic,
        delivery_start=first,
        delivery_end=last,
        note="" if title in [line.description for line in lines] else title,
    )


def put_out(
    *,
    unit: Unit,
    client: Client,
    entity: Entity,
    author: Person,
    kind: WorkKind,
    title: str,
    lines: Sequence[DraftLine],
    assignment_id: int | None,
    delivered: tuple[date, date] | None,
    now: datetime,
) -> Invoice:
    """A new invoice: number, ledger, documents asked for. The caller commits."""
    sheet = plan_sheet(
        client=client, entity=entity, kind=kind, title=title, lines=lines,
        delivered=delivered, day=clock.day_of(now),
    )  # fmt: skip
    invoice = Invoice(
        unit=unit, client=client, entity=entity, author_id=author.id,
        assignment_id=assignment_id, title=title, status=InvoiceStatus.DRAFT,
    )  # fmt: skip
    put_out_sheet(invoice, sheet, now=now)
    return invoice


def put_out_sheet(invoice: Invoice, sheet: InvoiceSheet, *, now: datetime) -> None:
    """Issue a checked sheet as ``invoice``, whose entity and client are loaded."""
    status = move_invoice(invoice.status, InvoiceStatus.ISSUED)
    share = contribution(sheet.net, sheet.issue_day)
    require_real(share.rate, *(line.treatment.rate for line in sheet.lines))
    write_sheet(invoice, sheet, status)
    legs = issue_invoice(
        net=sheet.net,
        vat=sheet.vat,
        contribution=share.amount,
        unit_id=invoice.unit_id,
        assignment_id=invoice.assignment_id,
        invoice_id=invoice.id,
    )
    reference = str(invoice.number)
    post(Act.ISSUE, legs, entity_id=invoice.entity_id, day=sheet.issue_day, reference=reference)
    ask_for_documents(invoice, sheet.language, now=now)
    record("issue", invoice, number=reference, gross=sheet.gross)


def write_sheet(invoice: Invoice, sheet: InvoiceSheet, status: InvoiceStatus) -> None:
    """Number the sheet and freeze it on the row."""
    year, entity = sheet.issue_day.year, invoice.entity
    sequence = next_number(f"invoice:{entity.code}:{year}")
    number = f"{entity.code}-{year}-{sequence:06d}"
    numbered = replace(
        sheet,
        number=number,
        buyer_reference=sheet.buyer_reference or number,
        communication=communication(entity.code, year, sequence),
    )
    invoice.year, invoice.sequence, invoice.number = year, sequence, number
    invoice.status, invoice.kind, invoice.sheet = status, sheet.kind, to_json(numbered)
    invoice.issue_day, invoice.due_day = sheet.issue_day, sheet.due_day
    invoice.net, invoice.vat, invoice.gross = sheet.net, sheet.vat, sheet.gross
    invoice.paid, invoice.communication = sheet.paid, numbered.communication
    db.session.add(invoice)
    db.session.flush()


def communication(code: EntityCode, year: int, sequence: int) -> str:
    """What the client repeats when paying: entity, year and number make it unique."""
    if sequence > MOST_A_YEAR:
        raise ValueError(f"the structured communications of {code} in {year} are used up")
    return structured_communication(int(f"{DIGITS[code]}{year % 100:02d}{sequence:07d}"))


def ask_for_documents(invoice: Invoice, language: str, *, now: datetime) -> None:
    """What the worker makes of an invoice or a credit note."""
    papers = [
        Paper(DocumentKind.INVOICE_PDF, f"{invoice.number}.pdf"),
        Paper(DocumentKind.INVOICE_UBL, f"{invoice.number}.xml", "application/xml"),
    ]
    ask_for(papers, language=language, now=now, invoice_id=invoice.id)


__all__ = [
    "DraftLine",
    "ask_for_documents",
    "communication",
    "plan_sheet",
    "put_out",
    "put_out_sheet",
    "vat_of",
    "write_sheet",
]
