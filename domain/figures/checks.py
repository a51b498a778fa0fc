"""What must hold between the figures before any of them is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.errors import RuleError
from domain.figures.catalogue import TABLES
from domain.figures.definition import TOTAL, Dimension, Key
from domain.figures.published import Of, Published, again, published
from domain.figures.sums import (
    Check,
    PartOf,
    Printed,
    Product,
    Quotient,
    Sum,
    Values,
    check_same,
    disagreements,
)

ONE = Decimal(1)  # what all shares of a whole come to

MEANS = (
    Quotient("mean_invested", "capital", "members"),
    Quotient("mean_shares", "shares", "members"),
    Quotient("full_time", "hours", "full_time_hours"),
)
PRODUCTS = (
    Product("capital", ("shares", "share_nominal")),
    Product("largest_holding", ("largest_holding_shares", "share_nominal")),
)
SUMS = (
    Sum("members", ("members_a", "members_b", "members_c")),
    Sum("holders", ("holders_invoicing", "holders_idle")),
    Sum("units_active", ("units_invoicing", "units_idle")),
)
PARTS = (
    PartOf("holders_new", "holders"),
    PartOf("employing_units", "units_active"),
    PartOf("others_budget", "payroll_budget"),
    PartOf("clients_new", "clients"),
    PartOf("employees_not_holders", "employees"),
    PartOf("employees", "sector_people"),
    PartOf("shares_refunded", "shares"),
    PartOf("largest_holding_shares", "shares"),
    PartOf("voters_online", "members"),
    PartOf("directors_elected", "board_size"),
    PartOf("advisers", "support_team"),
    PartOf("trainings", "events"),
    PartOf("loans", "loans_ever"),
    PartOf("loans_amount", "loans_ever_amount"),
)


@dataclass(frozen=True, slots=True)
class TableAddsUp:
    """The rows, and the columns, of a table come to its figure; each row to its total.

    It is for the numbers before small cells are hidden.
    """

    table: str

    def check(self, values: Values) -> None:
        """Add up all that is there of the table."""
        places = [key[1:] for key in values if not isinstance(key, str) and key[0] == self.table]
        rows = list(dict.fromkeys(row for row, _ in places if row != TOTAL))
        columns = list(dict.fromkeys(column for _, column in places if column != TOTAL))
        whole = TABLES[self.table].figure
        for side in (self._keys(rows, [TOTAL]), self._keys([TOTAL], columns)):
            if side and set(side) <= values.keys():
                Sum(whole, side).check(values)
        for row in rows:
            self._line((self.table, row, TOTAL), self._keys([row], columns), values)
        for column in columns:
            self._line((self.table, TOTAL, column), self._keys(rows, [column]), values)
        self._line((self.table, TOTAL, TOTAL), self._keys(rows, [TOTAL]), values)

    def _keys(self, rows: list[str], columns: list[str]) -> tuple[Key, ...]:
        return tuple((self.table, row, column) for row in rows for column in columns)

    def _line(self, margin: Key, parts: tuple[Key, ...], values: Values) -> None:
        if parts:
            Sum(margin, parts).check(values)


@dataclass(frozen=True, slots=True)
class Twice:
    """One fact that stands in two places."""

    key: Key
    other: Printed

    def check(self, values: Values) -> None:
        """Compare the two."""
        check_same(self.key, (self.other, values[self.key]))


CHECKS: tuple[Check, ...] = (
    *SUMS,
    *PRODUCTS,
    *MEANS,
    *PARTS,
    *(
        TableAddsUp(key)
        for key, table in TABLES.items()
        if table.columns is not Dimension.ASPECT  # rows of different things
    ),
)


def contradictions(year: int) -> list[RuleError]:
    """What the reports printed about a year and this system would refuse to publish, by name."""
    printed = published(year)
    counts = {key: number for key, number in printed.items() if number.of is Of.COUNT}
    shares: dict[Key, Printed] = {}
    wholes = []
    for name in TABLES:
        parts = _shares_of(name, printed)
        if parts:
            whole = (name, TOTAL, TOTAL)
            shares |= {whole: Printed(ONE), **{key: printed[key] for key in parts}}
            wholes.append(Sum(whole, parts))
    twice = [Twice(key, number) for key, number in again(year).items()]
    return [
        *disagreements(CHECKS, counts),
        *disagreements(wholes, shares),
        *disagreements(twice, counts),
    ]


def _shares_of(name: str, printed: Mapping[Key, Published]) -> tuple[Key, ...]:
    """The shares of its whole that a report printed of one table."""
    return tuple(
        key
        for key, number in printed.items()
        if not isinstance(key, str) and key[0] == name and number.of is Of.WHOLE
    )
