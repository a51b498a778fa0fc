"""The region in which someone lives: Brussels, Wallonia, Flanders, or abroad.

The first two digits of a Belgian postcode are a sorting sector, and no sector lies in two regions.
Source: https://fr.wikipedia.org/wiki/Code_postal_en_Belgique (sorting sectors and provinces),
after the list of postcodes of bpost, https://www.bpost.be/fr/outil-de-validation-de-codes-postaux
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class Region(StrEnum):
    """Where someone lives; a German-speaking municipality is in Wallonia."""

    BRUSSELS = "brussels"
    WALLONIA = "wallonia"
    FLANDERS = "flanders"
    ABROAD = "abroad"


REGIONS: Mapping[Region, Msg] = {
    Region.BRUSSELS: N_("Brussels"),
    Region.WALLONIA: N_("Wallonia"),
    Region.FLANDERS: N_("Flanders"),
    Region.ABROAD: N_("Outside Belgium"),
}

# From this sector on, until the next one that is named here.
SECTORS: tuple[tuple[int, Region], ...] = (
    (10, Region.BRUSSELS),
    (13, Region.WALLONIA),  # Walloon Brabant
    (15, Region.FLANDERS),  # Flemish Brabant, Antwerp, Limburg
    (40, Region.WALLONIA),  # Liège, Namur, Hainaut, Luxembourg
    (80, Region.FLANDERS),  # West and East Flanders
)


def region_of(country: str, postcode: str) -> Region | None:
    """The region of an address; None where a Belgian postcode is missing or none."""
    if country != "BE":
        return Region.ABROAD if country else None
    digits = postcode.strip()
    if not re.fullmatch(r"[1-9][0-9]{3}", digits, re.ASCII):
        return None
    sector = int(digits[:2])
    return [region for since, region in SECTORS if since <= sector][-1]
