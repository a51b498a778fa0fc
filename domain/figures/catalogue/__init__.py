"""Every published figure and table, by key."""

from collections.abc import Mapping

from domain.figures.catalogue import (
    assembly,
    clients,
    expenses,
    members,
    services,
    shares,
    tables,
    team,
    turnover,
    units,
    work,
)
from domain.figures.definition import Dimension, Figure, NoDefinition, TableDefinition

MODULES = (members, units, turnover, clients, work, expenses, shares, assembly, team, services)

FIGURES: Mapping[str, Figure] = {
    figure.key: figure for module in MODULES for figure in module.FIGURES
}
TABLES: Mapping[str, TableDefinition] = {table.key: table for table in tables.TABLES}


def figure(key: str) -> Figure:
    """The definition of a figure; a number without one is not published."""
    if key not in FIGURES:
        raise NoDefinition(key)
    return FIGURES[key]


def table(key: str) -> TableDefinition:
    """The definition of a table."""
    if key not in TABLES:
        raise NoDefinition(key)
    return TABLES[key]


def split(key: str, dimension: Dimension) -> TableDefinition:
    """A figure by one dimension: the table of the catalogue, or one named after the figure."""
    defined = figure(key)
    if dimension not in defined.dimensions:
        raise NoDefinition(f"{key}_by_{dimension}")
    for known in TABLES.values():
        if (known.figure, known.dimensions) == (key, (dimension,)):
            return known
    return TableDefinition(
        key=f"{key}_by_{dimension}", title=defined.title, figure=key, rows=dimension
    )


def family(key: str) -> tuple[TableDefinition, ...]:
    """All tables of a figure: they are protected together, or they give each other away."""
    return tuple(known for known in TABLES.values() if known.figure == key)
