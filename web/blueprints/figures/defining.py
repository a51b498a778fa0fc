"""What a figure is, what it is made of, and its tables, also as files."""

from datetime import date

from flask import Response, abort, g, request
from flask_babel import gettext as _

from domain.figures.catalogue import FIGURES, TABLES
from domain.figures.definition import (
    CUTOFFS,
    DIMENSIONS,
    FIGURE_UNITS,
    TOTAL,
    Dimension,
    TableDefinition,
)
from domain.figures.releasing import kept as kept_value
from domain.figures.table import Table
from domain.periods import same_day_before
from domain.roles import Role
from web.access import allow
from web.attached import CSV, ODS, attached
from web.blueprints.figures import LINE_READERS, bp, source
from web.blueprints.figures.plates import drawn_table, trend
from web.blueprints.figures.reading import asked_day
from web.blueprints.figures.released_shown import value_of
from web.figure_charts import table_shown, unit_of
from web.figure_words import HIDDEN, cell_value, change_text, figure_shown, translated
from web.formats.ods import ods_file
from web.formats.sheet_file import Cell, sheet_file
from web.htmx import page
from web.i18n import language
from web.queries.releases import released


@bp.get("/<string:key>")
@allow(*Role)
def definition(key: str) -> Response:
    """One figure: how much, what exactly is counted, who answers for it, how it is split."""
    if key not in FIGURES:
        abort(404)
    about, day = FIGURES[key], asked_day()
    asked = (day, same_day_before(day))
    now, before = (source.amounts([key], one)[key] if about.kept else None for one in asked)
    told = released(key)
    valid = next(
        (one.release for one in told if one.current and one.release.period_end == day), None
    )
    counted = None if now is None else kept_value(now)
    amount = now if valid is None else valid.value
    monthly = about.kept and Dimension.MONTH in about.dimensions
    return page(
        "figures/definition.html",
        about=about,
        day=day,
        before=same_day_before(day),
        title=translated(about.title),
        text=figure_shown(amount, about.unit),
        change="" if valid else change_text(now, before, about.unit),
        valid=valid,
        again=figure_shown(now, about.unit) if valid and valid.value != counted else "",
        published=[value_of(one) for one in told],
        unit=translated(FIGURE_UNITS[about.unit]),
        cutoff=translated(CUTOFFS[about.cutoff]),
        split=[translated(DIMENSIONS[one]) for one in about.dimensions],
        definition=translated(about.definition),
        chart_shown=trend(key, day) if monthly else None,
        tables=[one for one in TABLES.values() if one.figure == key and is_counted(one)],
        opens=about.kept and reads_lines(),
        knows_who=reads_lines(),
        corrects=Role.BOARD in g.person.roles,
    )


def reads_lines() -> bool:
    """May the reader see what a figure is made of, and who published it?"""
    return not g.person.roles.isdisjoint(LINE_READERS)


@bp.get("/<string:key>/lines")
@allow(*LINE_READERS)
def lines(key: str) -> Response:
    """What a figure is made of, line by line."""
    if key not in FIGURES or not FIGURES[key].kept:
        abort(404)
    day, number = asked_day(), max(request.args.get("page", 1, type=int), 1)
    found = source.lines(key, day, number)
    return page(
        "figures/lines.html",
        about=FIGURES[key],
        title=translated(FIGURES[key].title),
        day=day,
        found=found,
        number=number,
    )


@bp.get("/tables")
@allow(*Role)
def tables() -> Response:
    """All tables."""
    shown = [one for one in TABLES.values() if is_counted(one)]
    return page("figures/tables.html", tables=shown, day=asked_day())


def is_counted(one: TableDefinition) -> bool:
    """Is its figure kept, and does each of its cells count the same?"""
    return FIGURES[one.figure].kept and one.columns is not Dimension.ASPECT


def known_table(key: str) -> str:
    """A table that is counted; any other is not found."""
    if key not in TABLES or not is_counted(TABLES[key]):
        abort(404)
    return key


def stated(key: str, day: date) -> Table:
    """A table as it was published, or else as it is counted now."""
    return source.published_table(known_table(key), day) or source.table(key, day)


@bp.get("/tables/<string:key>")
@allow(*Role)
def table(key: str) -> Response:
    """One table with its chart."""
    day = asked_day()
    told = source.published_table(known_table(key), day)
    return page(
        "figures/table.html",
        about=FIGURES[TABLES[key].figure],
        key=key,
        day=day,
        shown=drawn_table(told or source.table(key, day)),
        is_published=told is not None,
    )


def numbers(found: Table) -> tuple[list[str], list[list[Cell]]]:
    """Heads, and rows whose numbers are numbers; what is not shown says so."""
    shown, unit = table_shown(found), unit_of(found)
    across = (*found.columns, TOTAL)
    names = [*(row[0] for row in shown.rows), _("Together")]
    rows: list[list[Cell]] = []
    for name, row in zip(names, (*found.rows, TOTAL), strict=True):
        cells = [found.cells[row, column] for column in across]
        values = [translated(HIDDEN) if one.hidden else cell_value(one, unit) for one in cells]
        rows.append([name, *values])
    return list(shown.head), rows


@bp.get("/tables/<string:key>/table.csv")
@allow(*Role)
def table_csv(key: str) -> Response:
    """The table for a spreadsheet."""
    head, rows = numbers(stated(key, asked_day()))
    return attached(sheet_file(head, rows, language()), CSV, f"{key}.csv")


@bp.get("/tables/<string:key>/table.ods")
@allow(*Role)
def table_ods(key: str) -> Response:
    """The table as an OpenDocument spreadsheet."""
    found = stated(key, asked_day())
    head, rows = numbers(found)
    return attached(ods_file(translated(found.definition.title), head, rows), ODS, f"{key}.ods")
