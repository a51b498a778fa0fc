"""The charts of the boards: which tables, drawn how."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import url_for

from domain.figures.table import Table
from web.blueprints.figures import source
from web.figure_charts import ChartShown, flow_chart, table_shown, trend_chart
from web.figure_drawing import FLOW_TITLE, MAPS, drawn_as, map_note
from web.figure_words import translated


def drawn_table(found: Table) -> ChartShown:
    """A table drawn as suits it."""
    key = found.definition.key
    return ChartShown(
        key,
        translated(found.definition.title),
        drawn_as(key)(found),
        table_shown(found),
        url=url_for("figures.table", key=key),
        note=map_note() if key in MAPS else "",
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
    """The same as it is counted now."""
    return drawn_table(source.table(key, day))


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
