"""How each table of figures is drawn, on pages and on paper."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from markupsafe import Markup

from domain.errors import N_
from domain.figures.table import Table
from web.figure_charts import map_chart, parts_chart, shares_chart, table_chart

FLOW_TITLE = N_("Where the euros went")
MAPS = frozenset({"holders_by_region"})
Draw = Callable[[Table], Markup]
# Every other table is drawn as bars.
DRAWN: Mapping[str, Draw] = {
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


def drawn_as(key: str) -> Draw:
    """What draws a table."""
    if key in MAPS:
        return lambda table: map_chart(table, _("of all"))
    return DRAWN.get(key, table_chart)


def map_note() -> str:
    """How a map is read."""
    return str(_("A tile is a province, dark where many live. Numbers are of whole regions."))
