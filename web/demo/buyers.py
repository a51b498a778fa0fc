"""The invented legal entities and clients of the demo."""

from dataclasses import dataclass

from domain.entities import EntityCode
from domain.vat import ClientKind

ENTITIES = (
    (EntityCode.SC, "SmartCoop Demo", "SC agréée comme ES", "0999000129"),
    (EntityCode.PA, "Productions Associées Demo", "ASBL", "0999000228"),
    (EntityCode.FA, "Formateurs Associés Demo", "ASBL", "0999000327"),
)


@dataclass(frozen=True, slots=True)
class Buyer:
    """One client of the cast."""

    name: str
    kind: ClientKind
    country: str = "BE"
    enterprise_number: str | None = None
    vat_number: str | None = None
    address: tuple[str, str, str] = ("Kunstlaan 1", "1000", "Brussel")
    language: str = "fr"
    known: bool = True


THEATRE, FESTIVAL, TOWN, NEIGHBOUR, PARIS, LONDON, NEWCOMER = range(7)
BUYERS: tuple[Buyer, ...] = (
    Buyer(
        "Théâtre des Deux Rives",
        ClientKind.COMPANY,
        "BE",
        "0999100196",
        "BE0999100196",
        ("Quai aux Pierres 7", "1000", "Bruxelles"),
    ),
    Buyer(
        "Zomerfestival Dok Noord",
        ClientKind.COMPANY,
        "BE",
        "0999100295",
        "BE0999100295",
        ("Dok Noord 4", "9000", "Gent"),
        "nl",
    ),
    Buyer(
        "Commune de Saint-Fictif",
        ClientKind.PUBLIC_BODY,
        "BE",
        "0999100394",
        None,
        ("Place Communale 1", "5000", "Namur"),
    ),
    Buyer("Marie Vermeulen", ClientKind.PERSON, address=("Rue Haute 20", "4000", "Liège")),
    Buyer(
        "Atelier Lumière SARL",
        ClientKind.COMPANY,
        "FR",
        None,
        "FR29999999907",
        ("12 rue des Essais", "75011", "Paris"),
    ),
    Buyer(
        "Northern Demo Pictures Ltd",
        ClientKind.COMPANY,
        "GB",
        None,
        None,
        ("5 Sample Street", "M1 1AA", "Manchester"),
        "en",
    ),
    Buyer(
        "Nouvelle Galerie Demo",
        ClientKind.COMPANY,
        "BE",
        "0999100493",
        "BE0999100493",
        ("Rue Neuve 9", "1000", "Bruxelles"),
        known=False,
    ),
)
