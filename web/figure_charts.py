"""Figures as charts: for pages and documents alike; each has its table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from domain.errors import Msg
from domain.figures.catalogue import figure
from domain.figures.definition import DIMENSIONS, TOTAL, Dimension, FigureUnit
from domain.figures.flow import NODES, STEPS, Flow, Node, into, out_of
from domain.figures.table import Table
from domain.periods import Month
from web.charts import bars, lines, map, sankey, shares  # noqa: A004 - the map of Belgium
from web.charts.sankey_layout import Flow as Ribbon
from web.charts.svg import responsive
from web.figure_words import category_text, cell_text, cell_value, figure_text, translated
from web.i18n import euro, percent
from web.language import locale

FLOW_WIDTH = 1080
NODE_PAINTS: Mapping[Node, str] = {
    Node.CLIENTS: "ink",
    Node.INVOICED: "ink",
    Node.EMPLOYMENT: "s1",
    Node.NET_PAY: "s1",
    Node.EXPENSES: "s3",
    Node.SOCIAL_SECURITY: "s5",
    Node.WITHHOLDING: "s6",
    Node.VAT: "s6",
    Node.HOLIDAY: "s4",
    Node.POT: "s2",
    Node.SERVICES: "s2",
}


@dataclass(frozen=True, slots=True)
class TableShown:
    """The same numbers as a table: heads, and rows of a name and its cells."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    hides: bool = False  # does it keep small cells to itself?
    names: int = 1  # how many columns are words, before the numbers


@dataclass(frozen=True, slots=True)
class ChartShown:
    """A chart and its table."""

    key: str
    title: str
    drawing: Markup
    table: TableShown
    note: str = ""
    url: str = ""


def unit_of(table: Table) -> FigureUnit:
    """What the cells of a table are counted in."""
    return figure(table.definition.figure).unit


def table_shown(table: Table) -> TableShown:
    """A table in words, margins included."""
    unit, columns = unit_of(table), table.definition.columns
    across = (*table.columns, TOTAL)
    heads = [category_text(columns, column) for column in across] if columns else [_("Together")]
    rows = tuple(
        (
            category_text(table.definition.rows, row),
            *(cell_text(table.cells[row, column], unit) for column in across),
        )
        for row in table.rows
    )
    foot = _("Together"), *(cell_text(table.cells[TOTAL, column], unit) for column in across)
    first = category_text_of(table.definition.rows)
    hides = any(cell.hidden for cell in table.cells.values())
    return TableShown(translated(table.definition.title), (first, *heads), rows, foot, hides)


def category_text_of(dimension: Dimension) -> str:
    """What a dimension is called."""
    return translated(DIMENSIONS[dimension])


def table_chart(table: Table) -> Markup:
    """Bars for the rows; for columns, their parts end to end."""
    unit, name = unit_of(table), table.definition.key
    title = translated(table.definition.title)
    columns = table.definition.columns
    across = table.columns if columns else (TOTAL,)
    rows = [
        bars.Bar(
            category_text(table.definition.rows, row),
            tuple(cell_value(table.cells[row, column], unit) for column in across),
            tuple(cell_text(table.cells[row, column], unit) for column in across),
            cell_text(table.cells[row, TOTAL], unit),
            cell_value(table.cells[row, TOTAL], unit),
        )
        for row in table.rows
    ]
    said = "; ".join(f"{row.name}: {row.total}" for row in rows)
    if columns is None:
        return responsive(lambda frame: bars.grouped(frame, rows), name, title, said)
    series = [category_text(columns, column) for column in across]
    return responsive(lambda frame: bars.stacked(frame, rows, series), name, title, said)


def parts_chart(table: Table) -> Markup:
    """Each row as a whole of 100 %: what its columns are of it, not how many."""
    unit, columns = unit_of(table), table.definition.columns
    if columns is None:
        return table_chart(table)
    rows = []
    for row in table.rows:
        whole = cell_value(table.cells[row, TOTAL], unit)
        values = [cell_value(table.cells[row, column], unit) for column in table.columns]
        parts = tuple(None if v is None or not whole else v / whole for v in values)
        said = tuple("" if part is None else percent(round(part, 3)) for part in parts)
        total = cell_text(table.cells[row, TOTAL], unit)
        name = category_text(table.definition.rows, row)
        rows.append(bars.Bar(name, parts, said, total, Decimal(1) if whole else None))
    series = [category_text(columns, column) for column in table.columns]
    said_all = "; ".join(f"{row.name}: {', '.join(row.texts)}" for row in rows)
    title = translated(table.definition.title)
    key = table.definition.key
    return responsive(lambda frame: bars.stacked(frame, rows, series), key, title, said_all)


