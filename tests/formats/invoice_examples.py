"""Invoices of every VAT case, with made-up parties, for the tests of the formats."""

from datetime import date
from decimal import Decimal

from domain.invoicing import InvoiceSheet, Party, make_sheet, sheet_line
from domain.vat import ClientKind, WorkKind, treatment

DAY = date(2026, 9, 1)

SELLER = Party(
    name="Coopérative Exemple SC",
    address=("Rue du Test 1",),
    postcode="1060",
    city="Bruxelles",
    enterprise_number="0123456749",
    vat_number="BE0123456749",
    email="factures@exemple.be",
    legal_form="SC agréée comme entreprise sociale, RPM Bruxelles",
)
# Exempt from VAT, hence without a VAT number.
TRAINERS = Party(
    name="Formateurs Exemple ASBL",
    address=("Rue du Test 1",),
    postcode="1060",
    city="Bruxelles",
    enterprise_number="0765432146",
)
BELGIAN = Party(
    name="Client Voorbeeld NV",
    address=("Teststraat 2", "bus 4", "3de verdieping"),
    postcode="9000",
    city="Gent",
    enterprise_number="0765432146",
    vat_number="BE0765432146",
    language="nl",
)
FRENCH = Party(name="Client Exemple SARL", city="Lille", country="FR", vat_number="FR61954506077")
SWISS = Party(name="Musterkunde AG", city="Bern", country="CH", vat_number="CHE107787577")
PERSON = Party(name="Camille Exemple", address=("Rue du Test 9",), city="Namur", postcode="5000")

BUYERS = {
    "BE": (BELGIAN, ClientKind.COMPANY),
    "FR": (FRENCH, ClientKind.COMPANY),
    "CH": (SWISS, ClientKind.COMPANY),
}

# name → (seller, country of the buyer, kinds of work on the lines)
VAT_CASES = {
    "standard": (SELLER, "BE", [WorkKind.SERVICE]),
    "three-rates": (SELLER, "BE", [WorkKind.SERVICE, WorkKind.CATERING, WorkKind.COPYRIGHT]),
    "performance": (SELLER, "BE", [WorkKind.PERFORMANCE]),
    "zero-rated": (SELLER, "BE", [WorkKind.PERIODICAL]),
    "zero-and-standard": (SELLER, "BE", [WorkKind.PERIODICAL, WorkKind.GOODS]),
    "exempt-training": (TRAINERS, "BE", [WorkKind.TRAINING]),
    "reverse-charge": (SELLER, "FR", [WorkKind.SERVICE, WorkKind.PERFORMANCE]),
    "goods-to-the-eu": (SELLER, "FR", [WorkKind.GOODS]),
    "export": (SELLER, "CH", [WorkKind.GOODS]),
    "outside-scope": (SELLER, "CH", [WorkKind.SERVICE]),
    "exempt-training-abroad": (TRAINERS, "FR", [WorkKind.TRAINING]),
}


def example(case: str, **changes: object) -> InvoiceSheet:
    """One invoice of a VAT case: odd quantities and fine prices, so that rounding shows."""
    seller, country, kinds = VAT_CASES[case]
    buyer, client_kind = BUYERS[country]
    lines = [
        sheet_line(
            f"Travail n° {position} & préparation <essai>\nDeuxième ligne",
            quantity=Decimal("2.5"),
            unit=("DAY", "HUR", "C62")[position % 3],
            unit_price=Decimal("33.3333") + position,
            treatment=treatment(
                kind,
                country=country,
                client_kind=client_kind,
                has_vat_number=bool(buyer.vat_number),
                day=DAY,
            ),
        )
        for position, kind in enumerate([*kinds, *kinds])
    ]
    details: dict[str, object] = {
        "number": "SC-2026-000123",
        "issue_day": DAY,
        "seller": seller,
        "buyer": buyer,
        "lines": lines,
        "communication": "010806817183",
        "iban": "BE68539007547034",
        "bic": "GKCCBEBB",
        "delivery_start": date(2026, 8, 27),
        "delivery_end": date(2026, 8, 29),
        "note": "Membre 1234, mission 5678",
    }
    return make_sheet(**{**details, **changes})  # type: ignore[arg-type]
