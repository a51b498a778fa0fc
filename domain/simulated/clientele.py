"""The invented clients, each made from its place alone: none is kept in memory."""

import tomllib
from array import array
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from domain.clients import Typed
from domain.simulated.chance import chance, shuffled, whole_parts
from domain.simulated.marginals import FOLDER, Marginals
from domain.simulated.numbers import enterprise_number, vat_number
from domain.vat import ClientKind

ABROAD = (("FR", 0.45), ("LU", 0.15), ("DE", 0.15), ("GB", 0.1), ("CH", 0.1), ("US", 0.05))
IN_UNION = ("FR", "LU", "DE")
KINDS = (ClientKind.COMPANY, ClientKind.PUBLIC_BODY, ClientKind.PERSON)
HOMES = (("brussels", 0.45), ("wallonia", 0.38), ("flanders", 0.17))


@cache
def words() -> dict[str, Any]:
    """Names, towns and words."""
    return tomllib.loads((FOLDER / "names.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Clientele:
    """All clients: kind and country of each; the rest follows from its place."""

    kinds: MutableSequence[int]  # place in KINDS
    countries: MutableSequence[int]  # 0 is Belgium, else one more than the place in ABROAD
    seed: int

    def __len__(self) -> int:
        return len(self.kinds)

    def tax(self, place: int) -> tuple[str, ClientKind, bool]:
        """Country, kind, and whether there is a VAT number: what decides the VAT."""
        kind, country = KINDS[self.kinds[place]], self.country(place)
        company = kind is ClientKind.COMPANY
        return country, kind, company and (country == "BE" or country in IN_UNION)

    def country(self, place: int) -> str:
        """Two letters."""
        code = self.countries[place]
        return "BE" if code == 0 else ABROAD[code - 1][0]

    def typed(self, place: int) -> Typed:
        """The client as somebody would have typed it."""
        luck, known = chance(self.seed, "client", place), words()
        country, kind, has_vat = self.tax(place)
        postcode, city = self._town(country, luck)
        street = luck.choice(known["straten" if city[:2] in ("Ge", "An", "Br") else "streets"])
        number = enterprise_number(place) if country == "BE" and kind is not KINDS[2] else ""
        vat = (f"BE{number}" if country == "BE" else vat_number(country, place)) if has_vat else ""
        return Typed(
            kind=kind,
            name=self._name(kind, country, city, luck),
            country=country,
            street=f"{street} {luck.randrange(1, 200)}",
            postcode=postcode,
            city=city,
            language="nl" if postcode[:1] in "2389" and country == "BE" else "fr",
            enterprise_number=number,
            vat_number=vat,
            email=f"client{place + 1}@simulated.example",
        )

    def _town(self, country: str, luck: Any) -> tuple[str, str]:
        if country != "BE":
            postcode, city = words()["foreign_towns"][country]
            return postcode, city
        region = luck.choices([home for home, _ in HOMES], [share for _, share in HOMES])[0]
        postcode, city = luck.choice(words()["towns"][region])
        return postcode, city

    def _name(self, kind: ClientKind, country: str, city: str, luck: Any) -> str:
        known = words()
        if kind is ClientKind.PERSON:
            given = luck.choice(known["women" if luck.random() < 0.5 else "men"])
            return f"{given} {luck.choice(known['families'])}"
        if kind is ClientKind.PUBLIC_BODY:
            return f"{luck.choice(known['bodies'])} de {city} {luck.randrange(1, 90)}"
        end = known["foreign_ends"].get(country) or luck.choice(known["ends"])
        first, second = luck.choice(known["first_words"]), luck.choice(known["second_words"])
        return f"{first} {second} {luck.randrange(1, 400)} {end}"


def clients_of(totals: Marginals, seed: int) -> Clientele:
    """As many as the cooperative invoices in the year."""
    luck, many = chance(seed, "clients"), totals.count("sales", "clients")
    persons, public = totals.told["sales"]["persons"], totals.told["sales"]["public"]
    shares = (1 - persons - public, public, persons)
    kinds = array("b", _drawn(shares, many, luck))
    belgium = totals.told["sales"]["belgium"]
    weights = [belgium, *((1 - belgium) * share for _, share in ABROAD)]
    return Clientele(kinds, array("b", _drawn(weights, many, luck)), seed)


def _drawn(weights: Sequence[float], many: int, luck: Random) -> list[int]:
    """Places in ``weights``, each exactly as often as it weighs, in any order."""
    counts = whole_parts(many, weights)
    return shuffled([place for place, count in enumerate(counts) for _ in range(count)], luck)
