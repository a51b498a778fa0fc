"""Enterprise, VAT and national numbers, IBAN, structured communication: read, check, show.

What people type is read generously (spaces, dots, prefixes) and kept in one compact form;
``show_*`` gives back the form people expect to see, ``mask_*`` a form safe on a screen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from stdnum import iban as stdnum_iban
from stdnum.be import ogm_vcs, ssn
from stdnum.be import vat as be_vat
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import (
    InvalidChecksum,
    InvalidComponent,
    InvalidLength,
    ValidationError,
)

from domain.errors import N_, Msg, RuleError

LONGEST = 60  # characters; nothing we read is longer, and nobody may make us chew more
LONGEST_FOREIGN = 30  # characters of a VAT number from outside the EU
EU_COUNTRIES = frozenset(eu_vat.MEMBER_STATES - {"xi"})  # Northern Ireland: for goods only

CHECK_DIGITS = N_("its check digits do not match")
LENGTH = N_("it is too short or too long")
CHARACTERS = N_("it has characters that do not belong in it")
NO_COUNTRY = N_("it does not begin with the letters of a country that uses IBAN")
FIRST_DIGIT = N_("it does not begin with 0 or 1")
NO_DAY = N_("the day of birth in it does not exist")
OTHER_COUNTRY = N_("it belongs to another country than the client's")


@dataclass(eq=False)
class WrongEnterpriseNumber(RuleError):
    """Not an enterprise number."""

    message = N_(
        "This enterprise number is not right: %(why)s. "
        "It has ten digits, like 0403.019.261: copy it again from the company's own documents."
    )
    field = "enterprise_number"
    why: Msg


@dataclass(eq=False)
class WrongVatNumber(RuleError):
    """Not a VAT number of that country."""

    message = N_(
        "This VAT number is not right: %(why)s. Copy it again from the client's own documents."
    )
    field = "vat_number"
    why: Msg


@dataclass(eq=False)
class WrongIban(RuleError):
    """Not an IBAN."""

    message = N_("This IBAN is not right: %(why)s. Copy it again from your bank.")
    field = "iban"
    why: Msg


@dataclass(eq=False)
class WrongNationalNumber(RuleError):
    """Neither a national register number nor a BIS number."""

    message = N_(
        "This national number is not right: %(why)s. "
        "It has eleven digits, like 85.07.30-033.28: copy it again from the identity card."
    )
    field = "national_number"
    why: Msg


@dataclass(eq=False)
class WrongCommunication(RuleError):
    """Not a structured communication."""

    message = N_(
        "This structured communication is not right: %(why)s. "
        "It has twelve digits, like +++010/8068/17183+++: copy it again from the invoice."
    )
    field = "communication"
    why: Msg


def _read(
    typed: str, check: Callable[[str], str], refuse: Callable[[Msg], RuleError], component: Msg
) -> str:
    """Read one number with stdnum; ``component`` words the refusal that only this number has."""
    if len(typed) > LONGEST:
        raise refuse(LENGTH)
    try:
        return str(check(typed))
    except InvalidLength as error:
        raise refuse(LENGTH) from error
    except InvalidChecksum as error:
        raise refuse(CHECK_DIGITS) from error
    except InvalidComponent as error:
        raise refuse(component) from error
    except ValidationError as error:
        raise refuse(CHARACTERS) from error


def enterprise_number(typed: str) -> str:
    """Ten digits of a Belgian enterprise, typed with or without dots, BE or VAT in front.

    Source: docs/rules/invoicing.md, identifiers; the last two digits are 97 - (first eight mod 97)
    """
    bare = re.sub(r"^\s*(?:TVA|BTW|VAT|KBO|BCE)\b[\s:.]*", "", typed, flags=re.IGNORECASE)
    return _read(bare, be_vat.validate, WrongEnterpriseNumber, FIRST_DIGIT)


def vat_number(typed: str, country: str) -> str:
    """A VAT number with its country in front; outside the EU it is kept as typed.

    country: two letters of the client's address (ISO 3166); Greece is GR there and EL in front
    """
    bare = re.sub(r"^\s*(?:TVA|BTW|VAT)\b[\s:.]*", "", typed, flags=re.IGNORECASE)
    if country.lower() not in EU_COUNTRIES:
        return _foreign_vat_number(bare)
    prefix = "EL" if country == "GR" else country
    compact = re.sub(r"[\s./-]", "", bare).upper()
    digits = compact.removeprefix(prefix).removeprefix(country)
    try:
        return _read(prefix + digits, eu_vat.validate, WrongVatNumber, CHARACTERS)
    except WrongVatNumber as error:
        if digits[:2].lower() in {*EU_COUNTRIES, "el"}:
            raise WrongVatNumber(OTHER_COUNTRY) from error
        raise


def _foreign_vat_number(typed: str) -> str:
    kept = " ".join(typed.split())
    if not kept or len(kept) > LONGEST_FOREIGN:
        raise WrongVatNumber(LENGTH)
    if not kept.isprintable():
        raise WrongVatNumber(CHARACTERS)
    return kept


def _check_iban(typed: str) -> str:
    """Ask stdnum, but accept a Belgian bank that is younger than its list of banks."""
    number = str(stdnum_iban.validate(typed, check_country=False))
    if not number.startswith("BE"):
        return str(stdnum_iban.validate(number))
    if ogm_vcs.calc_check_digits(number[4:14]) != number[14:]:
        raise InvalidChecksum
    return number


def iban(typed: str) -> str:
    """An IBAN without spaces, with the international and the national check digits right."""
    return _read(typed, _check_iban, WrongIban, NO_COUNTRY)


def national_number(typed: str) -> str:
    """Eleven digits of a person: national register number, or BIS number."""
    return _read(typed, ssn.validate, WrongNationalNumber, NO_DAY)


def birth_date(number: str) -> date | None:
    """The day of birth inside a national number; None where the register did not know it."""
    day: date | None = ssn.get_birth_date(national_number(number))
    return day


def structured_communication(base: int) -> str:
    """Twelve digits that a client repeats when paying: ten digits of ours and their check.

    base:   our own number, 0 to 9,999,999,999, never used twice
    Source: Febelfin banking standards; the check is ``base`` mod 97, and 97 where that is 0
    """
    if not 0 <= base < 10**10:
        raise ValueError(f"a structured communication has ten digits: {base}")
    return f"{base:010d}{base % 97 or 97:02d}"


def read_communication(typed: str) -> str:
    """Twelve digits of a structured communication, typed with or without +++ and strokes."""
    return _read(typed.replace("*", "+"), ogm_vcs.validate, WrongCommunication, CHARACTERS)


def show_enterprise_number(number: str) -> str:
    """As printed: 0403.019.261."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


def show_vat_number(number: str) -> str:
    """As printed: BE 0403.019.261; other countries have no common form."""
    if re.fullmatch(r"BE\d{10}", number):
        return f"BE {show_enterprise_number(number[2:])}"
    return number


def show_iban(number: str) -> str:
    """As printed: in groups of four."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def show_national_number(number: str) -> str:
    """As printed: 85.07.30-033.28."""
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"


def show_communication(number: str) -> str:
    """As printed: +++010/8068/17183+++."""
    return f"+++{number[:3]}/{number[3:7]}/{number[7:]}+++"


def mask_iban(number: str) -> str:
    """Enough for its owner to recognise it: country, and the last four."""
    return show_iban(number[:4] + "•" * (len(number) - 8) + number[-4:])


def mask_national_number(number: str) -> str:
    """Enough for its owner to recognise it: the last two digits, not the day of birth."""
    return show_national_number("•" * 9 + number[9:])
