"""Every cause belongs to a number that was printed."""

from domain.figures.published import published
from domain.simulated.causes import CAUSES, ONE_YEAR, causes_of


def test_causes_are_of_printed_numbers():
    printed = {key if isinstance(key, str) else key[0] for key in published(2025)}
    assert set(CAUSES) <= printed


def test_a_cause_is_given_for_each_cell_of_a_table():
    cell = ("holders_by_arts", "arts", "total")
    found = causes_of(["units_growth", "turnover", cell])
    assert found == {"units_growth": ONE_YEAR, cell: CAUSES["holders_by_arts"]}
