"""Lists by key: the next page begins after a row, however long the list is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from domain.finding import words

Item = TypeVar("Item")
PAGE = 50
AFTER_ALL = 2**31 - 1  # no row has a higher number
BEFORE = sa.bindparam("before", type_=sa.Integer)  # give it what ``bound`` says


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some rows of a list, and after which one the next page begins (0: there is none)."""

    items: tuple[Item, ...]
    next: int


def bound(before: int) -> int:
    """The row behind which a page begins, whatever stands in the address; 0 for the first."""
    return before if 0 < before < AFTER_ALL else AFTER_ALL


def cut(items: Sequence[Item], size: int = PAGE) -> Page[Item]:
    """A page of what was found; one more than ``size`` was asked for."""
    last: Any = items[size - 1] if len(items) > size else None
    return Page(tuple(items[:size]), last.id if last else 0)


def matching(column: InstrumentedAttribute[str], typed: str) -> list[sa.ColumnElement[bool]]:
    """Each word typed is the beginning of a word of the column (without accents or case)."""
    return [sa.or_(column.like(f"{word}%"), column.like(f"% {word}%")) for word in words(typed)]


def after_row(model: Any, key: int) -> sa.ColumnElement[bool]:
    """The rows behind this one, in the order of their likeness."""
    if not key:
        return sa.true()
    place = sa.select(model.likeness).where(model.id == key).scalar_subquery()
    # The first half lets the index begin at the place; the second leaves out its equals before.
    return sa.and_(model.likeness >= place, sa.or_(model.likeness > place, model.id > key))
