"""Our figures beside what was printed: within its rounding, or with a cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.errors import N_, Msg
from domain.figures.catalogue import FIGURES, figure, table
from domain.figures.definition import TOTAL, Key
from domain.figures.published import Of, Published
from domain.figures.table import NONE

NOT_KEPT = N_("Not kept yet: these acts have no page.")
NOT_FOUND = N_("There is no number of ours for it.")
UNEXPLAINED = N_("It differs, and nobody has said why.")

Found = Mapping[Key, Decimal | None]  # None: hidden, or not known


@dataclass(frozen=True, slots=True)
class Compared:
    """A printed number beside ours."""

    key: Key
    expected: Published
    found: Decimal | None  # a share where the printed number is one
    within: bool  # at most half a printed step away
    cause: Msg | None  # why not; None when within


def compare(
    found: Found, printed: Mapping[Key, Published], causes: Mapping[Key, Msg] | None = None
) -> list[Compared]:
    """Every printed number beside ours, in the order of the report.

    found:  our figures by key, and the counts of our tables by (table, row, column), margins and
            the row or column NONE included; shares are worked out from them here
    causes: what is known of differences of ours, such as a simulated year without one before
    """
    return [_compared(key, expected, found, causes or {}) for key, expected in printed.items()]


def _compared(key: Key, expected: Published, found: Found, causes: Mapping[Key, Msg]) -> Compared:
    value = _ours(key, expected.of, found)
    within = value is not None and abs(value - expected.value) <= expected.slack
    cause = None if within else _cause(key, expected, value, causes)
    return Compared(key, expected, value, within, cause)


def _cause(key: Key, expected: Published, value: Decimal | None, causes: Mapping[Key, Msg]) -> Msg:
    defined = figure(key) if isinstance(key, str) else FIGURES[table(key[0]).figure]
    if not defined.kept:
        return NOT_KEPT
    default = NOT_FOUND if value is None else UNEXPLAINED
    return causes.get(key) or expected.note or default


def _ours(key: Key, of: Of, found: Found) -> Decimal | None:
    """Our number, as a share where the printed one is a share."""
    if isinstance(key, str):
        return found.get(key)
    name, row, column = key
    part = _said(found, key)
    wholes = {
        Of.WHOLE: (name, TOTAL, TOTAL),
        Of.ROW: (name, row, TOTAL),
        Of.COLUMN: (name, TOTAL, column),
    }
    if part is None or of is Of.COUNT:
        return part
    whole = _said(found, wholes[of])
    return part / whole if whole else None


def _said(found: Found, key: tuple[str, str, str]) -> Decimal | None:
    """A cell or a margin, without those who are in no band or did not say."""
    name, row, column = key
    rows = [(row, 1), (NONE, -1)] if row == TOTAL else [(row, 1)]
    columns = [(column, 1), (NONE, -1)] if column == TOTAL else [(column, 1)]
    if key not in found:
        return None
    parts = [
        (found.get((name, r, c), Decimal(0)), sign * other)
        for r, sign in rows
        for c, other in columns
    ]
    if any(part is None for part, _ in parts):
        return None
    return sum((part * sign for part, sign in parts if part is not None), Decimal(0))
