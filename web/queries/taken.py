"""What is there already, to compare a whole file with."""

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from web.extensions import db
from web.models.client import Client
from web.models.person import Person


def _column(column: InstrumentedAttribute[str | None]) -> frozenset[str]:
    query = sa.select(column).where(column.is_not(None))
    return frozenset(value for value in db.session.scalars(query) if value)


def enterprise_numbers() -> frozenset[str]:
    """Of all clients."""
    return _column(Client.enterprise_number)


def vat_numbers() -> frozenset[str]:
    """Of all clients."""
    return _column(Client.vat_number)


def addresses() -> frozenset[tuple[str, str, str]]:
    """Name and town, street and postcode of all clients: who has no number is known by them."""
    query = sa.select(Client.likeness, Client.street, Client.postcode)
    return frozenset(tuple(row) for row in db.session.execute(query))  # type: ignore[misc]  # three columns


def emails() -> frozenset[str]:
    """Of everyone."""
    query = sa.select(Person.email)
    return frozenset(db.session.scalars(query))


def national_numbers() -> frozenset[str]:
    """The fingerprints of everyone's; compare with ``Person.national_number.fingerprint``."""
    return _column(Person.national_number_index)
