"""Two hundred invented clients more, so that searching is worth it."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import product

from domain.clients import Identity
from domain.vat import ClientKind
from web.actions.imports import insert_clients

FRENCH = (
    "Théâtre",
    "Compagnie",
    "Festival",
    "Maison",
    "Atelier",
    "Galerie",
    "Studio",
    "École",
    "Musée",
    "Centre",
)
FRENCH_NAMES = (
    "de la Marelle",
    "du Petit Jour",
    "des Marronniers",
    "Boréal",
    "de l'Écluse",
    "Mirabelle",
    "du Grand Hêtre",
    "Pas Perdus",
    "des Lucioles",
    "Quai Sud",
)
DUTCH = (
    "Theater",
    "Gezelschap",
    "Festival",
    "Huis",
    "Werkplaats",
    "Galerij",
    "Studio",
    "School",
    "Museum",
    "Centrum",
)
DUTCH_NAMES = (
    "De Kraanvogel",
    "Zonnewende",
    "Het Anker",
    "Noorderlicht",
    "De Linde",
    "Vlierbes",
    "Getijde",
    "De Zwaluw",
    "Hazelaar",
    "Zuidkaai",
)
WALLOON = (
    ("Bruxelles", "1000"),
    ("Ixelles", "1050"),
    ("Liège", "4000"),
    ("Namur", "5000"),
    ("Mons", "7000"),
)
FLEMISH = (
    ("Gent", "9000"),
    ("Antwerpen", "2000"),
    ("Leuven", "3000"),
    ("Brugge", "8000"),
    ("Hasselt", "3500"),
)
FIRST_NUMBER = 9_992_000  # 0999 2…: enterprise numbers that nobody has


def crowd(now: datetime) -> None:
    """Write them, all checked by the administrative team."""
    people = list(invented())
    digest = hashlib.sha256(repr(people).encode()).hexdigest()
    insert_clients(people, now=now, verified=True, file=digest)


def invented() -> Iterator[Identity]:
    """A hundred in each language."""
    sides = (
        ("fr", FRENCH, FRENCH_NAMES, WALLOON, "Rue du Modèle"),
        ("nl", DUTCH, DUTCH_NAMES, FLEMISH, "Proefstraat"),
    )
    place = 0
    for language, kinds, names, towns, street in sides:
        for kind, name in product(kinds, names):
            city, postcode = towns[place % len(towns)]
            base = FIRST_NUMBER + place
            number = f"0{base}{97 - base % 97:02d}"
            yield Identity(
                kind=ClientKind.PUBLIC_BODY if kind in ("École", "Museum") else ClientKind.COMPANY,
                name=f"{kind} {name}",
                country="BE",
                enterprise_number=number,
                vat_number=f"BE{number}",
                street=f"{street} {place % 90 + 1}",
                postcode=postcode,
                city=city,
                email="",
                language=language,
            )
            place += 1