def shares_chart(table: Table) -> Markup:
    """The rows of a table as parts of one whole."""
    unit, whole = unit_of(table), cell_value(table.whole, unit_of(table))
    parts = []
    for row in table.rows:
        value = cell_value(table.cells[row, TOTAL], unit)
        share = percent(round(value / whole, 3)) if value is not None and whole else "–"
        name = category_text(table.definition.rows, row)
        text = cell_text(table.cells[row, TOTAL], unit)
        parts.append(shares.Part(name, value or Decimal(0), share, text))
    said = "; ".join(f"{part.name}: {part.share}" for part in parts)
    title = translated(table.definition.title)
    return responsive(lambda frame: shares.shares(frame, parts), table.definition.key, title, said)


def map_chart(table: Table, unit_name: str) -> Markup:
    """The regions of a table as a map of tiles."""
    unit, whole = unit_of(table), cell_value(table.whole, unit_of(table))
    regions = {}
    for row in table.rows:
        value = cell_value(table.cells[row, TOTAL], unit)
        share = percent(round(value / whole, 3)) if value is not None and whole else ""
        regions[row] = map.Region(
            category_text(table.definition.rows, row),
            value,
            cell_text(table.cells[row, TOTAL], unit),
            f"{share} {unit_name}" if share else "",
        )
    said = "; ".join(f"{region.name}: {region.text}" for region in regions.values())
    title = translated(table.definition.title)
    return responsive(
        lambda frame: map.region_map(frame, regions), table.definition.key, title, said
    )


def month_text(month: Month) -> str:
    """A month in three letters."""
    return format_date(month.first_day, "MMM", locale=locale())


def trend_chart(
    key: str, years: Mapping[int, Sequence[tuple[Month, Decimal | None]]]
) -> ChartShown:
    """A figure by month, this year over the years before it."""
    about = figure(key)
    months = [month_text(Month(2000, place)) for place in range(1, 13)]
    newest = max(years)
    series = []
    for year in sorted(years, reverse=True):
        found = {month.month: value for month, value in years[year]}
        values = tuple(found.get(place) for place in range(1, 13))
        known = [value for value in values if value is not None]
        last = figure_text(known[-1], about.unit) if known else ""
        paint = "s1" if year == newest else "rest"
        series.append(lines.Line(str(year), values, last, paint))
    drawn = responsive(
        lambda frame: lines.lines(
            frame, months, series, lambda step: figure_text(step, FigureUnit.COUNT)
        ),
        f"trend-{key}",
        _("%(figure)s by month", figure=translated(about.title)),
        "; ".join(f"{line.name}: {line.last}" for line in series),
    )
    rows = tuple(
        (month, *(figure_text(line.values[place], about.unit) for line in series))
        for place, month in enumerate(months)
    )
    head = _("Month"), *(line.name for line in series)
    title = _("%(figure)s by month", figure=translated(about.title))
    return ChartShown(f"trend-{key}", title, drawn, TableShown(title, head, rows))


def flow_chart(flows: Sequence[Flow], title: Msg) -> ChartShown:
    """Where a euro goes, and the same as a table."""
    named = {
        node.value: sankey.Named(
            translated(NODES[node]),
            euro(max(into(flows, node), out_of(flows, node))),
            NODE_PAINTS.get(node, "rest"),
        )
        for node in Node
    }
    ribbons = [Ribbon(one.source.value, one.target.value, one.amount) for one in flows]
    steps = [[node.value for node in step] for step in STEPS]
    rows = tuple(
        (named[one.source.value].name, named[one.target.value].name, euro(one.amount))
        for one in flows
    )
    said = "; ".join(f"{source} → {target}: {amount}" for source, target, amount in rows)
    drawn = responsive(
        lambda frame: sankey.sankey(frame, steps, ribbons, named),
        "flow",
        translated(title),
        said,
        wide=FLOW_WIDTH,
    )
    head = _("From"), _("To"), _("Amount")
    table = TableShown(translated(title), head, rows, names=2)
    return ChartShown("flow", translated(title), drawn, table)
