"""What waits for somebody's yes: offers of work, and amendments of their contracts."""

from datetime import date

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from web.models.amendment import Amendment, AmendmentState
from web.models.contract import Contract
from web.queries.contracts import LINES, ContractLine, read

MOST = 30  # in one list; the first to begin on top

AMENDED = sa.and_(  # an amendment waits, and may still be accepted
    Contract.status == ContractStatus.MADE,
    Contract.id.in_(
        sa.select(Amendment.contract_id).where(Amendment.state == AmendmentState.OFFERED)
    ),
)


def offered(today: sa.ColumnElement[date] | date) -> sa.ColumnElement[bool]:
    """Offers that can still be accepted."""
    return sa.and_(Contract.status == ContractStatus.OFFERED, Contract.first_day > today)


def to_answer(person_id: int, today: date) -> list[ContractLine]:
    """The offers and the amended contracts that one worker has to answer."""
    query = LINES.where(Contract.person_id == person_id, sa.or_(offered(today), AMENDED))
    return read(query.order_by(Contract.first_day, Contract.id).limit(MOST))


def corrections_asked(own: sa.ColumnElement[bool], units: sa.Select[int]) -> sa.Select[int]:
    """The contracts of which a reader is asked about a correction of approved hours.

    own:   the contracts of the reader's own work
    units: those that the reader holds
    """
    by_worker = Amendment.made_by_id == Contract.person_id
    asked = sa.or_(sa.and_(own, ~by_worker), sa.and_(Contract.unit_id.in_(units), by_worker, ~own))
    return (
        sa.select(Amendment.contract_id)
        .join(Contract, Contract.id == Amendment.contract_id)
        .where(
            Amendment.state == AmendmentState.OFFERED,
            Amendment.made >= Contract.confirmed,
            asked,
        )
    )
