"""Which VAT of an expense comes back to the cooperative."""

from domain.entities import EntityCode
from domain.money import ZERO, Eur

# Only supplies with VAT give a right to take VAT back.
EXEMPT = frozenset({EntityCode.FA})


def recovers_vat(entity: EntityCode) -> bool:
    """May this legal entity take back the VAT on what it buys?

    Source: VAT Code art. 45 § 1, to be confirmed by finance; see docs/rules/expenses.md
    """
    return entity not in EXEMPT


def recovered(vat: Eur, entity: EntityCode) -> Eur:
    """The part of ``vat`` EUR that comes back: all of it, or nothing in an exempt entity."""
    return vat if recovers_vat(entity) else ZERO
