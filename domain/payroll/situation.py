"""The family and tax situation that a person declares for their payslip."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, Msg, RuleError


class Spouse(StrEnum):
    """Married or legally cohabiting, and whether that partner earns income of their own."""

    SINGLE = "single"
    WITH_INCOME = "with-income"
    WITHOUT_INCOME = "without-income"


SPOUSES: Mapping[Spouse, Msg] = {
    Spouse.SINGLE: N_("Single"),
    Spouse.WITH_INCOME: N_("Married or legally cohabiting, partner with income"),
    Spouse.WITHOUT_INCOME: N_("Married or legally cohabiting, partner without income"),
}


@dataclass(eq=False)
class FewerThanNoChildren(RuleError):
    """A number of children below zero."""

    message = N_("%(children)s is not a number of children. Count from 0.")
    field: ClassVar[str] = "children"
    children: int


@dataclass(eq=False)
class SingleParentWithSpouse(RuleError):
    """Someone cannot be a single parent and have a spouse."""

    message = N_("A single parent has no spouse. Change one of the two.")
    field: ClassVar[str] = "single_parent"


@dataclass(frozen=True, slots=True)
class Situation:
    """What changes the tax of a person."""

    spouse: Spouse = Spouse.SINGLE
    children: int = 0  # dependent children; one with a disability counts as two
    flat_rate: bool = False  # an artist who meets Annex III no. 80: 11.11 % on artist contracts
    single_parent: bool = False  # unmarried or widowed, and declares the children alone

    def __post_init__(self) -> None:
        if self.children < 0:
            raise FewerThanNoChildren(self.children)
        if self.single_parent and self.spouse != Spouse.SINGLE:
            raise SingleParentWithSpouse
