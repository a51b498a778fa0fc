"""A line of a file of members."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.clients import LANGUAGES
from domain.clients.refused import WrongLanguage, WrongPostcode
from domain.countries import COUNTRIES
from domain.errors import RuleError
from domain.identifiers import birth_date, iban, national_number
from domain.intake.reading import Reader, choice, day, short
from domain.intake.refused import BirthDaysDiffer, NotAChoice, UnitWithoutMember
from domain.people import GRANTABLE, email_address
from domain.roles import Role
from domain.units import Tool
from domain.vat import HOME, UnknownCountry, WorkKind

NEEDED = ("email", "given_name", "family_name")
COLUMNS = (
    *NEEDED,
    "language",
    "roles",
    "national_number",
    "iban",
    "birth_day",
    "street",
    "postcode",
    "city",
    "country",
    "unit_name",
    "unit_tool",
    "unit_kind",
    "unit_opened",
)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """The unit that a new member holds."""

    name: str
    tool: Tool
    kind: WorkKind
    opened: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A person of the file, checked."""

    email: str
    given_name: str
    family_name: str
    language: str
    roles: tuple[Role, ...]
    national_number: str
    iban: str
    birth_day: date | None
    street: str
    postcode: str
    city: str
    country: str
    unit: NewUnit | None


def roles(typed: str) -> tuple[Role, ...]:
    """Roles with spaces or bars between them."""
    known = sorted(GRANTABLE)
    found = typed.lower().replace("|", " ").split()
    if not found or not set(found) <= set(known):
        raise NotAChoice(", ".join(known))
    return tuple(dict.fromkeys(Role(word) for word in found))


def _language(typed: str) -> str:
    if typed.lower() not in LANGUAGES:
        raise WrongLanguage
    return typed.lower()


def _country(typed: str) -> str:
    if typed.upper() not in COUNTRIES:
        raise UnknownCountry(typed)
    return typed.upper()


def _birth_day(reader: Reader, number: str) -> date | None:
    born: date | None = reader.read("birth_day", day, otherwise=None)
    told = birth_date(number) if number else None
    if born and told and born != told:
        reader.wrong["birth_day"] = BirthDaysDiffer()
    return born or told


def _unit(reader: Reader, today: date) -> NewUnit | None:
    columns = ("unit_name", "unit_tool", "unit_kind", "unit_opened")
    if not any(reader.cells.get(column) for column in columns):
        return None
    name = reader.read("unit_name", short)
    tool = reader.read("unit_tool", lambda typed: choice(Tool, typed))
    kind = reader.read("unit_kind", lambda typed: choice(WorkKind, typed))
    opened = reader.read("unit_opened", day, otherwise=today)
    return NewUnit(name, tool, kind, opened) if name and tool and kind and opened else None


def member_of(
    cells: Mapping[str, str], *, today: date
) -> tuple[Newcomer | None, dict[str, RuleError]]:
    """The person of a line, or everything that is wrong with it by column.

    today: the day on which a unit opens where the line names no day
    """
    reader = Reader(cells)
    unit = _unit(reader, today)
    number = reader.read("national_number", national_number, otherwise="") or ""
    otherwise = (Role.MEMBER, Role.WORKER) if unit else (Role.WORKER,)
    granted = reader.read("roles", roles, otherwise=otherwise) or ()
    if unit and granted and Role.MEMBER not in granted:
        reader.wrong["roles"] = UnitWithoutMember()
    country = reader.read("country", _country, otherwise=HOME)
    postcode = reader.text("postcode")
    if country == HOME and postcode and not re.fullmatch(r"[1-9][0-9]{3}", postcode):
        reader.wrong["postcode"] = WrongPostcode()
    found = {
        "email": reader.read("email", email_address),
        "given_name": reader.read("given_name", short),
        "family_name": reader.read("family_name", short),
        "language": reader.read("language", _language, otherwise=LANGUAGES[0]),
        "iban": reader.read("iban", iban, otherwise=""),
        "birth_day": _birth_day(reader, number),
        "street": reader.text("street"),
        "city": reader.text("city"),
    }
    if reader.wrong:
        return None, reader.wrong
    return Newcomer(
        **found,
        roles=granted,
        national_number=number,
        postcode=postcode,
        country=country,
        unit=unit,
    ), {}
