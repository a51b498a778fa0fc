"""Which rows of the share register the reader may see."""

from collections.abc import Callable

import sqlalchemy as sa

from domain.roles import Role
from web.models.share import Representation, Shareholder
from web.sight_reader import READER

Units = sa.Select[int]  # a subquery of unit ids
# The lines of the register that are the reader's: their own, and of legal persons they act for.
_OFFICE, _LATER = sa.orm.aliased(Representation), sa.orm.aliased(Representation)
_NEWER = sa.select(_LATER.person_id).where(
    _LATER.shareholder_id == _OFFICE.shareholder_id, _LATER.since > _OFFICE.since
)
OWN_LINES: sa.Select[int] = sa.select(Shareholder.id).where(
    sa.or_(
        Shareholder.person_id == READER,
        Shareholder.id.in_(
            sa.select(_OFFICE.shareholder_id).where(
                _OFFICE.person_id == READER, ~_NEWER.correlate(_OFFICE).exists()
            )
        ),
    )
)


def of_shares(
    column: sa.orm.InstrumentedAttribute[int],
) -> Callable[[frozenset[Role], Units], sa.ColumnElement[bool]]:
    """Rows of the register: their shareholder's, and all of them for the board."""
    return lambda roles, _units: sa.or_(sa.literal(Role.BOARD in roles), column.in_(OWN_LINES))
