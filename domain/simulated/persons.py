"""Name, address and family of each invented person, made from their key alone."""

from dataclasses import dataclass

from domain.finding import plain
from domain.offices import Office
from domain.payroll.situation import Spouse
from domain.simulated.chance import chance
from domain.simulated.clientele import words
from domain.simulated.population import Human

MAIL = "simulated.example"
SPOUSES = (Spouse.SINGLE, Spouse.WITH_INCOME, Spouse.WITHOUT_INCOME)
# Where people go: by the first digits of the postcode, the longest that fits.
OFFICES = {
    "10": Office.BRUXELLES, "11": Office.BRUXELLES, "12": Office.BRUXELLES,
    "13": Office.NAMUR, "14": Office.CHARLEROI, "1": Office.BRUXELLES,
    "2": Office.ANTWERPEN, "3": Office.ANTWERPEN, "4": Office.LIEGE, "5": Office.NAMUR,
    "6": Office.CHARLEROI, "67": Office.NAMUR, "7": Office.MONS, "75": Office.TOURNAI,
    "8": Office.GENT, "9": Office.GENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Details:
    """What a person's page says."""

    given_name: str
    family_name: str
    email: str
    language: str
    street: str
    postcode: str
    city: str
    country: str
    spouse: Spouse
    children: int


def details(human: Human, seed: int) -> Details:
    """Everything that follows from who somebody is."""
    luck, known = chance(seed, "person", human.key), words()
    given = luck.choice(known["women" if human.woman else "men"])
    family = luck.choice(known["families"])
    postcode, city = luck.choice(known["towns"][human.region])
    dutch = human.region == "flanders" or (human.region == "brussels" and luck.random() < 0.1)
    own = plain(f"{given}.{family}").replace(" ", "-").replace("'", "")
    return Details(
        given_name=given,
        family_name=family,
        email=f"{own}.{human.key}@{MAIL}",
        language="nl" if dutch else "fr",
        street=f"{luck.choice(known['straten' if dutch else 'streets'])} {luck.randrange(1, 150)}",
        postcode=postcode,
        city=city,
        country=_country(human.region, city),
        spouse=luck.choices(SPOUSES, (55, 33, 12))[0],
        children=luck.choices(range(4), (60, 17, 17, 6))[0],
    )


def _country(region: str, city: str) -> str:
    if region != "abroad":
        return "BE"
    return {"Amsterdam": "NL", "Luxembourg": "LU"}.get(city, "FR")


def office_of(postcode: str, country: str) -> Office:
    """The office nearest to somebody; from abroad, the one in Brussels."""
    if country != "BE":
        return Office.BRUXELLES
    found = OFFICES.get(postcode[:2]) or OFFICES.get(postcode[:1])
    return found or Office.NONE
