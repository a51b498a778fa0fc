"""Which VAT an invoice carries: decided by the kind of work and by who the client is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.countries import COUNTRIES
from domain.errors import N_, Msg, RuleError
from domain.money import Eur, eur
from domain.parameters import Dated, Parameter, parameter

STANDARD_RATE = parameter("vat/standard_rate")
PERFORMANCE_RATE = parameter("vat/performance_rate")
COPYRIGHT_RATE = parameter("vat/copyright_rate")
CATERING_RATE = parameter("vat/catering_rate")
EU_MEMBERS = parameter("vat/eu_members")

HOME = "BE"  # every entity of the cooperative is established in Belgium


class WorkKind(StrEnum):
    """The kind of work a member picks; it decides the rate and the entity that invoices."""

    SERVICE = "service"
    PERFORMANCE = "performance"
    COPYRIGHT = "copyright"
    CATERING = "catering"
    TRAINING = "training"
    PERIODICAL = "periodical"
    GOODS = "goods"


WORK_KINDS: Mapping[WorkKind, Msg] = {
    WorkKind.SERVICE: N_("Service, in general"),
    WorkKind.PERFORMANCE: N_("Artistic performance for an organiser (not advertising)"),
    WorkKind.COPYRIGHT: N_("Copyright, assigned or licensed (not software or advertising)"),
    WorkKind.CATERING: N_("Meals served in Belgium (without drinks)"),
    WorkKind.TRAINING: N_("Accredited training"),
    WorkKind.PERIODICAL: N_("Newspaper or weekly with general news (48 issues a year or more)"),
    WorkKind.GOODS: N_("Goods"),
}


class ClientKind(StrEnum):
    """Who the client is."""

    COMPANY = "company"
    PUBLIC_BODY = "public_body"
    PERSON = "person"


CLIENT_KINDS: Mapping[ClientKind, Msg] = {
    ClientKind.COMPANY: N_("Company or association"),
    ClientKind.PUBLIC_BODY: N_("Public body"),
    ClientKind.PERSON: N_("Natural person"),
}


class VatCategory(StrEnum):
    """The code of EN 16931 for why VAT is or is not charged."""

    S = "S"  # taxed, at any rate above zero
    Z = "Z"  # taxed at zero
    E = "E"  # exempt
    AE = "AE"  # reverse charge: the client declares it
    K = "K"  # goods to another member state
    G = "G"  # export
    O = "O"  # outside the scope of Belgian VAT  # noqa: E741 - the standard's own letter


@dataclass(frozen=True, slots=True)
class Treatment:
    """How one line is taxed, and the words the invoice must carry for it."""

    category: VatCategory
    percent: Decimal  # 21 is 21 %
    rate: Dated | None = None
    reason: Msg | None = None
    exemption_code: str = ""


@dataclass(eq=False)
class MissingVatNumber(RuleError):
    """Without its VAT number, a business abroad cannot be invoiced without Belgian VAT."""

    message = N_(
        "We need the VAT number of a company in %(country)s before we can invoice it. "
        "Add it to the client. A private individual is registered as a natural person."
    )
    field = "vat_number"
    country: str


@dataclass(eq=False)
class UnknownCountry(RuleError):
    """Not the code of a country."""

    message = N_("We do not know the country “%(country)s”. Choose the client's country again.")
    field = "country"
    country: str


RATES: Mapping[WorkKind, Parameter] = {
    WorkKind.SERVICE: STANDARD_RATE,
    WorkKind.PERFORMANCE: PERFORMANCE_RATE,
    WorkKind.COPYRIGHT: COPYRIGHT_RATE,
    WorkKind.CATERING: CATERING_RATE,
    WorkKind.GOODS: STANDARD_RATE,
}
GOODS = frozenset({WorkKind.GOODS, WorkKind.PERIODICAL})

NOUGHT = Decimal(0)
ZERO_RATED = Treatment(VatCategory.Z, NOUGHT)
EXEMPT_TRAINING = Treatment(
    VatCategory.E,
    NOUGHT,
    reason=N_("Training exempt from VAT (Belgian VAT Code, article 44 § 2, 4°)"),
    exemption_code="VATEX-EU-132-1I",
)
REVERSE_CHARGE = Treatment(
    VatCategory.AE,
    NOUGHT,
    reason=N_(
        "Reverse charge: the customer pays the VAT "
        "(Belgian VAT Code, article 21 § 2; Directive 2006/112/EC, article 196)"
    ),
    exemption_code="VATEX-EU-AE",
)
GOODS_TO_EU = Treatment(
    VatCategory.K,
    NOUGHT,
    reason=N_(
        "Supply of goods within the European Union, exempt from VAT "
        "(Belgian VAT Code, article 39bis; Directive 2006/112/EC, article 138)"
    ),
    exemption_code="VATEX-EU-IC",
)
EXPORT = Treatment(
    VatCategory.G,
    NOUGHT,
    reason=N_("Export, exempt from VAT (Belgian VAT Code, article 39 § 1)"),
    exemption_code="VATEX-EU-G",
)
OUTSIDE_SCOPE = Treatment(
    VatCategory.O,
    NOUGHT,
    reason=N_("Service outside the scope of Belgian VAT (Belgian VAT Code, articles 21 and 21bis)"),
    exemption_code="VATEX-EU-O",
)


def treatment(
    kind: WorkKind, *, country: str, client_kind: ClientKind, has_vat_number: bool, day: date
) -> Treatment:
    """The VAT of one line.

    country: two letters of the client's address (ISO 3166)
    day:     date of the invoice, which fixes the rate and who is in the European Union
    Source:  VAT Code art. 21, 21bis, 39, 39bis, 44; see docs/rules/vat.md
    """
    if country not in COUNTRIES:
        raise UnknownCountry(country)
    if country == HOME or kind is WorkKind.CATERING:
        return _in_belgium(kind, day)
    if country in EU_MEMBERS.on(day).table["countries"]:
        return _in_the_eu(kind, country, client_kind, has_vat_number, day)
    return _elsewhere(kind, client_kind, day)


def _in_belgium(kind: WorkKind, day: date) -> Treatment:
    """Belgian VAT, whoever the client is."""
    if kind is WorkKind.TRAINING:
        return EXEMPT_TRAINING
    if kind is WorkKind.PERIODICAL:
        return ZERO_RATED
    rate = RATES[kind].on(day)
    return Treatment(VatCategory.S, (rate.value * 100).normalize(), rate)


def _in_the_eu(
    kind: WorkKind, country: str, client_kind: ClientKind, has_vat_number: bool, day: date
) -> Treatment:
    """A business declares the VAT itself; anyone else pays ours."""
    if kind is WorkKind.TRAINING:
        return EXEMPT_TRAINING
    if client_kind is ClientKind.COMPANY and not has_vat_number:
        raise MissingVatNumber(country)
    if client_kind is ClientKind.PERSON or not has_vat_number:
        return _in_belgium(kind, day)
    return GOODS_TO_EU if kind in GOODS else REVERSE_CHARGE


def _elsewhere(kind: WorkKind, client_kind: ClientKind, day: date) -> Treatment:
    """Goods leave as exports; a service is taxed where a business is, not where a person is.

    Copyright is the exception for persons: outside the Union it is taxed where they live.
    """
    if kind in GOODS:
        return EXPORT
    if client_kind is ClientKind.PERSON and kind is not WorkKind.COPYRIGHT:
        return _in_belgium(kind, day)
    return OUTSIDE_SCOPE


def vat_inside(gross: Eur, percent: Decimal) -> Eur:
    """The VAT inside a price that includes it, on a ticket or a receipt.

    gross:   EUR including VAT
    percent: 21 for 21 %
    """
    return eur(gross * percent / (100 + percent))
