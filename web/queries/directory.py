"""The whole directory of clients, to take along."""

from collections.abc import Iterator

import sqlalchemy as sa

from web.extensions import db
from web.models.client import Client
from web.queries.clients import IN_ORDER

DIRECTORY = (
    Client.name,
    Client.kind,
    Client.country,
    Client.enterprise_number,
    Client.vat_number,
    Client.street,
    Client.postcode,
    Client.city,
    Client.email,
    Client.language,
)


def directory() -> tuple[list[str], Iterator[list[str]]]:
    """Everyone, with the columns that an import reads: their names, then a row for each."""
    found = db.session.execute(sa.select(*DIRECTORY).order_by(*IN_ORDER))
    rows = ([str(cell) if cell else "" for cell in row] for row in found)
    return [column.key for column in DIRECTORY], rows
