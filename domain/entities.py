"""The legal entities under one cooperative, and which of them invoices which work."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg
from domain.vat import WorkKind


class EntityCode(StrEnum):
    """One legal entity; the letters begin its invoice numbers."""

    SC = "SC"  # the cooperative company itself
    PA = "PA"  # association that produces shows and works
    FA = "FA"  # association for training, exempt from VAT


ENTITY_CODES: Mapping[EntityCode, Msg] = {
    EntityCode.SC: N_("Cooperative company"),
    EntityCode.PA: N_("Artistic production association"),
    EntityCode.FA: N_("Training association"),
}

# Everything else is invoiced by the cooperative company.
ENTITY_OF: Mapping[WorkKind, EntityCode] = {
    WorkKind.PERFORMANCE: EntityCode.PA,
    WorkKind.COPYRIGHT: EntityCode.PA,
    WorkKind.TRAINING: EntityCode.FA,
}


def entity_for(kind: WorkKind) -> EntityCode:
    """The entity that invoices and employs for this kind of work; never a member's choice.

    Source: the cooperative's own rule, see docs/rules/vat.md; only training must be apart
            (VAT Code art. 44 § 2, 4°: a body that does not seek profit)
    """
    return ENTITY_OF.get(kind, EntityCode.SC)
