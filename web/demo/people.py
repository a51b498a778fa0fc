"""The invented people of the demo. Their numbers have right check digits and no owner."""

from dataclasses import dataclass
from datetime import date

from stdnum.be import iban as belgian_iban
from stdnum.be import ssn

from domain.payroll.situation import Spouse
from domain.people import Gender
from domain.roles import Role

PASSWORD = "ensemble-demo-2026"  # noqa: S105 - printed at start, for trying
MEMBER = "nour.haddad@demo.example"
OTHER_MEMBER = "lotte.peeters@demo.example"
WORKER = "sacha.lambert@demo.example"
STRANGER = "milan.claes@demo.example"
ADVISER = "ines.dubois@demo.example"
OTHER_ADVISER = "bram.wouters@demo.example"
FINANCE = "oscar.jacobs@demo.example"
ADMIN_TEAM = "fatou.diallo@demo.example"
BOARD = "helene.maes@demo.example"
SYSTEM_ADMIN = "root.demo@demo.example"
SCRUTINEER = "vera.janssens@demo.example"
TRUSTEES = (
    "karim.bensaid@demo.example",
    "annelies.goossens@demo.example",
    "thomas.lefevre@demo.example",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the cast."""

    email: str
    given_name: str
    family_name: str
    language: str
    roles: tuple[Role, ...]
    birth_day: date
    part: str = ""  # what the start-up message calls them; empty: not an account to try
    spouse: Spouse = Spouse.SINGLE
    children: int = 0
    address: tuple[str, str, str] = ("Rue de la Demo 1", "1060", "Saint-Gilles")


# What most of them say of their gender; the others do not say.
GENDERS = {
    MEMBER: Gender.WOMAN,
    OTHER_MEMBER: Gender.WOMAN,
    STRANGER: Gender.MAN,
    ADVISER: Gender.WOMAN,
    OTHER_ADVISER: Gender.MAN,
    FINANCE: Gender.MAN,
    ADMIN_TEAM: Gender.WOMAN,
    BOARD: Gender.WOMAN,
    SCRUTINEER: Gender.WOMAN,
    TRUSTEES[0]: Gender.MAN,
    TRUSTEES[1]: Gender.WOMAN,
    TRUSTEES[2]: Gender.MAN,
}

PEOPLE: tuple[Part, ...] = (
    Part(
        MEMBER,
        "Nour",
        "Haddad",
        "fr",
        (Role.MEMBER, Role.WORKER),
        date(1990, 3, 14),
        "member, tool 3en1 (French)",
    ),
    Part(
        OTHER_MEMBER,
        "Lotte",
        "Peeters",
        "nl",
        (Role.MEMBER, Role.WORKER),
        date(1984, 11, 2),
        "member, tool Activity (Dutch)",
        Spouse.WITH_INCOME,
        2,
        ("Demostraat 12", "9000", "Gent"),
    ),
    Part(
        WORKER,
        "Sacha",
        "Lambert",
        "fr",
        (Role.WORKER,),
        date(2001, 7, 21),
        "worker, without a unit",
    ),
    Part(
        STRANGER,
        "Milan",
        "Claes",
        "nl",
        (Role.MEMBER, Role.WORKER),
        date(1978, 5, 30),
        "",
        Spouse.WITHOUT_INCOME,
        1,
        ("Modelplein 3", "2000", "Antwerpen"),
    ),
    Part(ADVISER, "Inès", "Dubois", "fr", (Role.ADVISER,), date(1987, 9, 9), "adviser"),
    Part(OTHER_ADVISER, "Bram", "Wouters", "nl", (Role.ADVISER,), date(1992, 1, 19)),
    Part(FINANCE, "Oscar", "Jacobs", "en", (Role.FINANCE,), date(1981, 12, 4), "finance (English)"),
    Part(
        ADMIN_TEAM,
        "Fatou",
        "Diallo",
        "fr",
        (Role.ADMIN_TEAM,),
        date(1995, 6, 25),
        "administrative team",
    ),
    Part(BOARD, "Hélène", "Maes", "fr", (Role.BOARD, Role.MEMBER), date(1969, 2, 11)),
    Part(
        SYSTEM_ADMIN,
        "Robin",
        "Van Demo",
        "en",
        (Role.SYSTEM_ADMIN,),
        date(1980, 8, 8),
        "system administrator",
    ),
    Part(
        SCRUTINEER,
        "Vera",
        "Janssens",
        "fr",
        (Role.SCRUTINEER,),
        date(1974, 4, 3),
        "scrutineer: polls, urn, results",
    ),
    Part(
        TRUSTEES[0],
        "Karim",
        "Bensaïd",
        "fr",
        (Role.TRUSTEE,),
        date(1966, 12, 1),
        "trustee: keeps a share of the key",
    ),
    Part(TRUSTEES[1], "Annelies", "Goossens", "nl", (Role.TRUSTEE,), date(1988, 1, 26)),
    Part(TRUSTEES[2], "Thomas", "Lefèvre", "fr", (Role.TRUSTEE,), date(1959, 7, 17)),
)


def national_number(birth_day: date, place: int) -> str:
    """A number with right check digits, from the top of the day's range where nobody is."""
    of_day = 990 + place if place < 10 else 999 - place
    base = f"{birth_day:%y%m%d}{of_day:03d}"
    century = "2" if birth_day.year >= 2000 else ""
    number = f"{base}{97 - int(century + base) % 97:02d}"
    return str(ssn.validate(number))


def account_number(place: int) -> str:
    """An IBAN with right check digits at a bank that does not exist."""
    base = f"999{place:07d}"
    national = f"{base}{int(base) % 97 or 97:02d}"
    check = 98 - int(f"{national}111400") % 97
    return str(belgian_iban.iban.validate(f"BE{check:02d}{national}"))
