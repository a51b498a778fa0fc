"""Clients that may already be there when someone adds one."""

import heapq
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from domain.clients import Typed, right_numbers
from domain.finding import closeness, roughly_alike, telling, words
from web.extensions import db
from web.models.client import Client, ClientWord
from web.queries.clients import (
    COLUMNS,
    IN_ORDER,
    ClientRow,
    Rows,
    begins,
    rarest_first,
    rows,
    stretches,
)

MOST_ALIKE = 5
MOST_WORDS = 5
BEGINNING = 3  # letters of a word in which nobody makes a mistake, or not in two words at once


def with_number(
    enterprise_number: str | None, vat_number: str | None, *, other_than: int | None = None
) -> ClientRow | None:
    """The client that already has one of these numbers."""
    numbers = ((Client.enterprise_number, enterprise_number), (Client.vat_number, vat_number))
    same = [column == number for column, number in numbers if number]
    if not same:
        return None
    query = sa.select(*COLUMNS).where(sa.or_(*same), Client.id != (other_than or 0)).limit(1)
    return next(iter(rows(query)), None)


@cache
def _in_place(count: int) -> Rows:
    """Clients of a postcode or a town, with a word for one of so many beginnings."""
    beginnings = (begins(ClientWord.word, str(place)) for place in range(count))
    found = sa.select(ClientWord.client_id).where(sa.or_(*beginnings))
    return sa.select(Client.id, Client.name, Client.likeness).where(
        Client.id.in_(found),
        sa.or_(
            Client.postcode == sa.bindparam("postcode"),
            Client.likeness.like(sa.bindparam("ending")),
        ),
        Client.id != sa.bindparam("other_than"),
    )


def look_alikes(
    name: str, *, postcode: str, city: str, other_than: int | None = None
) -> list[ClientRow]:
    """Clients of the same postcode or town with nearly the same name.

    Two names that are alike share two words, or the only one: the commonest need not be looked up.
    """
    found = [word[:BEGINNING] for word in telling(name)][:MOST_WORDS]
    town = " ".join(words(city))
    if not found or not (postcode or town):
        return []
    beginnings = rarest_first(found)[: max(len(found) - 1, 1)]
    values = {
        "postcode": postcode or None,
        "ending": f"% {town}" if town else None,
        "other_than": other_than or 0,
        **stretches(beginnings),
    }
    may_be = roughly_alike(name)
    near = [
        (closeness(name, row.name), row.id)
        for row in db.session.execute(_in_place(len(beginnings)), values)
        if may_be(row.likeness)
    ]
    best = [key for close, key in heapq.nlargest(MOST_ALIKE, near) if close]
    return rows(sa.select(*COLUMNS).where(Client.id.in_(best)).order_by(*IN_ORDER)) if best else []


@dataclass(frozen=True, slots=True)
class Doubles:
    """Who may be the client that someone is adding."""

    same: ClientRow | None  # has the same number: it is the same client
    near: list[ClientRow]  # has nearly the same name: a person must say

    @property
    def shown(self) -> str:
        """Which near ones were shown, to know later that nobody came in between."""
        return ",".join(str(row.id) for row in self.near)


def doubles(typed: Typed, *, other_than: int | None = None, names: bool = True) -> Doubles:
    """Compare what was typed, right or not yet, with everyone.

    names: look for nearly the same names too, not only for the same number
    """
    same = with_number(*right_numbers(typed), other_than=other_than)
    if not names:
        return Doubles(same, [])
    near = look_alikes(typed.name, postcode=typed.postcode, city=typed.city, other_than=other_than)
    return Doubles(same, [row for row in near if same is None or row.id != same.id])
