"""The charts of the boards: which tables, drawn how."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from flask import url_for
from markupsafe import Markup

from domain.figures.table import Table
from web.blueprints.figures import source
from web.figure_charts import ChartShown, flow_chart, table_shown, trend_chart
from web.figure_drawing import FLOW_TITLE, MAPS, drawn_as, map_note
from web.figure_words import translated


def table_drawn(draw: Callable[[Table], Markup], key: str, day: date) -> ChartShown:
    """A table of a day with its chart."""
    found = source.table(key, day)
    return ChartShown(
        key,
        translated(found.definition.title),
        draw(found),
        table_shown(found),
        url=url_for("figures.table", key=key),
    )


def trend(key: str, day: date) -> ChartShown:
    """A figure by month, over the year before."""
    found = trend_chart(key, source.by_month(key, (day.year, day.year - 1), day))
    return replace(found, url=url_for("figures.definition", key=key))


def money_flow(day: date, region: str = "") -> ChartShown:
    """Where the euros went since 1 January."""
    return replace(
        flow_chart(source.flow(day, region), FLOW_TITLE),
        url=url_for("figures.flow", day=day.isoformat()),
    )


def any_table(key: str, day: date) -> ChartShown:
    """A table drawn as suits it."""
    shown = table_drawn(drawn_as(key), key, day)
    return replace(shown, note=map_note()) if key in MAPS else shown


def plates(board: str, day: date) -> list[ChartShown]:
    """The charts of a board, the public one or that of members."""
    tables: Sequence[str] = (
        "holders_by_region",
        "units_by_turnover",
        "turnover_by_gender",
        "holders_by_clients",
        "holders_by_arts",
    )
    if board == "inside":
        tables = (
            *tables,
            "holders_by_office",
            "turnover_by_age",
            "turnover_by_seniority",
            "turnover_by_region",
            "employees_by_sector",
        )
    drawn = [any_table(key, day) for key in tables]
    return [money_flow(day), trend("turnover", day), *drawn]
