"""The cells of each table, counted: people, units or clients by what is known of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.figures.definition import TOTAL, Dimension, TableDefinition
from domain.figures.table import NONE, Cell, Place
from domain.hours import FULL_TIME_WEEK
from domain.ledger import Account, Act
from domain.vat import ClientKind
from web.extensions import db
from web.models.client import Client
from web.models.employment import Employment
from web.models.figure import WHOLE, FigureDay, FigureFirst
from web.models.ledger import Entry, Posting
from web.models.person import Person
from web.models.unit import Unit
from web.queries.figures.acts import HUNDRED
from web.queries.figures.asked import Asked
from web.queries.figures.cuts import Cuts, band
from web.queries.figures.falls import in_year, rows_of_client
from web.queries.figures.kept_cells import is_cell_kept, kept_cells
from web.queries.figures.known import is_kept
from web.queries.figures.places import FACTS, PLACES
from web.queries.figures.remembered import Part, remembered
from web.queries.figures.worked import hired_by_unit, people_by_sector

Counted = dict[Place, Cell]


def _facts(about: TableDefinition, cuts: Cuts) -> Counted:
    columns = cuts[about.columns] if about.columns else repeat(TOTAL)
    found = Counter(zip(cuts[about.rows], columns, strict=False))
    return {place: Cell(many) for place, many in found.items()}


def _holders(about: TableDefinition, day: date) -> Counted:
    return _facts(about, Asked(day).holders_cut())


def _new_holders(about: TableDefinition, day: date) -> Counted:
    return _facts(about, Asked(day).new_holders_cut())


def _units(about: TableDefinition, day: date) -> Counted:
    return _facts(about, Asked(day).units_cut())


def _members(about: TableDefinition, day: date) -> Counted:
    register = Asked(day).register()
    cuts: Mapping[Dimension, Mapping[Any, int]] = {
        Dimension.CATEGORY: register.by_category,
        Dimension.HOLDING: register.by_holding,
        Dimension.AGE: register.by_age,
        Dimension.MEMBERSHIP: register.by_membership,
    }
    return {(str(row), TOTAL): Cell(many) for row, many in cuts[about.rows].items()}


def _clients(about: TableDefinition, day: date) -> Counted:
    kinds = remembered("clients", day, lambda: _client_kinds(day), Part.UNITS)
    found: dict[Place, int] = defaultdict(int)
    for kind, country, many in kinds:
        found[rows_of_client(kind, country)[about.rows], TOTAL] += many
    return {place: Cell(many) for place, many in found.items()}


def _client_kinds(day: date) -> list[tuple[ClientKind, str, int]]:
    """Clients of the year by kind and country."""
    query = (
        sa.select(Client.kind, Client.country, sa.func.count())
        .join(FigureFirst, FigureFirst.subject_id == Client.id)
        .where(FigureFirst.kind == "client", in_year(FigureFirst.day, day))
        .group_by(Client.kind, Client.country)
    )
    return [(kind, country, many) for kind, country, many in db.session.execute(query)]


def _employing(_about: TableDefinition, day: date) -> Counted:
    found = Counter(band(Dimension.EMPLOYED, many) for many in hired_by_unit(day))
    return {(row, TOTAL): Cell(many) for row, many in found.items()}


def _hours(_about: TableDefinition, day: date) -> Counted:
    counts = Asked(day).hours_bands()
    return {(band.value, TOTAL): Cell(many) for band, many in counts.items()}


def _sectors(_about: TableDefinition, day: date) -> Counted:
    found = people_by_sector(day)
    return {(sector or NONE, TOTAL): Cell(many) for sector, many in found.items()}


def _budgets(_about: TableDefinition, day: date) -> Counted:
    amount = sa.func.sum(sa.type_coerce(Posting.amount, sa.BigInteger))
    # From the legs of this account to their entries: by no index of units or of days.
    unit_id, on = (sa.func.coalesce(one, one) for one in (Posting.unit_id, Entry.day))
    pairs = (
        sa.select(unit_id.label("unit_id"), Posting.person_id, amount.label("amount"))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(
            Posting.account == Account.EMPLOYMENT_IN_TRANSIT,
            sa.cast(Entry.act, sa.String) == Act.CONFIRM.value,
            in_year(on, day),
        )
        .group_by(unit_id, Posting.person_id)
        .subquery()
    )
    query = (
        sa.select(
            Unit.sector, sa.func.sum(pairs.c.amount), sa.func.count(pairs.c.person_id.distinct())
        )
        .join(pairs, pairs.c.unit_id == Unit.id)
        .group_by(Unit.sector)
    )
    return {
        (sector.value or NONE, TOTAL): Cell(many, Decimal(-int(cents)) / HUNDRED)
        for sector, cents, many in db.session.execute(query)
    }


def _lasting(about: TableDefinition, day: date) -> Counted:
    # From the jobs to their people: by no index of jobs by person.
    person_id = sa.func.coalesce(Employment.person_id, Employment.person_id)
    query = (
        sa.select(Person.gender, Employment.weekly_hours, sa.func.count())
        .join(Person, Person.id == person_id)
        .where(
            Employment.status == ContractStatus.MADE,
            Employment.kind != ContractType.SUPPORT,
            Employment.first_day <= day,
            sa.or_(Employment.last_day.is_(None), Employment.last_day >= day),
        )
        .group_by(Person.gender, Employment.weekly_hours)
    )
    timed = about.rows is Dimension.WORKING_TIME
    full = FULL_TIME_WEEK.on(day).value if timed else None
    found: dict[Place, int] = defaultdict(int)
    for gender, weekly, many in db.session.execute(query):
        time = "full" if full is not None and weekly >= full else "part"
        found[time if timed else gender.value or NONE, TOTAL] += many
    return {place: Cell(many) for place, many in found.items()}


def _placed(about: TableDefinition, day: date) -> Counted:
    """Kept sums by region and office."""
    many = sa.func.sum(sa.type_coerce(FigureDay.amount, sa.BigInteger))
    query = (
        sa.select(FigureDay.region, FigureDay.office, many)
        .where(
            FigureDay.measure == about.figure,
            FigureDay.region != WHOLE,
            in_year(FigureDay.day, day),
        )
        .group_by(FigureDay.region, FigureDay.office)
    )
    return {
        (region or NONE, office or NONE): Cell(int(hundredths) // HUNDRED)
        for region, office, hundredths in db.session.execute(query)
    }


SOURCES: Mapping[str, Callable[[TableDefinition, date], Counted]] = {
    "holders": _holders,
    "holders_new": _new_holders,
    "units_active": _units,
    "members": _members,
    "clients": _clients,
    "employing_units": _employing,
    "person_months": _hours,
    "sector_people": _sectors,
    "payroll_budget": _budgets,
    "permanent_jobs": _lasting,
}


def counted_cells(about: TableDefinition, day: date) -> Counted:
    """The cells of a table; by place from sums of days, where nothing else counts by place."""
    summed = about == PLACES.get(about.figure) and about.figure not in FACTS
    return (_placed if summed else SOURCES[about.figure])(about, day)


def cells(about: TableDefinition, day: date) -> Counted:
    """The cells of a table: as they are kept, or counted on a day that nobody asked for before."""
    if is_cell_kept(about) and is_kept(day):
        return kept_cells(about, day)
    return counted_cells(about, day)
