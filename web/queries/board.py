"""Who sits on the board on a day, and who did."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Mandate
from web.models.person import Person
from web.models.share import Shareholder


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One mandate as the page lists it."""

    id: int
    shareholder_id: int
    name: str
    representative: str  # who sits there for a legal person
    since: date
    until: date
    number: int  # the how-many-th mandate of this shareholder
    ended_early: str
    paid: str
    assembly_id: int | None  # that elected it


def seats() -> list[Seat]:
    """Every mandate there ever was, the last begun first."""
    number = sa.func.row_number().over(
        partition_by=Mandate.shareholder_id, order_by=(Mandate.since, Mandate.id)
    )
    query = (
        sa.select(
            Mandate.id,
            Mandate.shareholder_id,
            Shareholder.name,
            Person.given_name,
            Person.family_name,
            Mandate.since,
            Mandate.until,
            number.label("number"),
            Mandate.ended_early,
            Mandate.paid,
            Assembly.id.label("assembly_id"),
        )
        .join(Mandate.shareholder)
        .outerjoin(Person, Person.id == Mandate.representative_id)
        .outerjoin(AgendaItem, AgendaItem.id == Mandate.item_id)
        .outerjoin(Assembly, Assembly.id == AgendaItem.assembly_id)
        .order_by(Mandate.since.desc(), Shareholder.name)
    )
    return [
        Seat(
            id=row.id,
            shareholder_id=row.shareholder_id,
            name=row.name,
            representative=" ".join(filter(None, (row.given_name, row.family_name))),
            since=row.since,
            until=row.until,
            number=row.number,
            ended_early=row.ended_early,
            paid=row.paid,
            assembly_id=row.assembly_id,
        )
        for row in db.session.execute(query)
    ]


def on_board(found: list[Seat], day: date) -> list[Seat]:
    """Those who sit there on ``day``, by name."""
    return sorted(
        (seat for seat in found if seat.since <= day <= seat.until), key=lambda seat: seat.name
    )
