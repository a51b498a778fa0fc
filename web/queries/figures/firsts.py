"""Who or what counts once a year: on the first day of the year on which they did something.

So that “different clients up to this day” is a sum over days, like everything else.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.invoicing import InvoiceKind
from domain.ledger import Act
from web.models.contract import Contract, WorkDay
from web.models.figure import FigureFirst
from web.models.invoice import Invoice
from web.models.ledger import Entry, Posting
from web.models.unit import Holding
from web.queries.figures.acts import CONFIRMED_WORK, HUNDRED, holds
from web.queries.figures.sql import Days, Rows, person_places, placed, unit_places

ECONOMIC = (Act.ISSUE, Act.CREDIT, Act.CONFIRM, Act.EXPENSE)  # acts that make a unit active


def _invoiced(subject: Any) -> Rows:
    return sa.select(subject.label("subject_id"), Invoice.issue_day.label("day")).where(
        Invoice.number.is_not(None)
    )


def _worked(subject: Any) -> Rows:
    query = sa.select(subject.label("subject_id"), WorkDay.day.label("day"))
    return query.join(Contract, Contract.id == WorkDay.contract_id).where(*CONFIRMED_WORK)


def _active() -> Rows:
    return (
        sa.select(Posting.unit_id.label("subject_id"), Entry.day.label("day"))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.act.in_(ECONOMIC), Posting.unit_id.is_not(None))
    )


def events() -> dict[str, tuple[Any, Any, Rows]]:
    """What each kind does: the column of its subject, that of the day, and all its acts."""
    return {
        "client": (
            Invoice.client_id,
            Invoice.issue_day,
            _invoiced(Invoice.client_id).where(Invoice.kind == InvoiceKind.INVOICE),
        ),
        "unit": (Posting.unit_id, Entry.day, _active()),
        "invoicing": (Invoice.unit_id, Invoice.issue_day, _invoiced(Invoice.unit_id)),
        "employing": (
            Contract.unit_id,
            WorkDay.day,
            _worked(Contract.unit_id).where(
                ~holds(Contract.unit_id, Contract.person_id, WorkDay.day)
            ),
        ),
        "employee": (Contract.person_id, WorkDay.day, _worked(Contract.person_id)),
    }


def first_days(kind: str, first: date, last: date, subjects: Collection[int] | None = None) -> Rows:
    """kind, subject, year and first day of that year, between two days; of some subjects only."""
    subject, day, query = events()[kind]
    wanted = query.where(day.between(first, last))
    if subjects is not None:
        wanted = wanted.where(subject.in_(sorted(subjects)))
    rows = wanted.subquery("event")
    year = sa.cast(sa.extract("year", rows.c.day), sa.Integer)
    return sa.select(
        sa.literal(kind).label("kind"),
        rows.c.subject_id,
        year.label("year"),
        sa.func.min(rows.c.day).label("day"),
    ).group_by(rows.c.subject_id, year)


def kept_firsts(kind: str) -> sa.Subquery:
    """The first days that are kept."""
    return (
        sa.select(FigureFirst.subject_id, FigureFirst.year, FigureFirst.day)
        .where(FigureFirst.kind == kind)
        .subquery("first")
    )


def _each(measure: str, firsts: sa.Subquery, days: Days) -> Rows:
    return (
        sa.select(
            sa.literal(measure).label("measure"),
            firsts.c.subject_id,
            firsts.c.day,
            sa.literal(HUNDRED).label("amount"),
        )
        .select_from(firsts)
        .where(days(firsts.c.day))
        .group_by(firsts.c.subject_id, firsts.c.day)  # one each: SQLite then hashes the places
    )


def _without_unit(measure: str, firsts: sa.Subquery, days: Days) -> Rows:
    """Of them, who held no unit on any day of that year."""
    year = sa.cast(sa.extract("year", Holding.since), sa.Integer)
    ended = sa.cast(sa.extract("year", Holding.until), sa.Integer)
    held = (
        sa.select(Holding.id)
        .where(
            Holding.person_id == firsts.c.subject_id,
            year <= firsts.c.year,
            sa.or_(Holding.until.is_(None), ended >= firsts.c.year),
        )
        .exists()
    )
    return _each(measure, firsts, days).where(~held)


def _very_first(measure: str, firsts: sa.Subquery, days: Days) -> Rows:
    """Of them, for whom no earlier year is known."""
    earlier = firsts.alias("earlier")
    before = (
        sa.select(earlier.c.subject_id)
        .where(earlier.c.subject_id == firsts.c.subject_id, earlier.c.year < firsts.c.year)
        .exists()
    )
    return _each(measure, firsts, days).where(~before)


COUNTS = {
    "client": (("clients", _each), ("clients_new", _very_first)),
    "unit": (("units_active", _each),),
    "invoicing": (("units_invoicing", _each),),
    "employing": (("employing_units", _each),),
    "employee": (("employees", _each), ("employees_not_holders", _without_unit)),
}
PLACES = {
    "unit": unit_places,
    "invoicing": unit_places,
    "employing": unit_places,
    "employee": person_places,
}


def counted(kind: str, firsts: sa.Subquery, days: Days) -> list[Rows]:
    """The measures of a kind by region, office and day."""
    found = []
    for measure, count in COUNTS[kind]:
        rows = count(measure, firsts, days)
        if kind in PLACES:
            found.append(placed(rows, PLACES[kind](rows if days.few else None)))
        else:
            nowhere = sa.select(
                sa.literal(0).label("id"),
                sa.literal("").label("region"),
                sa.literal("").label("office"),
            ).subquery("nowhere")
            found.append(placed(rows, nowhere))
    return found
