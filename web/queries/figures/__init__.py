"""Figures as they are kept, or counted exactly from the acts; what pages may ask."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.figures import published
from domain.figures.catalogue import FIGURES, TABLES, figure
from domain.figures.comparison import Compared
from domain.figures.comparison import compare as compared
from domain.figures.definition import Dimension, Figure, Key
from domain.figures.flow import DECIDING, Flow
from domain.figures.flow import flow as flows_of
from domain.figures.headlines import with_partners
from domain.figures.table import Table
from domain.ledger import Account
from domain.money import Eur
from domain.parameters import NotInForce
from domain.periods import Month
from domain.simulated.causes import causes_of
from web.extensions import db
from web.models.figure import FigureDay
from web.models.simulation import Simulation
from web.queries.figures.asked import Asked
from web.queries.figures.checking import check
from web.queries.figures.counted import SOURCES
from web.queries.figures.derived import DERIVED, OF_FACTS, PART_OF, PLACED
from web.queries.figures.lines import lines
from web.queries.figures.remembered import Part, remembered, version
from web.queries.figures.safe import place_shown, safe
from web.queries.figures.spread import spread
from web.queries.figures.sums import FLOWS, STOCKS, by_month, place
from web.queries.figures.tables import protected_tables, shown_table, whole_table


@dataclass(frozen=True, slots=True)
class Value:
    """A figure on a day: None where it is not kept, or nobody knows it."""

    figure: Figure
    amount: Decimal | None
    day: date
    version: int  # of the kept figures


def values(
    keys: Collection[str], day: date, *, region: str | None = None, office: str | None = None
) -> dict[str, Value]:
    """Figures at the end of a day, of everything or of one region or office, safe for everybody."""
    wanted = with_partners(keys)
    found = {
        key: value.amount
        for key, value in counted(wanted, day, region=region, office=office).items()
    }
    now, shown = version(), safe(found, day, region, office)
    return {key: Value(figure(key), shown[key], day, now) for key in keys}


def counted(
    keys: Collection[str], day: date, *, region: str | None = None, office: str | None = None
) -> dict[str, Value]:
    """The same as they are counted, small numbers too: for those who may see lines."""
    asked, now = Asked(day, region, office), version()
    asked.load(*(key for key in keys if key in FLOWS or key in STOCKS))
    return {key: Value(figure(key), _amount(key, asked), day, now) for key in keys}


def _amount(key: str, asked: Asked) -> Decimal | None:
    if key in FLOWS or key in STOCKS:
        return asked.sum(key)
    if key not in DERIVED or (key not in PLACED and (asked.region or asked.office)):
        return None
    place_asked = asked.region, asked.office, asked.exact

    def read() -> Decimal | None:
        try:
            return DERIVED[key](asked)
        except NotInForce:  # a legal figure of another year that nobody has entered
            return None

    if asked.exact:
        return read()
    facts_of = asked.day if key in OF_FACTS else None
    part = PART_OF.get(key, Part.ALL)
    return remembered(key, (asked.day, *place_asked), read, part, facts_of=facts_of)


def exact(
    key: str, day: date, *, region: str | None = None, office: str | None = None
) -> Decimal | None:
    """A figure counted from the acts alone: slow, and the measure of what is kept."""
    figure(key)
    return _amount(key, Asked(day, region, office, exact=True))


def table(key: str, day: date) -> Table:
    """A table, safe for everybody."""
    return shown_table(key, day)


def tables(keys: Iterable[str], day: date) -> dict[str, Table]:
    """Several tables; those of one figure are protected together, once."""
    wanted = list(keys)
    about = dict.fromkeys(TABLES[key].figure for key in wanted)
    found: dict[str, Table] = {}
    for name in about:
        found |= protected_tables(name, day)
    return {key: found[key] for key in wanted}


def flow(day: date, region: str | None = None) -> Sequence[Flow]:
    """Where the euros went since 1 January, from the kept sums; nothing where too few units are."""
    if not place_shown(day, region):
        return ()
    names = {f"{act.value}.{account.value}": account for act in DECIDING for account in Account}
    amount = sa.func.sum(sa.type_coerce(FigureDay.amount, sa.BigInteger))
    query = (
        sa.select(FigureDay.measure, amount)
        .where(
            FigureDay.measure.in_(sorted(names)),
            FigureDay.day.between(date(day.year, 1, 1), day),
            *place(region, None),
        )
        .group_by(FigureDay.measure)
    )
    sums: dict[Account, Eur] = {}
    for measure, cents in db.session.execute(query):
        account = names[measure]
        sums[account] = Eur(sums.get(account, Eur(Decimal(0))) + Decimal(int(cents)).scaleb(-2))
    return flows_of(sums)


def trend(key: str, months: Iterable[Month]) -> list[tuple[Month, Decimal | None]]:
    """What each month adds to a figure, for those that are split by month."""
    wanted = list(months)
    if not wanted or key not in FLOWS or Dimension.MONTH not in figure(key).dimensions:
        return [(month, None) for month in wanted]
    found = by_month(key, min(wanted).first_day, max(wanted).last_day)
    return [(month, found.get((month.year, month.month), Decimal(0))) for month in wanted]


def compare(year: int) -> list[Compared]:
    """Every number that was published about a year, beside ours of its last day."""
    day = date(year, 12, 31)
    printed = published.published(year)
    keys = [key for key in printed if isinstance(key, str) and key in FIGURES]
    found: dict[Key, Decimal | None] = {
        key: value.amount for key, value in counted(keys, day).items()
    }
    names = {key[0] for key in printed if not isinstance(key, str)}
    for name in sorted(names & TABLES.keys()):
        if TABLES[name].figure in SOURCES:
            found |= _cells(whole_table(TABLES[name], day))
    simulated = db.session.get(Simulation, 1) is not None
    return compared(found, printed, causes_of(printed) if simulated else None)


def _cells(whole: Table) -> Mapping[Key, Decimal | None]:
    name = whole.definition.key
    return {
        (name, row, column): cell.amount
        if cell.amount is not None
        else None
        if cell.people is None
        else Decimal(cell.people)
        for (row, column), cell in whole.cells.items()
    }


__all__ = [
    "Value",
    "check",
    "compare",
    "counted",
    "exact",
    "flow",
    "lines",
    "spread",
    "table",
    "tables",
    "trend",
    "values",
    "version",
    "whole_table",
]
