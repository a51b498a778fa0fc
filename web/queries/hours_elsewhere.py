"""How many hours people already work on each day, whoever employs them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.contract_life import AGREED, ContractStatus
from domain.hours import NO_HOURS, Hours, add_hours
from web.extensions import HundredthsOfHours, db
from web.models.contract import Contract, WorkDay

STANDING = (ContractStatus.OFFERED, *AGREED)  # an offer stands until it is answered
HOURS = sa.type_coerce(  # as far as they are known: planned, then declared, then approved
    sa.case(
        (Contract.status == ContractStatus.CONFIRMED, WorkDay.hours),
        else_=sa.func.coalesce(WorkDay.declared, WorkDay.hours),
    ),
    HundredthsOfHours(),
)


@cache
def _statement() -> sa.Select[*tuple[Any, ...]]:
    """Made once, like the other statements of the live equation."""
    return (
        sa.select(Contract.person_id, WorkDay.day, HOURS)
        .join(WorkDay, WorkDay.contract_id == Contract.id)
        .where(
            Contract.person_id.in_(sa.bindparam("people", expanding=True)),
            Contract.id != sa.bindparam("without"),
            Contract.status.in_(sa.bindparam("statuses", expanding=True)),
            Contract.first_day <= sa.bindparam("until", type_=sa.Date),
            Contract.last_day >= sa.bindparam("since", type_=sa.Date),
            WorkDay.day.between(
                sa.bindparam("since", type_=sa.Date), sa.bindparam("until", type_=sa.Date)
            ),
        )
    )


def hours_of_people(
    people: Collection[int],
    days: Collection[date],
    *,
    without: int = 0,
    statuses: Collection[ContractStatus] = STANDING,
) -> dict[int, dict[date, Hours]]:
    """The hours of each person on each day, from the first to the last of ``days``.

    without:  a contract that is left out
    statuses: of the contracts that count; usually offers too
    """
    found: dict[int, dict[date, Hours]] = defaultdict(dict)
    if not people or not days:
        return found
    asked = {
        "people": list(people),
        "without": without,
        "statuses": list(statuses),
        "since": min(days),
        "until": max(days),
    }
    for person_id, day, hours in db.session.execute(_statement(), asked):
        before = found[person_id].get(day, NO_HOURS)
        found[person_id][day] = add_hours((before, hours))
    return found


def hours_elsewhere(
    person_id: int,
    days: Collection[date],
    *,
    without: int = 0,
    statuses: Collection[ContractStatus] = STANDING,
) -> dict[date, Hours]:
    """The hours of one person on each day, over all contracts but one."""
    found = hours_of_people([person_id], days, without=without, statuses=statuses)
    return found.get(person_id, {})
