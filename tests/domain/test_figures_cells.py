"""Nothing under five is shown, and no adding and subtracting finds it."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.figures.catalogue import table as defined
from domain.figures.cells import MarginsDiffer, is_small, protected, protected_together
from domain.figures.definition import TOTAL, Dimension, TableDefinition
from domain.figures.headlines import ROW_OF
from domain.figures.headlines import shown as headlines
from domain.figures.table import HIDDEN, Cell, ForeignBand, Table, tabled
from tests.domain.attack import most, number_name

ONE = TableDefinition(
    key="one", title="One", figure="holders", rows=Dimension.REGION, columns=Dimension.GENDER
)
TWO = replace(ONE, key="two", title="Two", columns=Dimension.OFFICE)
ALONE = replace(ONE, key="alone", title="Alone", columns=None)
NAMES = "abcdef"

few = st.integers(0, 12) | st.sampled_from([0, 1, 2, 3, 4, 5, 200])


def made(definition, numbers, rows=NAMES, columns=NAMES):
    """A table of a list of rows of numbers."""
    rows, columns = tuple(rows[: len(numbers)]), tuple(columns[: len(numbers[0])])
    inner = {
        (row, column): Cell(number)
        for row, line in zip(rows, numbers, strict=True)
        for column, number in zip(columns, line, strict=True)
    }
    return tabled(definition, rows, columns, inner)


def shown(table):
    """Numbers as a reader sees them."""
    return {place: cell.people for place, cell in table.cells.items()}


def grids(rows, columns):
    return st.lists(st.lists(few, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


@st.composite
def tables(draw):
    return made(ONE, draw(grids(draw(st.integers(1, 4)), draw(st.integers(1, 4)))))


@st.composite
def linked(draw):
    """Two tables with the same rows and the same total of each, and the rows alone."""
    one = made(ONE, draw(grids(draw(st.integers(2, 3)), draw(st.integers(2, 3)))))
    split = []
    for row in one.rows:
        whole = one.cells[row, TOTAL].people
        part = draw(st.integers(0, whole) | st.integers(max(0, whole - 3), whole))
        split.append([part, whole - part])
    two = made(TWO, split, columns="xy")
    alone = tabled(ALONE, one.rows, (), {(r, TOTAL): one.cells[r, TOTAL] for r in one.rows})
    return one, two, alone


def found_small(true, seen):
    """The small numbers that an attack proves to be under five."""
    proven = []
    for i, (before, after) in enumerate(zip(true, seen, strict=True)):
        for place, cell in before.cells.items():
            if is_small(cell.people):
                if not after.cells[place].hidden:
                    proven.append((i, place))
                    continue
                limit = most(seen, number_name(after, i, place))
                if limit is not None and limit < 5:
                    proven.append((i, place))
    return proven


@pytest.mark.slow
@settings(max_examples=60)
@given(tables())
def test_no_attack_finds_a_small_cell(table):
    assert found_small([table], [protected(table)]) == []


@pytest.mark.slow
@settings(max_examples=30)
@given(linked())
def test_no_attack_over_tables_that_share_a_margin_finds_a_small_cell(family):
    assert found_small(family, protected_together(family)) == []


@settings(max_examples=40)
@given(tables())
def test_what_is_shown_is_true(table):
    after = protected(table)
    assert all(cell in (HIDDEN, table.cells[place]) for place, cell in after.cells.items())
    assert not any(is_small(cell.people or 0) for cell in after.cells.values())


@settings(max_examples=40)
@given(tables())
def test_without_small_cells_everything_is_shown(table):
    if not any(is_small(cell.people) for cell in table.cells.values()):
        assert protected(table) == table


def test_hiding_only_the_small_cell_would_not_do():
    table = made(ONE, [[3, 20], [30, 40]])
    naive = Table(table.definition, table.rows, table.columns, {**table.cells, ("a", "a"): HIDDEN})
    assert found_small([table], [naive]) == [(0, ("a", "a"))]
    assert found_small([table], [protected(table)]) == []


def test_tables_protected_one_by_one_give_each_other_away():
    """The row of three is hidden with row c in the first table, and with row b in the second."""
    one = made(ONE, [[3, 0], [100, 0], [50, 51]])
    two = made(TWO, [[3, 0], [50, 50], [101, 0]], columns="xy")
    apart = protected(one), protected(two)
    assert found_small([one, two], apart) != []
    assert found_small([one, two], protected_together([one, two])) == []


def test_a_rectangle_with_the_fewest_people_is_hidden():
    after = protected(made(ONE, [[3, 20, 300], [30, 40, 300], [300, 300, 300]]))
    hidden = {place for place, cell in after.cells.items() if cell.hidden}
    assert hidden == set(product("ab", "ab"))


def test_a_row_with_few_people_is_hidden_with_another_row():
    after = protected(tabled(ALONE, tuple("abc"), (), {
        ("a", TOTAL): Cell(2), ("b", TOTAL): Cell(40), ("c", TOTAL): Cell(10),
    }))  # fmt: skip
    assert shown(after) == {
        ("a", TOTAL): None,
        ("b", TOTAL): 40,
        ("c", TOTAL): None,
        (TOTAL, TOTAL): 52,
    }


def test_a_table_of_few_people_shows_nothing():
    assert set(protected(made(ONE, [[3, 0], [0, 0]])).cells.values()) == {HIDDEN}


def test_where_nothing_else_helps_only_the_whole_is_shown():
    after = protected(made(ONE, [[2, 1], [1, 2]]))
    assert {place for place, cell in after.cells.items() if not cell.hidden} == {(TOTAL, TOTAL)}
    assert after.whole.people == 6


def test_a_hidden_cell_has_no_amount():
    inner = {("a", TOTAL): Cell(2, Decimal(10)), ("b", TOTAL): Cell(9, Decimal(90))}
    table = tabled(ALONE, ("a", "b"), (), inner)
    assert table.whole == Cell(11, Decimal(100))
    after = protected(table)
    assert after.cells["a", TOTAL].amount is None
    assert after.cells["b", TOTAL].amount is None
    assert after.totals[TOTAL, TOTAL].amount == 100


def test_amounts_of_nobody_in_particular_are_let_be():
    table = tabled(ALONE, ("a", "b"), (), {("a", TOTAL): Cell(None, Decimal(1))})
    assert table.whole == Cell(None, Decimal(1))
    assert protected(table) == table


def test_tables_of_other_figures_are_protected_on_their_own():
    units = replace(ALONE, figure="units_active")
    small = tabled(units, ("a", "b"), (), {("a", TOTAL): Cell(2), ("b", TOTAL): Cell(8)})
    large = tabled(ALONE, ("a", "b"), (), {("a", TOTAL): Cell(20), ("b", TOTAL): Cell(8)})
    first, second = protected_together([small, large])
    assert first.cells["b", TOTAL].hidden
    assert second == large


@pytest.mark.parametrize(
    ("other", "category"),
    [
        ([[20, 30], [40, 50]], "a"),  # another total of row a
        ([[20, 31], [40, 50], [0, 9]], TOTAL),  # a row more: another whole
    ],
)
def test_tables_that_do_not_agree_are_refused(other, category):
    one = made(ONE, [[20, 31], [40, 50]])
    two = made(TWO, other, columns="xy")
    with pytest.raises(MarginsDiffer) as refusal:
        protected_together([one, two])
    assert refusal.value.category == category


def test_a_category_that_one_table_does_not_know_protects_nothing_there():
    """Row c is in one table only: nobody can be moved to it in the other."""
    one = made(ONE, [[50, 0], [30, 30]], rows="ab")
    two = made(TWO, [[50, 0], [57, 3]], rows="ac", columns="xy")
    after = protected_together([one, two])
    assert found_small([two], [after[1]]) == []


def test_two_cuts_of_one_number_cannot_stand_in_one_report():
    """A12: the report has ages 46 to 55 in one table and 46 to 59 in another."""
    with pytest.raises(ForeignBand) as refusal:
        tabled(defined("turnover_by_age"), ("under-1k",), ("26-35", "46-55"), {})
    assert refusal.value.band == "46-55"
    assert "Age in completed years" in str(refusal.value)


def test_who_is_in_no_band_has_a_row():
    table = tabled(defined("holders_by_age"), ("to-25", "none"), (), {("none", TOTAL): Cell(7)})
    assert table.margin(Dimension.AGE, "none").people == 7


def test_a_figure_that_is_a_hidden_row_is_hidden():
    inner = {(name, TOTAL): Cell(many) for name, many in {"A": 90, "B": 20, "C": 3}.items()}
    table = protected(tabled(defined("members_by_category"), ("A", "B", "C"), (), inner))
    values = {"members": 113, "members_a": 90, "members_b": 20, "members_c": 3, "capital": None}
    assert headlines(values, {"members_by_category": table}) == {
        "members": 113,
        "members_a": 90,
        "members_b": None,
        "members_c": None,
        "capital": None,
    }


@pytest.mark.parametrize(
    ("key", "value", "seen"),
    [
        ("permanent_jobs", 3, None),
        ("permanent_jobs", 5, 5),
        ("permanent_jobs", 0, 0),
        ("directors_elected", 4, 4),  # known to everybody
        ("members_growth", 3, 3),  # the difference of two published numbers
    ],
)
def test_few_people_are_not_shown(key, value, seen):
    assert headlines({key: value}, {}) == {key: seen}


def test_the_rows_of_figures_are_there():
    for key, (name, _) in ROW_OF.items():
        assert defined(name).figure in (key, key.split("_")[0], "units_active")
