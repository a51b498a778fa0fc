"""The charts of the boards: which tables, drawn how."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from domain.errors import N_
from domain.figures.table import Table
from web.blueprints.figures import source
from web.figure_charts import (
    ChartShown,
    flow_chart,
    map_chart,
    parts_chart,
    shares_chart,
    table_chart,
    table_shown,
    trend_chart,
)
from web.figure_words import translated

FLOW_TITLE = N_("Where the euros went")


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


def holders_map(key: str, day: date) -> ChartShown:
    """Where holders live."""
    note = _("A tile is a province, dark where many live. Numbers are of whole regions.")
    found = table_drawn(lambda table: map_chart(table, _("of all")), key, day)
    return replace(found, note=note)


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


# How each table is drawn; every other one as bars.
DRAWN: Mapping[str, Callable[[Table], Markup]] = {
    "turnover_by_gender": parts_chart,
    "holders_by_arts": shares_chart,
    "holders_by_gender": shares_chart,
    "units_by_tool": shares_chart,
    "holders_by_units": shares_chart,
    "clients_by_country": shares_chart,
    "clients_by_kind": shares_chart,
    "clients_by_ownership": shares_chart,
    "permanent_jobs_by_gender": shares_chart,
    "permanent_jobs_by_time": shares_chart,
}


def any_table(key: str, day: date) -> ChartShown:
    """A table drawn as suits it."""
    if key == "holders_by_region":
        return holders_map(key, day)
    return table_drawn(DRAWN.get(key, table_chart), key, day)


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
