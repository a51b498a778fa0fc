"""Tables of figures: counted, then protected with all that would give one of them away."""

from datetime import date

from domain.figures.catalogue import family, table
from domain.figures.cells import MarginsDiffer, protected_together
from domain.figures.definition import TableDefinition
from domain.figures.table import Table, tabled
from web.queries.figures.counted import cells
from web.queries.figures.cuts import categories
from web.queries.figures.places import FACTS, PLACES
from web.queries.figures.remembered import Part, remembered

TRIES = 3
PART_OF = {"members": Part.SHARES, "person_months": Part.WORK, "permanent_jobs": Part.WORK}


def whole_table(about: TableDefinition, day: date) -> Table:
    """A table as it is counted, for those who may see lines."""
    columns = categories(about.columns) if about.columns else ()
    return tabled(about, categories(about.rows), columns, cells(about, day))


def protected_tables(figure: str, day: date) -> dict[str, Table]:
    """All tables of a figure, protected together, and with its places: none gives another away."""
    part, facts_of = PART_OF.get(figure, Part.UNITS), day if figure in FACTS else None
    return remembered(
        f"tables of {figure}", day, lambda: _protected(figure, day), part, facts_of=facts_of
    )


def _protected(figure: str, day: date, tries: int = TRIES) -> dict[str, Table]:
    """Counted again where an act came between two of the tables."""
    wanted = [*family(figure), *([PLACES[figure]] if figure in PLACES else [])]
    try:
        found = protected_together(whole_table(about, day) for about in wanted)
    except MarginsDiffer:
        if tries == 1:
            raise
        return _protected(figure, day, tries - 1)
    return {shown.definition.key: shown for shown in found}


def shown_table(key: str, day: date) -> Table:
    """A table as everybody may see it."""
    return protected_tables(table(key).figure, day)[key]
