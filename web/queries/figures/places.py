"""Tables of figures by region and office: small in some of them, and protected with the others."""

from collections.abc import Mapping

from domain.figures.catalogue import FIGURES
from domain.figures.definition import Dimension, TableDefinition

FACTS = frozenset({"holders", "holders_new", "units_active"})  # known of each of them
PLACES: Mapping[str, TableDefinition] = {
    key: TableDefinition(
        key=f"{key}_by_place",
        title=FIGURES[key].title,
        figure=key,
        rows=Dimension.REGION,
        columns=Dimension.OFFICE,
    )
    for key in (
        "holders",
        "holders_new",
        "units_active",
        "employing_units",
        "employees",
        "employees_not_holders",
    )
}
