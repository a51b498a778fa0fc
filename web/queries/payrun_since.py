"""What a month holds that an earlier preview of it did not: work confirmed or corrected since."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.money import Eur
from domain.periods import Month
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.person import Person

MOST = 200  # shown; a month changes less between two looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one contract added to a payslip since."""

    person: str
    contract_id: int
    work: str
    days: int
    gross: Eur
    net: Eur
    corrects: bool  # a correction of hours that were approved before


def mark(entity_id: int, month: Month) -> int:
    """Where a preview stands: rows of pay are only ever added, so the last one tells."""
    query = sa.select(sa.func.max(Earning.id)).where(
        Earning.entity_id == entity_id, Earning.month == month
    )
    return db.session.scalar(query) or 0


def added_since(entity_id: int, month: Month, since: int) -> list[Added]:
    """What was added after a preview, in its order.

    since: the ``mark`` of that preview
    """
    rows = db.session.execute(
        sa.select(
            (Person.given_name + " " + Person.family_name).label("person"),
            Earning.contract_id,
            Contract.work,
            Earning.days,
            Earning.gross,
            Earning.net,
            (Earning.sequence > 1).label("corrects"),
        )
        .join(Contract, Contract.id == Earning.contract_id)
        .join(Person, Person.id == Earning.person_id)
        .where(Earning.entity_id == entity_id, Earning.month == month, Earning.id > since)
        .order_by(Earning.id)
        .limit(MOST)
    )
    return [Added(**row) for row in rows.mappings()]
