"""What open-ended employment leaves to do: an offer or a change to answer, a month that is missing.

Conditions of statements that are built once; ``bounds`` gives the days that they are asked with.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.periods import Month
from web.extensions import MonthText, db
from web.models.contract import Contract
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.models.person import Person
from web.models.unit import Unit

AHEAD = timedelta(days=7)  # how long before a month its contracts are made by themselves

THIS_MONTH = sa.bindparam("this_month", type_=MonthText())
DUE_FIRST = sa.bindparam("due_first", type_=sa.Date)
DUE_LAST = sa.bindparam("due_last", type_=sa.Date)

CHANGE_OPEN = sa.and_(
    EmploymentTerms.status == ContractStatus.OFFERED, EmploymentTerms.since > THIS_MONTH
)
MISSING = sa.and_(  # the month that is due was never made: something stands in the way
    Employment.status == ContractStatus.MADE,
    Employment.first_day <= DUE_LAST,
    sa.or_(Employment.last_day.is_(None), Employment.last_day >= DUE_FIRST),
    ~sa.exists().where(
        Contract.employment_id == Employment.id, Contract.first_day.between(DUE_FIRST, DUE_LAST)
    ),
)


@dataclass(frozen=True, slots=True)
class MissingMonth:
    """One agreement whose month could not be made."""

    id: int
    person: str
    unit: str


def due_until(today: date) -> Month:
    """The last month whose contracts are made by now."""
    return Month.of(today + AHEAD)


def bounds(today: date) -> dict[str, object]:
    """What the conditions are asked with."""
    due = due_until(today)
    return {
        "this_month": Month.of(today),
        "due_first": due.first_day,
        "due_last": due.last_day,
    }


def missing(sight: sa.ColumnElement[bool], today: date) -> list[MissingMonth]:
    """Months that could not be made, of the agreements in sight."""
    name = Person.given_name + " " + Person.family_name
    query = (
        sa.select(Employment.id, name, Unit.name)
        .join(Person, Person.id == Employment.person_id)
        .join(Unit, Unit.id == Employment.unit_id)
        .where(MISSING, sight)
        .order_by(Employment.id)
    )
    return [MissingMonth(*row) for row in db.session.execute(query, bounds(today))]
