"""Work that starts, or has started, without a recorded declaration: red for all concerned."""

from datetime import date

import sqlalchemy as sa

from domain.contract_life import AGREED
from web.models.contract import Contract
from web.queries.contracts import DECLARED_WITHIN, LINES, ContractLine, read

SHOWN = 3  # on a first page, and one more that says that there are more


def at_work(sight: sa.ColumnElement[bool], today: date) -> list[ContractLine]:
    """The latest to begin of those in sight; one more than is shown, if there is more."""
    query = LINES.where(
        sight,
        Contract.status.in_(AGREED),
        Contract.dimona_number.is_(None),
        Contract.first_day <= today,
        Contract.last_day >= today - DECLARED_WITHIN,
    )
    return read(query.order_by(Contract.first_day.desc(), Contract.id.desc()).limit(SHOWN + 1))
