"""Coming in, changing category, changing who acts for a legal person."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.shares.words import Category


@dataclass(eq=False)
class AlreadyKnown(RuleError):
    """One person or legal person has one line."""

    message = N_("The register already has a line for them. Search for it first.")
    field: ClassVar[str] = "enterprise_number"


@dataclass(eq=False)
class NobodyThere(RuleError):
    """The account comes first."""

    message = N_("Nobody signs in with this address. Add the person first.")
    field: ClassVar[str] = "email"


@dataclass(eq=False)
class NoSuchLine(RuleError):
    """No line of the register has the number."""

    message = N_("No line of the register has this number.")
    field: ClassVar[str] = "to"


@dataclass(eq=False)
class SameCategory(RuleError):
    """Nothing would change."""

    message = N_("They already are in this category.")
    field: ClassVar[str] = "category"


@dataclass(eq=False)
class NotAfterLast(RuleError):
    """The past is not written anew."""

    message = N_("The last change dates from %(last)s. Choose a later day.")
    field: ClassVar[str] = "since"
    last: date


def check_category_day(since: date, *, last: date, before: Category, after: Category) -> None:
    """Refuse a change to the same category, or one that rewrites the past."""
    if before is after:
        raise SameCategory
    if since <= last:
        raise NotAfterLast(last)


def check_representation_day(since: date, *, last: date | None) -> None:
    """Refuse a representative from a day on which a later one is already in office."""
    if last is not None and since <= last:
        raise NotAfterLast(last)
