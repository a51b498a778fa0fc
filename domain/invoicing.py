"""Invoices and credit notes: their life, their due day, their totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import N_, Msg, RuleError
from domain.money import ZERO, Eur, eur, total
from domain.parameters import parameter
from domain.sheet import (
    INVOICE_KINDS,
    UNITS,
    Credited,
    Endpoint,
    InvoiceKind,
    InvoiceSheet,
    Party,
    SheetLine,
    VatTotal,
    from_json,
    sheet_line,
    to_json,
    vat_table,
)
from domain.vat import MissingVatNumber, VatCategory

__all__ = [
    "INVOICE_KINDS",
    "INVOICE_STATUSES",
    "NEXT",
    "UNITS",
    "Credited",
    "Endpoint",
    "InvoiceKind",
    "InvoiceSheet",
    "InvoiceStatus",
    "Party",
    "SheetLine",
    "VatTotal",
    "credit_sheet",
    "due_day",
    "from_json",
    "make_sheet",
    "move_invoice",
    "sheet_line",
    "to_json",
    "vat_table",
]

TERM = parameter("cooperative/payment_term_days")


class InvoiceStatus(StrEnum):
    """Where an invoice is in its life."""

    DRAFT = "draft"
    ISSUED = "issued"
    PAID = "paid"
    CREDITED = "credited"


INVOICE_STATUSES: Mapping[InvoiceStatus, Msg] = {
    InvoiceStatus.DRAFT: N_("Draft"),
    InvoiceStatus.ISSUED: N_("Issued"),
    InvoiceStatus.PAID: N_("Paid"),
    InvoiceStatus.CREDITED: N_("Credited"),
}

NEXT: Mapping[InvoiceStatus, frozenset[InvoiceStatus]] = {
    InvoiceStatus.DRAFT: frozenset({InvoiceStatus.ISSUED}),
    InvoiceStatus.ISSUED: frozenset({InvoiceStatus.PAID, InvoiceStatus.CREDITED}),
    # A payment recorded by mistake is undone: the invoice is open again.
    InvoiceStatus.PAID: frozenset({InvoiceStatus.ISSUED, InvoiceStatus.CREDITED}),
    InvoiceStatus.CREDITED: frozenset(),
}

# Royal Decree no. 1, article 5: what a credit note must say about VAT.
GIVE_BACK_VAT = N_("VAT to be paid back to the State insofar as it was deducted at first.")


@dataclass(eq=False)
class ForbiddenInvoiceMove(RuleError):
    """This step does not exist in the life of an invoice."""

    message = N_(
        "This invoice is “%(current)s”: it can no longer become “%(to)s”. "
        "Reload the page to see what can be done."
    )
    current: Msg
    to: Msg


@dataclass(eq=False)
class NothingToInvoice(RuleError):
    """No line, or lines that come to nothing."""

    message = N_("An invoice must come to more than zero. Check the quantities and the prices.")


@dataclass(eq=False)
class MixedScope(RuleError):
    """What is outside the scope of VAT has an invoice of its own (BR-O-11)."""

    message = N_(
        "A line outside the scope of Belgian VAT cannot be on one invoice with other lines. "
        "Make two invoices."
    )


@dataclass(eq=False)
class MissingDelivery(RuleError):
    """Goods sent to another member state need the day they left (BR-IC-11)."""

    message = N_("Say on which day the goods were delivered: the exemption from VAT depends on it.")
    field = "delivery_start"


@dataclass(eq=False)
class NotCreditable(RuleError):
    """Only an invoice can be credited."""

    message = N_("%(number)s is itself a credit note. Make a new invoice instead.")
    number: str


@dataclass(eq=False)
class CreditTooEarly(RuleError):
    """A credit note is never older than its invoice."""

    message = N_("A credit note cannot be dated before its invoice of %(issue_day)s.")
    issue_day: date


def move_invoice(current: InvoiceStatus, to: InvoiceStatus) -> InvoiceStatus:
    """The new status, or a refusal."""
    if to not in NEXT[current]:
        raise ForbiddenInvoiceMove(INVOICE_STATUSES[current], INVOICE_STATUSES[to])
    return to


def due_day(issue_day: date) -> date:
    """The last day on which the client pays in time.

    Source: parameters/cooperative/payment_term_days.toml
    """
    return issue_day + timedelta(days=int(TERM.on(issue_day).value))


def _check(table: Sequence[VatTotal], buyer: Party, delivered: date | None) -> None:
    """Refuse what EN 16931 would refuse, while it can still be put right."""
    categories = {row.treatment.category for row in table}
    if VatCategory.O in categories and len(table) > 1:
        raise MixedScope
    if VatCategory.K in categories and delivered is None:
        raise MissingDelivery
    if categories & {VatCategory.AE, VatCategory.K} and not buyer.vat_number:
        raise MissingVatNumber(buyer.country)


def make_sheet(
    *,
    number: str,
    issue_day: date,
    seller: Party,
    buyer: Party,
    lines: Sequence[SheetLine],
    communication: str,
    iban: str,
    bic: str = "",
    buyer_reference: str = "",
    delivery_start: date | None = None,
    delivery_end: date | None = None,
    due: date | None = None,
    paid: Eur = ZERO,
    note: str = "",
    mentions: Sequence[Msg] = (),
    language: str = "",
) -> InvoiceSheet:
    """An invoice with all its totals.

    buyer_reference: what the client asked to see; our own number where they asked nothing
    due:             the last day to pay, where another term than the usual was agreed
    paid:            EUR already received
    language:        the buyer's own where left out
    Source:          EN 16931, BR-CO-10 to BR-CO-17, in that order
    """
    table = vat_table(lines)
    _check(table, buyer, delivery_start)
    net, vat = total(line.net for line in lines), total(row.vat for row in table)
    if net <= 0:
        raise NothingToInvoice
    gross = eur(net + vat)
    return InvoiceSheet(
        kind=InvoiceKind.INVOICE,
        number=number,
        issue_day=issue_day,
        due_day=due or due_day(issue_day),
        delivery_start=delivery_start,
        delivery_end=delivery_end or delivery_start,
        seller=seller,
        buyer=buyer,
        buyer_reference=buyer_reference or number,
        lines=tuple(lines),
        vat_totals=table,
        net=net,
        vat=vat,
        gross=gross,
        paid=paid,
        payable=eur(gross - paid),
        communication=communication,
        iban=iban,
        bic=bic,
        note=note,
        mentions=tuple(mentions),
        credits=None,
        language=language or buyer.language,
    )


def credit_sheet(sheet: InvoiceSheet, number: str, day: date) -> InvoiceSheet:
    """The credit note that gives back a whole invoice, line by line and to the cent.

    number: of the credit note
    day:    date of the credit note, not before the invoice
    """
    if sheet.kind is not InvoiceKind.INVOICE:
        raise NotCreditable(sheet.number)
    if day < sheet.issue_day:
        raise CreditTooEarly(sheet.issue_day)
    return replace(
        sheet,
        kind=InvoiceKind.CREDIT_NOTE,
        number=number,
        issue_day=day,
        due_day=None,
        paid=ZERO,
        payable=sheet.gross,
        mentions=(*sheet.mentions, GIVE_BACK_VAT),
        credits=Credited(sheet.number, sheet.issue_day),
    )
