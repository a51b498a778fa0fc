"""Where a party can be reached on the Peppol network.

A Belgian enterprise is reached by its enterprise number (scheme 0208), which every business
that invoices has registered since 2026. Elsewhere in Europe the VAT number usually works; a
lookup that found something else comes first. A natural person has no address there.
"""

from collections.abc import Mapping

from domain.invoicing import Endpoint, InvoiceSheet, Party

BELGIAN_ENTERPRISE = "0208"

# Schemes of VAT numbers, by the letters in front of the number.
# Source: Peppol code list of participant identifier schemes, 9.7
VAT_SCHEMES: Mapping[str, str] = {
    "AT": "9914",
    "BE": "9925",
    "BG": "9926",
    "CH": "9927",
    "CY": "9928",
    "CZ": "9929",
    "DE": "9930",
    "DK": "0198",
    "EE": "9931",
    "EL": "9933",
    "ES": "9920",
    "FI": "0213",
    "FR": "9957",
    "GB": "9932",
    "HR": "9934",
    "HU": "9910",
    "IE": "9935",
    "IT": "0211",
    "LT": "9937",
    "LU": "9938",
    "LV": "9939",
    "MT": "9943",
    "NL": "9944",
    "PL": "9945",
    "PT": "9946",
    "RO": "9947",
    "SI": "9949",
    "SK": "9950",
}
SWEDISH_ENTERPRISE = "0007"  # the ten digits inside a Swedish VAT number


def endpoint_of(party: Party) -> Endpoint | None:
    """The party's Peppol address: looked up, else by enterprise number, else by VAT number."""
    if party.endpoint is not None:
        return party.endpoint
    if party.country == "BE" and party.enterprise_number:
        return Endpoint(BELGIAN_ENTERPRISE, party.enterprise_number)
    if party.vat_number.startswith("SE"):
        return Endpoint(SWEDISH_ENTERPRISE, party.vat_number[2:12])
    scheme = VAT_SCHEMES.get(party.vat_number[:2])
    return Endpoint(scheme, party.vat_number) if scheme else None


def can_send_by_peppol(sheet: InvoiceSheet) -> bool:
    """Have both parties an address? Whether the buyer's is registered, only a lookup knows."""
    return None not in (endpoint_of(sheet.seller), endpoint_of(sheet.buyer))
