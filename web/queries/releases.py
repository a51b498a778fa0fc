"""Published values: what was said of a day, by whom, and whether it still is what we count."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.errors import RuleError
from domain.figures.catalogue import FIGURES, TABLES, figure, table
from domain.figures.checks import CHECKS
from domain.figures.definition import FigureUnit, Key
from domain.figures.releasing import (
    BETWEEN,
    contradictions_of,
    kept,
    not_known,
    read,
    too_few,
    written,
)
from domain.figures.table import HIDDEN, Cell, Table
from web.extensions import db
from web.models.figure import FigureRelease
from web.models.person import Person
from web.queries import figures
from web.queries.figures.counted import SOURCES
from web.queries.lines import NAME

REPLACED = sa.select(FigureRelease.replaces_id).where(FigureRelease.replaces_id.is_not(None))
Numbers = Mapping[Key, Decimal]


@dataclass(frozen=True, slots=True)
class Released:
    """A published value and who published it."""

    release: FigureRelease
    who: str  # empty: the terminal
    replaces: Decimal | None  # the value before this erratum
    current: bool  # False: an erratum replaced it


@dataclass(frozen=True, slots=True)
class Stated:
    """What a figure is on a day: as published, or else as we count it now."""

    key: str
    day: date
    amount: Decimal | None
    release: FigureRelease | None
    live: Decimal | None

    @property
    def differs(self) -> bool:
        """Do we count something else now? An erratum may be needed."""
        live = None if self.live is None else kept(self.live)
        return self.release is not None and self.release.value != live


@dataclass(frozen=True, slots=True)
class Ready:
    """Values that can be published, and all that stands in their way."""

    values: Numbers
    objections: tuple[RuleError, ...]


def current(keys: Collection[str], day: date) -> dict[str, FigureRelease]:
    """The published values of a day that hold; of figures, and of all cells of tables."""
    wanted = {key for key in keys if key not in TABLES}
    cells = sa.or_(
        sa.false(), *(FigureRelease.key.startswith(key + BETWEEN, autoescape=True) for key in keys)
    )
    query = sa.select(FigureRelease).where(
        FigureRelease.period_end == day,
        sa.or_(FigureRelease.key.in_(sorted(wanted)), cells),
        FigureRelease.id.not_in(REPLACED),
    )
    return {found.key: found for found in db.session.scalars(query.order_by(FigureRelease.id))}


def told_of(*where: sa.ColumnElement[bool]) -> list[Released]:
    """Published values with who published them and what they replace, newest first."""
    before = sa.orm.aliased(FigureRelease)
    query = (
        sa.select(FigureRelease, NAME, before.value, FigureRelease.id.not_in(REPLACED))
        .outerjoin(Person, Person.id == FigureRelease.made_by_id)
        .outerjoin(before, before.id == FigureRelease.replaces_id)
        .where(*where)
        .order_by(FigureRelease.id.desc())
    )
    return [
        Released(release, who or "", replaced, bool(holds))
        for release, who, replaced, holds in db.session.execute(query)
    ]


def released(key: str) -> list[Released]:
    """All published values of a figure or a cell, newest first."""
    return told_of(FigureRelease.key == key)


def errata(day: date) -> list[Released]:
    """What was corrected of the published values of a day, newest first."""
    return told_of(FigureRelease.period_end == day, FigureRelease.replaces_id.is_not(None))


def values_on(keys: Collection[str], day: date) -> dict[str, Stated]:
    """Figures of a day as they were published, or else as they are counted now."""
    published = current(keys, day)
    live = figures.values(keys, day)
    found = {}
    for key in keys:
        release, now = published.get(key), live[key].amount
        amount = now if release is None else release.value
        found[key] = Stated(key, day, amount, release, now)
    return found


def value_on(key: str, day: date) -> Stated:
    """One of them."""
    return values_on([key], day)[key]


def released_table(key: str, day: date) -> Table | None:
    """A table as it was published; what was not is hidden."""
    found = current([key], day)
    if not found:
        return None
    whole = figures.whole_table(table(key), day)
    in_euros = _in_euros(key)
    cells = {}
    for place in whole.cells:
        release = found.get(written((key, *place)))
        cells[place] = HIDDEN if release is None else _cell(release.value, in_euros=in_euros)
    return Table(whole.definition, whole.rows, whole.columns, cells)


def _in_euros(key: str) -> bool:
    return figure(table(key).figure).unit is FigureUnit.EUR


def _cell(value: Decimal, *, in_euros: bool) -> Cell:
    return Cell(None, value) if in_euros else Cell(int(value))


def ready(keys: Iterable[str], day: date) -> Ready:
    """The values of figures and tables, and everything for which they would be refused."""
    wanted = list(dict.fromkeys(keys))
    names = [figure(key).key for key in wanted if key not in TABLES]
    counted = _counted(day)
    tables = _tables(wanted)
    whole = {key: figures.whole_table(TABLES[key], day) for key in tables}
    everything: dict[Key, Decimal] = counted | {
        (key, *place): Decimal(cell.people or 0)
        for key, found in whole.items()
        for place, cell in found.cells.items()
        if not _in_euros(key)
    }
    held = {read(key): release.value for key, release in current(wanted, day).items()}
    shown = figures.values(names, day)
    values: dict[Key, Decimal] = {
        key: value.amount for key, value in shown.items() if value.amount is not None
    }
    unknown: list[Key] = [key for key in names if key not in counted]
    small = [key for key in names if key in counted and key not in values]
    frozen = {key[0] for key in held if not isinstance(key, str)}
    for key in wanted:
        if key in tables and key not in frozen:
            values |= _shown_cells(figures.table(key, day))
        elif key in TABLES and key not in frozen:
            unknown.append((key, "", ""))
    refusals = [
        *not_known((key for key in unknown if key not in held), day),
        *too_few(key for key in small if key not in held),
        *contradictions_of(values, CHECKS, everything | held),
    ]
    return Ready({**values, **held}, tuple(refusals))


def _counted(day: date) -> dict[Key, Decimal]:
    known = [key for key, about in FIGURES.items() if about.kept]
    found = figures.counted(known, day).items()
    return {key: value.amount for key, value in found if value.amount is not None}


def _tables(wanted: Collection[str]) -> list[str]:
    """The tables to add up: those wanted, and those of a figure that is wanted."""
    return [
        key
        for key, about in TABLES.items()
        if about.figure in SOURCES and (key in wanted or about.figure in wanted)
    ]


def _shown_cells(shown: Table) -> dict[Key, Decimal]:
    in_euros = _in_euros(shown.definition.key)
    found: dict[Key, Decimal] = {}
    for place, cell in shown.cells.items():
        value = cell.amount if in_euros else cell.people
        if not cell.hidden and value is not None:
            found[shown.definition.key, *place] = Decimal(value)
    return found


def objections(keys: Iterable[str], day: date) -> list[RuleError]:
    """Everything for which these figures and tables would not be published, by name."""
    return list(ready(keys, day).objections)
