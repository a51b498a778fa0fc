"""What an invoice or a credit note says: one frozen value, archived as JSON.

The screen, the PDF, the e-mail and the UBL file only read an ``InvoiceSheet``: nothing is
computed after it, so they cannot disagree. ``domain.invoicing`` makes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.archived import from_plain, to_plain
from domain.errors import N_, Msg, RuleError
from domain.money import Eur, eur, total
from domain.vat import Treatment, VatCategory


class InvoiceKind(StrEnum):
    """What kind of document it is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


INVOICE_KINDS: Mapping[InvoiceKind, Msg] = {
    InvoiceKind.INVOICE: N_("Invoice"),
    InvoiceKind.CREDIT_NOTE: N_("Credit note"),
}

# What lines are counted in, by code of UNECE recommendation 20.
UNITS: Mapping[str, Msg] = {
    "DAY": N_("day"),
    "HUR": N_("hour"),
    "C62": N_("piece"),
    "LS": N_("lump sum"),
    "KMT": N_("kilometre"),
}


@dataclass(eq=False)
class NegativePrice(RuleError):
    """EN 16931 allows a negative quantity, never a negative price."""

    message = N_("The price of “%(description)s” is below zero. Make the quantity negative.")
    description: str


@dataclass(eq=False)
class UnknownUnit(RuleError):
    """Not a unit that we invoice in."""

    message = N_("“%(unit)s” is not a unit that we invoice in. Choose day, hour or piece.")
    unit: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address on the Peppol network: a scheme of its list, and a number in that scheme."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The seller or the buyer, as printed."""

    name: str  # the exact legal name
    address: tuple[str, ...] = ()  # street lines
    postcode: str = ""
    city: str = ""
    country: str = "BE"
    enterprise_number: str = ""  # ten digits, Belgian
    vat_number: str = ""  # with its country in front
    language: str = "fr"
    email: str = ""
    endpoint: Endpoint | None = None  # where a lookup found it; None: derived from its numbers
    legal_form: str = ""  # legal form, register and court, as the law wants on invoices


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line of an invoice; make it with ``sheet_line``."""

    description: str
    quantity: Decimal
    unit: str  # a key of UNITS
    unit_price: Decimal  # EUR excluding VAT; may be finer than the cent
    net: Eur
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class VatTotal:
    """One row of the VAT table: all lines of one category and rate."""

    treatment: Treatment
    taxable: Eur
    vat: Eur


@dataclass(frozen=True, slots=True)
class Credited:
    """The invoice that a credit note undoes."""

    number: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSheet:
    """Everything an invoice or a credit note says; the amounts of both are positive."""

    kind: InvoiceKind
    number: str
    issue_day: date
    due_day: date | None  # None on a credit note
    delivery_start: date | None
    delivery_end: date | None
    seller: Party
    buyer: Party
    buyer_reference: str
    lines: tuple[SheetLine, ...]
    vat_totals: tuple[VatTotal, ...]
    net: Eur
    vat: Eur
    gross: Eur
    paid: Eur  # before this document was made
    payable: Eur
    communication: str  # twelve digits
    iban: str
    bic: str
    note: str
    mentions: tuple[Msg, ...]  # what the law wants said, besides the reasons for no VAT
    credits: Credited | None
    language: str  # the recipient's


def sheet_line(
    description: str, *, quantity: Decimal, unit: str, unit_price: Decimal, treatment: Treatment
) -> SheetLine:
    """One line; its net amount is rounded to the cent, its VAT is not computed here.

    unit_price: EUR excluding VAT, not below zero
    Source:     EN 16931, BR-27; Peppol BIS Billing 3.0, PEPPOL-EN16931-R120
    """
    if unit not in UNITS:
        raise UnknownUnit(unit)
    if unit_price < 0:
        raise NegativePrice(description)
    return SheetLine(
        description=description,
        quantity=quantity,
        unit=unit,
        unit_price=unit_price,
        net=eur(quantity * unit_price),
        treatment=treatment,
    )


def vat_table(lines: Sequence[SheetLine]) -> tuple[VatTotal, ...]:
    """One row per category and rate: VAT is rounded once per row, never per line.

    Source: EN 16931, BR-CO-17; Royal Decree of 8 July 2025, see docs/rules/invoicing.md
    """
    groups: dict[tuple[VatCategory, Decimal], list[SheetLine]] = {}
    for line in lines:
        groups.setdefault((line.treatment.category, line.treatment.percent), []).append(line)
    rows = []
    for (_category, percent), members in groups.items():
        taxable = total(line.net for line in members)
        rows.append(VatTotal(members[0].treatment, taxable, eur(taxable * percent / 100)))
    return tuple(rows)


VERSION = 1  # of the JSON; a later shape reads the earlier ones


def to_json(sheet: InvoiceSheet) -> dict[str, Any]:
    """The sheet as JSON values for the archive; amounts and days are strings."""
    return {"version": VERSION, **to_plain(sheet)}


def from_json(archived: Mapping[str, Any]) -> InvoiceSheet:
    """The sheet that was archived, equal to the one that went in."""
    plain = dict(archived)
    version = plain.pop("version")
    if version != VERSION:
        raise ValueError(f"an invoice sheet of version {version} cannot be read")
    sheet: InvoiceSheet = from_plain(InvoiceSheet, plain)
    return sheet
