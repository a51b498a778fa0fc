"""People of the cooperative: who may change whom, and the roles that guard others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.clients.refused import WrongEmail
from domain.errors import N_, Msg, RuleError
from domain.roles import Role

# What the administrative team may give and manage; every other role sees more than its own,
# so that only a system administrator gives it, changes its holder or makes their sign-in link.
ORDINARY = frozenset({Role.MEMBER, Role.WORKER, Role.SHAREHOLDER})
GRANTABLE = frozenset(Role) - {Role.VISITOR}


class Gender(StrEnum):
    """What someone says of themselves, only so that the cooperative can count."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    NOT_SAID = ""


GENDERS: Mapping[Gender, Msg] = {
    Gender.WOMAN: N_("Woman"),
    Gender.MAN: N_("Man"),
    Gender.OTHER: N_("Other"),
    Gender.NOT_SAID: N_("I do not say"),
}


@dataclass(eq=False)
class OnlySystemAdmin(RuleError):
    """The person holds a role that guards others."""

    message = N_("Only a system administrator may do this, because of the roles of this person.")


@dataclass(eq=False)
class NotYourself(RuleError):
    """Nobody gives themselves roles, or locks themselves out."""

    message = N_("You cannot do this for yourself. Ask another system administrator.")


@dataclass(eq=False)
class EmailTaken(RuleError):
    """Two people with one address could not be told apart at sign-in."""

    message = N_("Someone already uses this e-mail address. Search for them first.")
    field: ClassVar[str] = "email"


@dataclass(eq=False)
class NationalNumberTaken(RuleError):
    """The same number twice; does not say whose it is."""

    message = N_("This number cannot be used here. Check it, or ask the administrative team.")
    field: ClassVar[str] = "national_number"


@dataclass(eq=False)
class NationalNumberSet(RuleError):
    """Pay was declared under this number."""

    message = N_("Your national number is already known. The administrative team can correct it.")
    field: ClassVar[str] = "national_number"


@dataclass(eq=False)
class LinkNoLongerWorks(RuleError):
    """Wrong, used or too old: the answer is the same."""

    message = N_("This link no longer works. Ask the administrative team for a new one.")


@dataclass(eq=False)
class WrongSignIn(RuleError):
    """Unknown address, wrong password, closed account: the answer is the same."""

    message = N_("The e-mail address or the password is not right. Look at both and try again.")


@dataclass(eq=False)
class WrongPassword(RuleError):
    """The password asked again does not match."""

    message = N_("This is not your password.")
    field: ClassVar[str] = "password"


@dataclass(eq=False)
class TooManyTries(RuleError):
    """Guessing is slowed down."""

    message = N_("Too many tries. Wait %(minutes)s minutes, then try again.")
    minutes: int


LONGEST_EMAIL = 254  # characters, the most that mail systems carry


def email_address(typed: str) -> str:
    """An e-mail address as we keep it: small and capital letters are the same."""
    if len(typed) > LONGEST_EMAIL or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", typed):
        raise WrongEmail
    return typed.lower()


def may_manage(actor: frozenset[Role], person: frozenset[Role]) -> bool:
    """May someone with the roles ``actor`` change someone with the roles ``person``?"""
    if Role.SYSTEM_ADMIN in actor:
        return True
    return Role.ADMIN_TEAM in actor and person <= ORDINARY


def check_may_manage(actor: frozenset[Role], person: frozenset[Role]) -> None:
    """Refuse to let the administrative team take over an account that sees more than theirs."""
    if not may_manage(actor, person):
        raise OnlySystemAdmin


def grantable(actor: frozenset[Role]) -> frozenset[Role]:
    """The roles that someone may give."""
    return GRANTABLE if Role.SYSTEM_ADMIN in actor else ORDINARY
