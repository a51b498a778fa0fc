"""Checks before publication: what must add up, or follow from other figures, or is not published.

Printed numbers are rounded: a check allows half a printed step of each number, never more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from domain.errors import RuleError, refused
from domain.figures.definition import TOTAL, Key
from domain.figures.refused import DoesNotAddUp, DoesNotFollow, PartExceedsWhole, TwoValues
from domain.figures.table import Table

NOTHING = Decimal(0)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is shown: its value, and the step it was rounded to (0 is exact)."""

    value: Decimal
    rounding: Decimal = NOTHING

    @property
    def slack(self) -> Decimal:
        """How far the exact number may be."""
        return self.rounding / 2


Values = Mapping[Key, Printed]


class Check(Protocol):
    """Something that must hold between figures."""

    def check(self, values: Values) -> None:
        """Refuse values that do not agree; silent where a value is not there."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole is its parts."""

    total: Key
    parts: tuple[Key, ...]

    def check(self, values: Values) -> None:
        """Add up."""
        if not {self.total, *self.parts} <= values.keys():
            return
        whole, parts = values[self.total], [values[part] for part in self.parts]
        found = sum((part.value for part in parts), NOTHING)
        slack = sum((part.slack for part in parts), whole.slack)
        if abs(found - whole.value) > slack:
            raise DoesNotAddUp(self.total, self.parts, whole.value, found)


@dataclass(frozen=True, slots=True)
class Product:
    """A figure that is one figure times another."""

    result: str
    factors: tuple[str, str]

    def of(self, values: Values) -> Decimal:
        """What it comes to."""
        one, two = (values[factor].value for factor in self.factors)
        return one * two

    def check(self, values: Values) -> None:
        """Multiply."""
        if {self.result, *self.factors} <= values.keys():
            _follows(self.result, self.factors, self.of(values), values)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A figure that is one figure divided by another: a mean, a share."""

    result: str
    top: str
    bottom: str

    def of(self, values: Values) -> Decimal:
        """What it comes to."""
        return values[self.top].value / values[self.bottom].value

    def check(self, values: Values) -> None:
        """Divide."""
        if {self.result, self.top, self.bottom} <= values.keys() and values[self.bottom].value:
            _follows(self.result, (self.top, self.bottom), self.of(values), values)


def _follows(result: str, parts: tuple[str, ...], expected: Decimal, values: Values) -> None:
    found = values[result]
    if abs(found.value - expected) > found.slack:
        raise DoesNotFollow(result, parts, _rounded(expected, found.rounding), found.value)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    """As it should have been printed; to two decimals where the other is exact."""
    return value.quantize(min(step or HUNDREDTH, Decimal(1)).normalize(), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PartOf:
    """A figure that is never more than another."""

    part: str
    whole: str

    def check(self, values: Values) -> None:
        """Compare."""
        if {self.part, self.whole} <= values.keys():
            part, whole = values[self.part], values[self.whole]
            if part.value - whole.value > part.slack + whole.slack:
                raise PartExceedsWhole(self.part, (self.whole,), whole.value, part.value)


def check_same(key: Key, values: Iterable[Printed]) -> None:
    """Refuse two values for one fact, as two pages or two languages may give them."""
    first, *others = values
    for other in others:
        if abs(first.value - other.value) > first.slack + other.slack:
            raise TwoValues(key, (), first.value, other.value)


def check_table(shown: Table) -> None:
    """Refuse a table whose rows or columns do not come to their totals; hidden cells are let be."""
    name = shown.definition.key
    values: dict[Key, Printed] = {
        (name, *place): Printed(Decimal(cell.people))
        for place, cell in shown.cells.items()
        if cell.people is not None
    }
    for check in table_sums(shown):
        check.check(values)


def table_sums(shown: Table) -> list[Sum]:
    """Every row, every column, and the whole."""
    name, across = shown.definition.key, shown.columns
    rows = [Sum((name, r, TOTAL), tuple((name, r, c) for c in across)) for r in shown.rows]
    columns = [Sum((name, TOTAL, c), tuple((name, r, c) for r in shown.rows)) for c in across]
    whole = Sum((name, TOTAL, TOTAL), tuple((name, r, TOTAL) for r in shown.rows))
    return [*(rows if across else []), *columns, whole]


def check(checks: Iterable[Check], values: Values) -> None:
    """Refuse the first thing that does not agree."""
    for one in checks:
        one.check(values)


def disagreements(checks: Iterable[Check], values: Values) -> list[RuleError]:
    """Everything that does not agree, each by name."""
    return list(refused((lambda one=one: one.check(values)) for one in checks))  # type: ignore[misc]
