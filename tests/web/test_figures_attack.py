"""No adding and subtracting of what everybody may see finds a cell of one to four people."""

import random
from datetime import date

import pytest

from domain.figures.catalogue import FIGURES, TABLES, family
from domain.figures.cells import is_small
from domain.figures.definition import TOTAL
from domain.figures.headlines import ROW_OF
from domain.figures.table import HIDDEN, NONE, Cell, Table
from domain.offices import Office
from domain.people import Gender
from domain.regions import Region
from domain.sectors import Sector
from domain.shares.words import Category
from tests.domain.attack import most, number_name
from tests.web import crowd
from web.queries import figures as queries
from web.queries.figures.counted import SOURCES
from web.queries.figures.places import PLACES

DAY = date(2026, 9, 14)
FIRST = {"region": ("1000", "1000", "1000", "5000", "9000"), "price": ("50", "800", "1500", "")}
TRIES = 6  # cells attacked in each family


@pytest.fixture
def remembering(app_context, monkeypatch):
    """Answers are kept for a version, as in production."""
    monkeypatch.setitem(app_context.config, "TESTING", False)
    app_context.extensions.pop("figures_read", None)


def people(rng, many):
    """A small cooperative whose numbers lean to one side, so that other cells are small."""
    for number in range(many):
        crowd.holder(
            number,
            postcode=rng.choice(FIRST["region"]),
            price=rng.choice(FIRST["price"]),
            gender=rng.choice([Gender.WOMAN, Gender.WOMAN, Gender.MAN, Gender.OTHER]),
            office=rng.choice([Office.BRUXELLES, Office.BRUXELLES, Office.GENT]),
            sector=rng.choice([Sector.MUSIC, Sector.MUSIC, Sector.TEACHING, Sector.NONE]),
            birth_day=date(rng.choice([1960, 1990, 1990, 2003]), 5, 1),
            since=date(rng.choice([2020, 2026, 2026]), 3, 2),
            client_id=rng.randint(1, 3),
        )
        crowd.shareholder(
            number,
            shares=rng.choice([1, 1, 1, 3, 8, 60]),
            category=rng.choice([Category.A, Category.A, Category.B, Category.C]),
            since=date(rng.choice([2019, 2024, 2026, 2026]), 2, 3),
        )
    crowd.keep()


def seen_places(figure):
    """The table of places, put together from what is said of each region and office."""
    whole = queries.whole_table(PLACES[figure], DAY)
    cells = {}
    for row, column in whole.cells:
        place = {
            name: None if key == TOTAL else "" if key == NONE else key
            for name, key in (("region", row), ("office", column))
        }
        amount = queries.values([figure], DAY, **place)[figure].amount
        cells[row, column] = HIDDEN if amount is None else Cell(int(amount))
    return whole, Table(whole.definition, whole.rows, whole.columns, cells)


def with_rows(table):
    """A table with the rows that stand alone as figures, wherever those are said."""
    cells = dict(table.cells)
    name = table.definition.key
    for key, (where, row) in ROW_OF.items():
        if where == name:
            amount = queries.values([key], DAY)[key].amount
            whole = cells[TOTAL, TOTAL].people
            if amount is not None and key.endswith(("_invoicing",)) and whole is not None:
                cells[row, TOTAL] = Cell(whole - int(amount))
            elif amount is not None:
                cells[row, TOTAL] = Cell(int(amount))
    return Table(table.definition, table.rows, table.columns, cells)


def attacked(figure, rng):
    """The small cells of a figure that are proven to be small."""
    names = [about.key for about in family(figure)]
    true = [queries.whole_table(TABLES[name], DAY) for name in names]
    seen = [with_rows(queries.table(name, DAY)) for name in names]
    if figure in PLACES:
        whole, shown = seen_places(figure)
        true, seen = [*true, whole], [*seen, shown]
    small = [
        (i, place)
        for i, table in enumerate(true)
        for place, cell in table.cells.items()
        if is_small(cell.people or 0)
    ]
    assert all(seen[i].cells[place].hidden for i, place in small), figure
    proven = []
    for i, place in rng.sample(small, min(TRIES, len(small))):
        limit = most(seen, number_name(seen[i], i, place))
        if limit is not None and limit < 5:
            proven.append((figure, seen[i].definition.key, place))
    return proven


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "many"), [(1, 24), (2, 40)])
def test_no_attack_on_all_that_is_public_finds_a_small_cell(remembering, seed, many):
    rng = random.Random(seed)
    people(rng, many)
    figures = sorted({about.figure for about in TABLES.values()} & SOURCES.keys() | PLACES.keys())
    assert set(figures) <= FIGURES.keys()
    assert [attacked(figure, rng) for figure in figures] == [[] for _figure in figures]


def test_a_place_with_few_units_says_nothing(remembering):
    for number in range(8):
        crowd.holder(number, postcode="1000")
    for number in range(8, 11):
        crowd.holder(number, postcode="4000")
    crowd.keep()
    everything = queries.values(["turnover", "holders", "invoices"], DAY)
    assert everything["turnover"].amount == 1100
    for region in (Region.BRUSSELS, Region.WALLONIA):  # one would give the other away
        found = queries.values(["turnover", "holders", "invoices"], DAY, region=region)
        assert {value.amount for value in found.values()} == {None}
        assert queries.flow(DAY, region=region) == ()
    assert queries.flow(DAY)
    counted = queries.counted(["holders"], DAY, region=Region.WALLONIA)
    assert counted["holders"].amount == 3
