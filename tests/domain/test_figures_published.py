"""What was printed, and ours beside it."""

from decimal import Decimal

import pytest

from domain.errors import N_
from domain.figures.catalogue import FIGURES, TABLES
from domain.figures.comparison import NOT_FOUND, NOT_KEPT, UNEXPLAINED, compare
from domain.figures.definition import BANDS, CATEGORIES, TOTAL, FigureUnit
from domain.figures.published import (
    NOTES,
    NothingPublished,
    Of,
    Published,
    again,
    published,
    source,
    years,
)

ONE_WAY = ("turnover_by_gender", "under-1k", "woman")


def number(value, rounding=0, **facts):
    return Published(Decimal(str(value)), Decimal(str(rounding)), **facts)


def one(key, printed, **found):
    """One comparison; counts of a table are given as row_column."""
    [compared] = compare(found.get("found", {}), {key: printed}, found.get("causes"))
    return compared


@pytest.mark.parametrize("year", years())
def test_everything_printed_is_a_figure_or_a_cell(year):
    for key, printed in published(year).items():
        if isinstance(key, str):
            assert key in FIGURES
        else:
            assert key[0] in TABLES
        assert printed.value > 0
        if printed.of is not Of.COUNT:
            assert printed.value < 1


def test_the_bands_of_the_report_are_ours_or_are_noted():
    for key, printed in published(2025).items():
        if isinstance(key, str):
            continue
        table = TABLES[key[0]]
        sides = zip((table.rows, table.columns), key[1:], strict=True)
        foreign = [
            name
            for dimension, name in sides
            if dimension in BANDS and name not in (*BANDS[dimension].keys, TOTAL)
        ]
        assert not foreign or printed.note == NOTES["other_bands"]


@pytest.mark.parametrize("year", years())
def test_the_categories_of_the_report_are_ours(year):
    for key in published(year):
        if not isinstance(key, str) and TABLES[key[0]].rows in CATEGORIES:
            assert key[1] in CATEGORIES[TABLES[key[0]].rows]


def test_the_reports_are_read():
    assert years() == [2025, 2024]
    assert "2025" in source(2025)
    printed = published(2025)
    assert printed["members"] == number(45598)
    assert printed["turnover"] == number(198146173, 1)
    assert printed["social_security"].slack == 50000
    assert printed["contracts"].note == NOTES["two_values"]
    assert printed["holders_by_region", "wallonia", TOTAL].of is Of.WHOLE
    assert printed[ONE_WAY] == number("0.535", "0.005", of=Of.ROW)
    assert printed["turnover_by_seniority", "from-20k", "from-15"].value == 638
    assert published(2024)["permanent_jobs_by_gender", "woman", TOTAL].value == 14
    assert {one.note for one in printed.values()} | {
        one.note for one in published(2024).values()
    } == {None, *NOTES.values()}


def test_a_fact_printed_twice_is_kept_twice():
    assert again(2025) == {"contracts": number(222412)}
    assert again(2024) == {}


def test_a_year_without_a_report_is_refused():
    with pytest.raises(NothingPublished, match="1999"):
        published(1999)


@pytest.mark.parametrize(
    ("found", "within"), [(35549999, False), (35550000, True), (35650000, True), (35650001, False)]
)
def test_half_a_printed_step_is_within(found, within):
    compared = one("social_security", number(35600000, 100000), found={"social_security": found})
    assert compared.within is within
    assert (compared.cause is None) is within


@pytest.mark.parametrize(
    ("key", "note", "found", "cause"),
    [
        ("loans", None, {"loans": None}, NOT_KEPT),
        ("members", None, {}, NOT_FOUND),
        ("members", None, {"members": Decimal(2)}, UNEXPLAINED),
        ("members", NOTES["nearly"], {"members": Decimal(2)}, NOTES["nearly"]),
        ("members", NOTES["nearly"], {}, NOTES["nearly"]),
        ("members", NOTES["nearly"], {"members": Decimal(1)}, None),
    ],
)
def test_a_difference_has_a_cause(key, note, found, cause):
    assert one(key, number(1, note=note), found=found).cause == cause


def test_what_is_known_of_ours_comes_first():
    ours = N_("Not kept yet: these acts have no page.")
    found = {"members": Decimal(2)}
    printed = number(1, note=NOTES["nearly"])
    assert one("members", printed, found=found, causes={"members": ours}).cause is ours


COUNTS = {
    ("turnover_by_gender", row, column): Decimal(number)
    for row, line in {
        "under-1k": {"woman": 6, "man": 4, "none": 1, TOTAL: 11},
        "from-20k": {"woman": 5, "man": 15, "none": 0, TOTAL: 20},
        "none": {"woman": 7, "man": 7, "none": 7, TOTAL: 21},
        TOTAL: {"woman": 18, "man": 26, "none": 8, TOTAL: 52},
    }.items()
    for column, number in line.items()
}


@pytest.mark.parametrize(
    ("row", "column", "of", "ours"),
    [
        ("under-1k", "woman", Of.COUNT, 6),
        ("under-1k", TOTAL, Of.COUNT, 10),
        (TOTAL, "man", Of.COUNT, 19),
        ("under-1k", "woman", Of.ROW, "0.6"),
        ("from-20k", "man", Of.ROW, "0.75"),
        ("from-20k", "woman", Of.WHOLE, Decimal(5) / 30),
        ("under-1k", "man", Of.COLUMN, Decimal(4) / 19),
        ("under-1k", TOTAL, Of.WHOLE, Decimal(10) / 30),
    ],
)
def test_shares_leave_out_who_is_in_no_band(row, column, of, ours):
    key = ("turnover_by_gender", row, column)
    assert one(key, number("0.5", of=of), found=COUNTS).found == Decimal(ours)


def test_a_hidden_cell_compares_with_nothing():
    hidden = {**COUNTS, ("turnover_by_gender", "under-1k", "none"): None}
    compared = one(("turnover_by_gender", "under-1k", TOTAL), number(10), found=hidden)
    assert (compared.found, compared.cause) == (None, NOT_FOUND)
    assert one(ONE_WAY, number(6, of=Of.ROW), found=hidden).found is None


def test_a_table_of_nobody_has_no_shares():
    nobody = {("clients_by_kind", "natural_person", TOTAL): 0, ("clients_by_kind", TOTAL, TOTAL): 0}
    compared = one(
        ("clients_by_kind", "natural_person", TOTAL), number("0.2", of=Of.WHOLE), found=nobody
    )
    assert compared.found is None


def test_the_report_compares_with_itself():
    """What it prints as numbers is within its own rounding."""
    printed = {key: one for key, one in published(2025).items() if one.of is Of.COUNT}
    found = {key: one.value for key, one in printed.items()}
    assert all(one.within for one in compare(found, printed))


def test_a_share_is_a_part_of_one():
    for key, printed in published(2025).items():
        if isinstance(key, str) and FIGURES[key].unit is FigureUnit.SHARE:
            assert printed.value < 1


def test_a_cell_without_a_number_of_ours_says_so():
    assert one(ONE_WAY, number("0.5", of=Of.ROW)).cause == NOT_FOUND
