"""What does not add up is not published, and is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.figures.catalogue import FIGURES, TABLES, table
from domain.figures.checks import CHECKS, TableAddsUp, Twice, contradictions
from domain.figures.definition import TOTAL
from domain.figures.published import Of, published
from domain.figures.refused import DoesNotAddUp, DoesNotFollow, PartExceedsWhole, TwoValues
from domain.figures.sums import (
    PartOf,
    Printed,
    Product,
    Quotient,
    Sum,
    check,
    check_same,
    check_table,
    disagreements,
)
from domain.figures.table import Cell, Table, tabled

MEMBERS = Sum("members", ("members_a", "members_b", "members_c"))
SHARED = Printed(Decimal(1), Decimal("0.01"))


def values(**numbers):
    return {key: Printed(Decimal(number)) for key, number in numbers.items()}


def refusals(year):
    return {(type(one), one.figure, one.parts[:1]): one for one in contradictions(year)}


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), st.integers(-9, 9))
def test_a_sum_is_accepted_only_if_it_is_the_sum(parts, off):
    a, b, c = parts
    found = disagreements([MEMBERS], values(members=a + b + c + off, **parts_of(a, b, c)))
    assert [(one.figure, -one.difference) for one in found] == ([("members", off)] if off else [])


def parts_of(a, b, c):
    return {"members_a": a, "members_b": b, "members_c": c}


@given(st.lists(st.decimals("0", "0.2", places=5), min_size=3, max_size=3))
def test_rounded_shares_of_a_whole_are_never_refused(parts):
    exact = [*parts, 1 - sum(parts)]
    step = Decimal("0.01")
    keys = tuple(("holders_by_units", str(i), TOTAL) for i in range(4))
    shares = {
        key: Printed(share.quantize(step), step) for key, share in zip(keys, exact, strict=True)
    }
    whole = ("holders_by_units", TOTAL, TOTAL)
    found = disagreements([Sum(whole, keys)], {whole: Printed(Decimal(1)), **shares})
    assert found == []


def test_the_first_that_does_not_agree_is_named_with_its_parts():
    with pytest.raises(DoesNotAddUp) as refusal:
        check([MEMBERS], values(members=10, **parts_of(1, 2, 3)))
    said = refusal.value.facts()
    assert said["title"] == "Member-shareholders"
    assert said["parts"] == tuple(FIGURES[key].title for key in MEMBERS.parts)
    assert (said["found"], said["expected"], said["difference"]) == ("6", "10", "-4")


def test_what_is_not_there_is_not_checked():
    check(CHECKS, {})
    check(CHECKS, values(members=10, members_a=1))
    check(
        [Quotient("mean_shares", "shares", "members")], values(mean_shares=1, shares=1, members=0)
    )


def test_euros_are_said_as_euros():
    with pytest.raises(DoesNotFollow) as refusal:
        check(CHECKS, values(capital=31, shares=1, share_nominal=30))
    assert refusal.value.facts()["expected"] == Decimal(30)
    assert refusal.value.facts()["parts"] == ("Shares", "Nominal value of a share")


def test_a_part_is_never_more_than_its_whole():
    part = PartOf("holders_new", "holders")
    check([part], values(holders_new=3, holders=3))
    with pytest.raises(PartExceedsWhole, match="“New holders” is 4, more than 3"):
        check([part], values(holders_new=4, holders=3))


def test_means_and_products_can_be_worked_out():
    known = values(shares=7, members=2, share_nominal=30)
    assert Quotient("mean_shares", "shares", "members").of(known) == Decimal("3.5")
    assert Product("capital", ("shares", "share_nominal")).of(known) == 210


def test_a_table_that_does_not_add_up_is_refused():
    right = tabled(table("turnover_by_gender"), ("under-1k",), ("man", "woman"), {})
    check_table(right)
    for place in right.cells:
        wrong = Table(right.definition, right.rows, right.columns, {**right.cells, place: Cell(7)})
        with pytest.raises(DoesNotAddUp):
            check_table(wrong)


def test_a_table_of_rows_is_checked_too():
    cells = {("1", TOTAL): Cell(3), ("2", TOTAL): Cell(4), (TOTAL, TOTAL): Cell(8)}
    with pytest.raises(DoesNotAddUp) as refusal:
        check_table(Table(table("holders_by_units"), ("1", "2"), (), cells))
    assert refusal.value.facts()["parts"] == ("Holders by units held", "1 unit", "2 units")


def test_hidden_cells_are_let_be():
    cells = {("1", TOTAL): Cell(None, hidden=True), (TOTAL, TOTAL): Cell(8)}
    check_table(Table(table("holders_by_units"), ("1",), (), cells))
    assert TableAddsUp("holders_by_units") in CHECKS


def test_a_whole_of_a_table_is_its_figure():
    key = ("clients_by_kind", "company", TOTAL)
    counted = {"clients": Printed(Decimal(5)), key: Printed(Decimal(4))}
    with pytest.raises(DoesNotAddUp) as refusal:
        check(CHECKS, counted)
    assert refusal.value.facts()["parts"] == ("Clients: companies and natural persons", "company")


def test_every_row_and_column_is_checked():
    line = {"woman": 6, "man": 4, "none": 1, TOTAL: 11}
    key = "turnover_by_gender"
    right = {
        **{
            (key, row, column): Printed(Decimal(many))
            for row in ("under-1k", TOTAL)
            for column, many in line.items()
        },
        "holders": Printed(Decimal(11)),
    }
    check(CHECKS, right)
    for place in right:
        assert disagreements(CHECKS, {**right, place: Printed(Decimal(99))})


def test_one_fact_has_one_value():
    check_same("contracts", [SHARED, SHARED])
    with pytest.raises(TwoValues):
        check_same("contracts", [SHARED, Printed(Decimal("1.02"))])


# The anomalies of the printed reports: each would be refused here, by name.


@pytest.mark.parametrize(
    ("refusal", "figure", "part", "difference"),
    [
        (DoesNotAddUp, "holders", ("turnover_by_gender", "under-1k", TOTAL), -1128),
        (DoesNotAddUp, "holders", ("turnover_by_age", TOTAL, "to-25"), -1129),
        (DoesNotAddUp, "holders", ("turnover_by_seniority", TOTAL, "under-1"), -1128),
        (DoesNotAddUp, "units_active", ("units_by_turnover", "under-1k", TOTAL), -1362),
        (
            DoesNotAddUp,
            ("units_by_age", TOTAL, TOTAL),
            ("units_by_age", "under-1", TOTAL),
            Decimal("-0.06"),
        ),
        (DoesNotFollow, "mean_invested", "capital", -5),
        (DoesNotFollow, "mean_shares", "shares", Decimal("-0.1")),
    ],
)
def test_what_the_report_does_not_add_up_is_refused(refusal, figure, part, difference):
    found = refusals(2025)[refusal, figure, (part,)]
    off = found.found - found.expected
    assert off == difference
    assert str(found)


def test_two_numbers_of_contracts_are_refused():
    found = refusals(2025)[TwoValues, "contracts", ()]
    assert (found.found, found.expected) == (222421, 222412)
    assert "Employment contracts" in str(found)


def test_nothing_else_of_the_reports_is_refused():
    assert len(contradictions(2025)) == 8
    assert contradictions(2024) == []


def test_what_is_right_in_the_report_is_accepted():
    """Members, capital, largest holding, holders by units, people by sector; hours a full time."""
    printed = published(2025)
    hours = {"full_time_hours": Printed(Decimal(1976))}
    agreeing = {"members", "capital", "largest_holding", "full_time"}
    checks = [
        one for one in CHECKS if getattr(one, "result", getattr(one, "total", "")) in agreeing
    ]
    assert len(checks) == 4
    check(checks, {**printed, **hours})
    check(checks, {**published(2024), **hours})
    for name in ("holders_by_units", "employees_by_sector", "budget_by_sector"):
        check([TableAddsUp(name)], printed)


def test_sessions_and_trainings_are_more_than_all_events():
    """A12: the report counts 300 events “of all kinds” beside 408 sessions and 90 trainings."""
    with pytest.raises(DoesNotAddUp) as refusal:
        Sum("events", ("info_sessions", "trainings")).check(published(2025))
    assert refusal.value.difference == 198


def test_loans_go_on_from_the_year_before():
    before, now = published(2024), published(2025)
    assert before["loans_ever"].value + now["loans"].value == 320
    assert before["loans_ever_amount"].value + now["loans_amount"].value == 1221012


def test_every_table_of_one_thing_is_checked():
    checked = {one.table for one in CHECKS if isinstance(one, TableAddsUp)}
    assert checked == set(TABLES) - {"sisters"}
    assert Twice("contracts", SHARED).other is SHARED
    assert Of("whole") is Of.WHOLE
