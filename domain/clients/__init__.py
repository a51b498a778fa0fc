"""Clients: who they are, checked; how they are found; when two of them are probably one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.clients.refused import (
    EnterpriseNumberMissing,
    NumberOfAnotherCountry,
    NumberOfAPerson,
    NumbersDiffer,
    PartMissing,
    PartTooLong,
    WrongEmail,
    WrongLanguage,
    WrongPostcode,
)
from domain.countries import COUNTRIES
from domain.errors import RuleError
from domain.finding import number_word, plain, words
from domain.identifiers import EU_COUNTRIES, enterprise_number, vat_number
from domain.vat import HOME, ClientKind, MissingVatNumber, UnknownCountry

__all__ = ["Identity", "Typed", "examine", "found_by", "likeness", "plain", "refusals", "words"]

LANGUAGES = ("fr", "nl", "en")  # in which a client can be written to
LONGEST: Mapping[str, int] = {
    "name": 120,
    "street": 120,
    "postcode": 12,
    "city": 60,
    "email": 120,
    "enterprise_number": 40,
    "vat_number": 40,
}  # characters
NEEDED = ("name", "street", "city")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A client as someone typed it: nothing is checked yet."""

    kind: ClientKind
    name: str
    country: str
    street: str
    postcode: str
    city: str
    language: str
    enterprise_number: str = ""
    vat_number: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a client is, as we keep it: numbers in their compact form."""

    kind: ClientKind
    name: str
    country: str
    street: str
    postcode: str
    city: str
    language: str
    enterprise_number: str | None
    vat_number: str | None
    email: str


def clean(text: str) -> str:
    """One line, without control characters or needless spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _parts(typed: Typed) -> Typed:
    kept: dict[str, Any] = {field: clean(getattr(typed, field)) for field in LONGEST}
    return replace(typed, **kept)


def _check_length(typed: Typed, field: str) -> None:
    text = getattr(typed, field)
    if len(text) > LONGEST[field]:
        raise PartTooLong(LONGEST[field])
    if field in NEEDED and not words(text):
        raise PartMissing


def _check_country(typed: Typed) -> None:
    if typed.country not in COUNTRIES:
        raise UnknownCountry(typed.country)


def _check_postcode(typed: Typed) -> None:
    _check_length(typed, "postcode")
    if typed.country == HOME and not re.fullmatch(r"[1-9][0-9]{3}", typed.postcode):
        raise WrongPostcode


def _check_email(typed: Typed) -> None:
    _check_length(typed, "email")
    if typed.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", typed.email):
        raise WrongEmail


def _check_language(typed: Typed) -> None:
    if typed.language not in LANGUAGES:
        raise WrongLanguage


def _enterprise_number(typed: Typed) -> str | None:
    """The number of the Belgian register, from either field: its VAT number has the same digits."""
    if typed.kind is ClientKind.PERSON:
        return None  # the check of the kind refuses both numbers
    if typed.country != HOME:
        if typed.enterprise_number:
            raise NumberOfAnotherCountry
        return None
    if typed.enterprise_number:
        return enterprise_number(typed.enterprise_number)
    if typed.vat_number:
        return vat_number(typed.vat_number, HOME).removeprefix(HOME)
    raise EnterpriseNumberMissing


def _vat_number(typed: Typed) -> str | None:
    if typed.kind is ClientKind.PERSON:
        return None
    if not typed.vat_number:
        in_union = typed.country.lower() in EU_COUNTRIES and typed.country != HOME
        if in_union and typed.kind is ClientKind.COMPANY:
            raise MissingVatNumber(typed.country)
        return None
    number = vat_number(typed.vat_number, typed.country)
    if typed.country == HOME and typed.enterprise_number:
        try:
            same = number == HOME + enterprise_number(typed.enterprise_number)
        except RuleError:
            return number  # its own field says what is wrong
        if not same:
            raise NumbersDiffer
    return number


def _check_numbers_of_a_person(typed: Typed) -> None:
    if typed.kind is ClientKind.PERSON and (typed.enterprise_number or typed.vat_number):
        raise NumberOfAPerson


CHECKS: Mapping[str, Callable[[Typed], object]] = {
    "kind": _check_numbers_of_a_person,
    "country": _check_country,
    "name": lambda typed: _check_length(typed, "name"),
    "enterprise_number": _enterprise_number,
    "vat_number": _vat_number,
    "street": lambda typed: _check_length(typed, "street"),
    "postcode": _check_postcode,
    "city": lambda typed: _check_length(typed, "city"),
    "email": _check_email,
    "language": _check_language,
}


def examine(typed: Typed) -> tuple[Identity | None, dict[str, RuleError]]:
    """The client, checked, or everything that is wrong with what was typed, by field."""
    typed, wrong, read = _parts(typed), dict[str, RuleError](), dict[str, Any]()
    for field, check in CHECKS.items():
        try:
            read[field] = check(typed)
        except RuleError as error:
            wrong[field] = error
    if wrong:
        return None, wrong
    identity = Identity(
        kind=typed.kind,
        name=typed.name,
        country=typed.country,
        street=typed.street,
        postcode=typed.postcode,
        city=typed.city,
        language=typed.language,
        enterprise_number=read["enterprise_number"],
        vat_number=read["vat_number"],
        email=typed.email,
    )
    return identity, wrong


def refusals(typed: Typed) -> dict[str, RuleError]:
    """Everything that is wrong with what was typed, by field."""
    return examine(typed)[1]


def likeness(name: str, city: str) -> str:
    """Name and town without accents or case: the order of lists, and a first sign of a double."""
    return " ".join(words(f"{name} {city}"))


def found_by(
    name: str, city: str, postcode: str, enterprise: str | None, vat: str | None
) -> tuple[str, ...]:
    """The words under which a client is found: of its name and town, and its numbers."""
    found = [*words(f"{name} {city} {postcode}")]
    for number in (enterprise, vat):
        if number:
            word = number_word(number)
            found += [word, word[2:] if word[:2].isalpha() else word]
    return tuple(dict.fromkeys(word[:40] for word in found if word))


def right_numbers(typed: Typed) -> tuple[str | None, str | None]:
    """The enterprise and the VAT number, as far as they are right: to look for a double."""
    typed, found = _parts(typed), list[str | None]()
    for read in (_enterprise_number, _vat_number):
        try:
            found.append(read(typed))
        except RuleError:
            found.append(None)
    return found[0], found[1]
