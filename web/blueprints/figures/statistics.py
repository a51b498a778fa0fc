"""Statistics for the board: one page of chapters, of any day, beside the year before."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from flask import Response, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from domain.figures.concentration import MOST_OF_IT
from domain.figures.definition import TOTAL, FigureUnit
from domain.figures.table import NONE, Table
from domain.figures.table import Cell as Known
from domain.parameters import NotInForce
from domain.periods import same_day_before
from web import clock
from web.access import allow
from web.attached import CSV, ODS, attached
from web.blueprints.figures import LINE_READERS, bp, source
from web.blueprints.figures.boards import Asked, FigureShown, figures_of
from web.blueprints.figures.chapters import CHAPTERS, FIGURES, Chapter
from web.blueprints.figures.drawn import drawn_once
from web.blueprints.figures.plates import any_table
from web.blueprints.figures.reading import asked_day
from web.blueprints.figures.sisters_shown import all_shown, table_of
from web.charts.lorenz import lorenz
from web.charts.svg import responsive
from web.figure_charts import ChartShown, TableShown, unit_of
from web.figure_words import (
    HIDDEN,
    category_text,
    cell_text,
    cell_value,
    change_text,
    translated,
)
from web.formats.ods import ods_file
from web.formats.sheet_file import Cell, sheet_file
from web.htmx import page
from web.i18n import language, percent
from web.queries.sisters import mark

NAME, WHOLE = "statistics", Decimal("0.01")
NOBODY_KNOWS = Known(None)  # what a table would have said of a day on which it has no numbers


@dataclass(frozen=True, slots=True)
class ChapterShown:
    """A chapter as it is read."""

    key: str
    title: str
    about: str
    figures: tuple[FigureShown, ...]
    charts: tuple[ChartShown, ...]
    sisters: TableShown | None = None


def chapters(day: date) -> list[ChapterShown]:
    """All chapters of a day."""
    known = figures_of(Asked(NAME, day), FIGURES)
    return [_shown(chapter, known, day) for chapter in CHAPTERS]


def _shown(chapter: Chapter, known: dict[str, FigureShown], day: date) -> ChapterShown:
    drawn = [compared(key, day) for key in chapter.tables]
    charts = [one for one in (*drawn, curve(day) if chapter.curve else None) if one is not None]
    return ChapterShown(
        chapter.key,
        translated(chapter.title),
        translated(chapter.about),
        tuple(
            replace(known[key], url=url_for("figures.definition", key=key, day=day.isoformat()))
            for key in chapter.figures
            if key in known
        ),
        tuple(charts),
        table_of(all_shown(day)) if chapter.sisters else None,
    )


def known_table(key: str, day: date) -> Table | None:
    """A table of a day; None where a legal figure that it needs is not known on that day."""
    try:
        return source.table(key, day)
    except NotInForce:
        return None


def compared(key: str, day: date) -> ChartShown | None:
    """A table with its chart; each row also as a part of all, and beside the year before."""
    now, before = known_table(key, day), known_table(key, same_day_before(day))
    if now is None:
        return None
    rows = tuple(_row(now, before, row) for row in now.rows if not _is_nobody(now, before, row))
    shown = any_table(key, day)
    if not now.whole.people and not now.whole.hidden:
        nothing = Markup('<p class="quiet-text">{}</p>')
        shown = replace(shown, drawing=nothing.format(_("There is none on this day.")))
    head = (
        shown.table.head[0],
        shown.table.head[-1],
        _("Of all"),
        _("A year before"),
        _("Difference"),
    )
    table = replace(
        shown.table,
        head=head,
        rows=rows,
        foot=_row(now, before, TOTAL),
        hides=any(cell.hidden for one in (now, before) if one for cell in one.cells.values()),
    )
    return replace(shown, table=table, url=url_for("figures.table", key=key, day=day.isoformat()))


def _is_nobody(now: Table, before: Table | None, row: str) -> bool:
    """Has everybody a value of the dimension, on both days?"""
    cells = [one.cells[row, TOTAL] for one in (now, before) if one]
    return row == NONE and all(cell.people == 0 and not cell.hidden for cell in cells)


def _row(now: Table, before: Table | None, row: str) -> tuple[str, ...]:
    unit, cell = unit_of(now), now.cells[row, TOTAL]
    earlier = NOBODY_KNOWS if before is None else before.cells[row, TOTAL]
    value, then, whole = (cell_value(one, unit) for one in (cell, earlier, now.whole))
    part = percent(round(value / whole, 3)) if value is not None and whole else "–"
    change = change_text(value, then, unit) or "–"
    name = category_text(now.definition.rows, row)
    return name, cell_text(cell, unit), part, cell_text(earlier, unit), change


def said_part(part: Decimal) -> str:
    """A part of a whole, in whole percents: steps of a curve are no finer."""
    return percent(part.quantize(WHOLE))


def curve(day: date) -> ChartShown | None:
    """Which part of the turnover the largest holders make; nothing where too few are."""
    now, before = source.spread(day), dict(source.spread(same_day_before(day)))
    if not now:
        return None
    title = _("Turnover by holders, the largest first")
    least = source.amounts(["concentration"], day)["concentration"]
    words = _("Holders, those with the largest turnover first"), _("Part of the turnover")
    marked = None if least is None else (least, MOST_OF_IT)
    drawn = responsive(
        lambda frame: lorenz(frame, now, marked, words, said_part),
        "spread",
        title,
        "; ".join(f"{said_part(x)}: {said_part(y)}" for x, y in now[1:]),
    )
    head = _("Of the holders"), _("Of the turnover"), _("A year before"), _("Difference")
    rows = tuple(
        (
            said_part(x),
            said_part(y),
            said_part(before[x]) if x in before else "–",
            change_text(y.quantize(WHOLE), _rounded(before.get(x)), FigureUnit.SHARE) or "–",
        )
        for x, y in now[1:]
    )
    url = url_for("figures.concentration", day=day.isoformat())
    note = _("The grey line is an even spread: everybody sells as much.")
    return ChartShown("spread", title, drawn, TableShown(title, head, rows), note, url)


def _rounded(part: Decimal | None) -> Decimal | None:
    return None if part is None else part.quantize(WHOLE)


def body(day: date) -> Markup:
    """The chapters, drawn once for each version of the figures and of the sisters."""
    return drawn_once(NAME, day, lambda: {"chapters": chapters(day), "day": day}, mark=str(mark()))


@bp.get("/statistics")
@allow(*LINE_READERS)
def statistics() -> Response:
    """Everything that the board asks for once a year, on any day."""
    day = asked_day()
    return page(
        "figures/statistics.html",
        day=day,
        before=same_day_before(day),
        today=clock.today(),
        body=body(day),
        contents=[(chapter.key, translated(chapter.title)) for chapter in CHAPTERS],
    )


@bp.get("/statistics/concentration")
@allow(*LINE_READERS)
def concentration() -> Response:
    """The curve alone, with its table."""
    day = asked_day()
    return page("figures/concentration.html", day=day, today=clock.today(), shown=curve(day))


def steps(day: date) -> tuple[list[str], list[list[Cell]]]:
    """Heads, and rows whose numbers are numbers."""
    before = dict(source.spread(same_day_before(day)))
    rows: list[list[Cell]] = [
        [_parted(x), _parted(y), _parted(before.get(x))] for x, y in source.spread(day)[1:]
    ]
    heads = [_("Of the holders"), _("Of the turnover"), _("A year before")]
    return heads, rows


def _parted(part: Decimal | None) -> Cell:
    return translated(HIDDEN) if part is None else part.quantize(WHOLE)


@bp.get("/statistics/concentration/table.csv")
@allow(*LINE_READERS)
def concentration_csv() -> Response:
    """The steps for a spreadsheet."""
    head, rows = steps(asked_day())
    file = sheet_file(head, rows, language())
    return attached(file, CSV, "concentration.csv")


@bp.get("/statistics/concentration/table.ods")
@allow(*LINE_READERS)
def concentration_ods() -> Response:
    """The steps as an OpenDocument spreadsheet."""
    head, rows = steps(asked_day())
    return attached(ods_file(_("Concentration"), head, rows), ODS, "concentration.ods")
