"""Which days are counted otherwise when somebody or something is in another place."""

from datetime import date

import sqlalchemy as sa

from web import clock
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.expense import ExpenseNote
from web.models.figure import FigureFirst
from web.models.invoice import Invoice
from web.models.ledger import Entry, Posting
from web.models.unit import Holding


def days_of_unit(unit_id: int) -> set[date]:
    """Every day on which the unit adds to a figure."""
    money = sa.select(Entry.day).join(Posting).where(Posting.unit_id == unit_id)
    invoiced = sa.select(Invoice.issue_day).where(
        Invoice.unit_id == unit_id, Invoice.issue_day.is_not(None)
    )
    begun = sa.select(Contract.first_day).where(Contract.unit_id == unit_id)
    worked = sa.select(WorkDay.day).join(Contract).where(Contract.unit_id == unit_id)
    decided = sa.select(ExpenseNote.decided).where(
        ExpenseNote.unit_id == unit_id, ExpenseNote.decided.is_not(None)
    )
    found = set(db.session.scalars(sa.union(money, invoiced, begun, worked)))
    return found | {clock.day_of(moment) for moment in db.session.scalars(decided) if moment}


def days_of_person(person_id: int) -> set[date]:
    """Every day on which the person counts, or a unit that lies where they live."""
    paid = sa.select(FigureFirst.day).where(
        FigureFirst.kind == "employee", FigureFirst.subject_id == person_id
    )
    held = sa.select(Holding.since).where(Holding.person_id == person_id)
    found = set(db.session.scalars(sa.union(paid, held)))
    units = sa.select(Holding.unit_id).where(Holding.person_id == person_id).distinct()
    return found.union(*(days_of_unit(unit_id) for unit_id in db.session.scalars(units)))
