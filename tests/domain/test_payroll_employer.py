"""What pay costs the employer: worked cases, laws, what is refused and what is left out."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.money import ZERO, Eur, eur, total
from domain.parameters import Confidence, NotInForce, parameter
from domain.payroll.employer import (
    BASIC,
    CHARGES,
    FUNDS,
    MODERATION,
    SECTORS,
    Employer,
    Fund,
    NobodyEmployed,
    Sector,
    charges,
)
from domain.payroll.employer_cost import (
    SMALL,
    TEMPORARY,
    margin,
    month_cost,
    quarter_cost,
    quarter_of,
)
from domain.payroll.payslip import Work
from domain.payroll.structural_reduction import ReductionUnknown
from domain.periods import Month

CASES = sorted(Path(__file__).parent.glob("cases/employer_cost/*.toml"))
SEPTEMBER = Month(2026, 9)
THIRD_QUARTER = quarter_of(SEPTEMBER)
SMALL_FIRM = Employer(sector=Sector.COMMERCIAL, workers=9)
SEAM = eur("0.03")  # charges and reductions round apart


def amounts(low, high):
    return st.integers(low, high).map(lambda cents: Eur(eur(cents).scaleb(-2)))


kinds = st.sampled_from(ContractType)
works = st.builds(Work, kinds, amounts(0, 1_500_000), st.none() | st.integers(1, 66))
employers = st.builds(
    Employer,
    sector=st.just(Sector.COMMERCIAL),
    workers=st.integers(1, 30),
    funds=st.frozensets(st.sampled_from(Fund)),
)


def cost_of(given):
    work = [
        Work(**{**item, "contract_type": ContractType(item["contract_type"])})
        for item in given["work"]
    ]
    employer = Employer(
        sector=Sector(given.get("sector", "commercial")),
        workers=given["workers"],
        funds=frozenset(map(Fund, given.get("funds", ()))),
    )
    if "quarter" in given:
        return quarter_cost(work, employer, quarter_of(Month.read(given["quarter"])))
    return month_cost(work, employer, Month.read(given["month"]))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path):
    case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    cost = cost_of(case["given"])
    assert {
        "lines": [line.amount for line in cost.lines],
        "reductions": [line.amount for line in cost.reductions],
        "total": cost.total,
        "margin": margin(cost, case["given"]["budget"]).total,
    } == case["expect"]


def test_every_line_but_gross_pay_names_its_figure_and_its_basis():
    cost = month_cost(
        [Work(ContractType.BLUE_COLLAR, eur(2000))],
        Employer(sector=Sector.COMMERCIAL, workers=10),
        SEPTEMBER,
    )
    assert [(line.label, line.basis, line.rate and line.rate.name) for line in cost.lines] == [
        ("Gross pay, blue-collar work", None, None),
        ("Basic employer contribution", eur(2160), "employer/basic_commercial"),
        ("Wage moderation contribution", eur(2160), "employer/moderation_commercial"),
        ("Unemployment contribution of larger employers", eur(2160), "employer/ten_workers"),
        ("Holiday scheme", eur(2160), "holiday/fund_quarterly"),
        ("Holiday scheme, yearly notice", eur(2160), "holiday/fund_yearly"),
    ]
    assert cost.confidence is Confidence.PUBLISHED


@pytest.mark.parametrize(
    ("sector", "whole"), [(Sector.COMMERCIAL, "0.25"), (Sector.NON_PROFIT, "0.3240")]
)
def test_the_two_parts_are_the_published_rate(sector, whole):
    day = SEPTEMBER.last_day
    assert BASIC[sector].on(day).value + MODERATION[sector].on(day).value == Decimal(whole)


@given(amounts(0, 10_000_000))
def test_the_two_parts_are_rounded_together(gross):
    first, second, *_rest = charges(
        ContractType.WHITE_COLLAR, gross, SMALL_FIRM, SEPTEMBER.last_day
    )
    assert first.amount + second.amount == eur(gross * Decimal("0.25"))


@given(st.lists(works, max_size=5), employers, amounts(0, 5_000_000))
def test_the_parts_add_up_to_the_whole(work, employer, budget):
    cost = quarter_cost(work, employer, THIRD_QUARTER)
    left = margin(cost, budget)
    assert cost.gross == total(item.gross for item in work) <= cost.total
    assert cost.total == total(line.amount for line in (*cost.lines, *cost.reductions))
    assert left.total == budget - cost.total
    assert left.from_reductions == cost.reduced >= ZERO
    assert all(line.amount < 0 for line in cost.reductions)


@given(st.lists(works, max_size=4), employers)
def test_a_month_is_never_reduced(work, employer):
    cost = month_cost(work, employer, SEPTEMBER)
    assert cost.reductions == ()
    assert cost.total == cost.before_reductions


@given(kinds, amounts(0, 12_000_000), amounts(0, 100_000), employers)
def test_more_gross_never_costs_less(kind, gross, more, employer):
    less, most = (
        quarter_cost([Work(kind, amount)], employer, THIRD_QUARTER)
        for amount in (gross, Eur(gross + more))
    )
    assert most.total >= less.total - SEAM


@given(st.lists(works, min_size=1, max_size=4), employers, st.randoms())
def test_the_order_of_contracts_changes_nothing(work, employer, random):
    mixed = random.sample(work, len(work))
    assert quarter_cost(mixed, employer, THIRD_QUARTER) == quarter_cost(
        work, employer, THIRD_QUARTER
    )


def test_the_tenth_worker_makes_the_employer_pay_more():
    work = [Work(ContractType.WHITE_COLLAR, eur(1000))]
    nine, ten = (
        month_cost(work, Employer(sector=Sector.COMMERCIAL, workers=count), SEPTEMBER).total
        for count in (9, 10)
    )
    assert ten - nine == eur("16.90")


def test_the_reduction_never_exceeds_the_basic_contribution():
    cost = quarter_cost([Work(ContractType.WHITE_COLLAR, eur(100))], SMALL_FIRM, THIRD_QUARTER)
    assert [line.amount for line in cost.reductions] == [eur("-19.88")]


def test_part_of_a_quarter_is_less_sure():
    part = [Work(ContractType.STUDENT, eur(100)), Work(ContractType.BLUE_COLLAR, eur(6000), 40)]
    whole = [Work(ContractType.BLUE_COLLAR, eur(6000))]
    found = [quarter_cost(work, SMALL_FIRM, THIRD_QUARTER).confidence for work in (part, whole)]
    assert found == [Confidence.OWN, Confidence.PUBLISHED]


def test_what_nobody_can_work_out_is_said():
    def left_out(gross, month):
        return month_cost([Work(ContractType.ARTIST, eur(gross))], SMALL_FIRM, month).left_out

    assert SMALL in left_out(100, SEPTEMBER)
    assert TEMPORARY not in left_out(4000, SEPTEMBER)
    assert TEMPORARY in left_out("4000.01", SEPTEMBER)
    assert TEMPORARY not in left_out("4000.01", Month(2026, 5))
    quarter = [Work(ContractType.ARTIST, eur(12000))]
    assert quarter_cost(quarter, SMALL_FIRM, THIRD_QUARTER).left_out == (SMALL,)


def test_a_quarter_has_three_months():
    assert quarter_of(Month(2026, 1)) == quarter_of(Month(2026, 3))
    assert [str(month) for month in quarter_of(Month(2026, 11))] == [
        "2026-10",
        "2026-11",
        "2026-12",
    ]


@pytest.mark.parametrize("month", ["2025-09", "2026-03", "2026-06", "2026-12", "2027-03"])
def test_a_quarter_without_figures_is_refused(month):
    work = [Work(ContractType.WHITE_COLLAR, eur(6000))]
    with pytest.raises(NotInForce):
        quarter_cost(work, SMALL_FIRM, quarter_of(Month.read(month)))


def test_the_reduction_of_a_non_profit_is_refused_but_not_its_month():
    firm = Employer(sector=Sector.NON_PROFIT, workers=9)
    work = [Work(ContractType.WHITE_COLLAR, eur(6000))]
    assert month_cost(work, firm, SEPTEMBER).total > 6000
    with pytest.raises(ReductionUnknown, match="Non-profit sector"):
        quarter_cost(work, firm, THIRD_QUARTER)
    student = quarter_cost([Work(ContractType.STUDENT, eur(1000))], firm, THIRD_QUARTER)
    assert student.total == eur("1054.20")


def test_a_year_without_rates_is_refused():
    with pytest.raises(NotInForce):
        month_cost([Work(ContractType.STUDENT, eur(1))], SMALL_FIRM, Month(2024, 12))
    with pytest.raises(NotInForce):
        parameter("employer/fund_pc_200").on(date(2028, 1, 1))


def test_an_employer_employs_someone():
    with pytest.raises(NobodyEmployed, match="0 people"):
        Employer(sector=Sector.COMMERCIAL, workers=0)


def test_every_kind_of_contract_sector_and_fund_has_its_row():
    assert set(CHARGES) == set(ContractType)
    assert set(SECTORS) == set(BASIC) == set(MODERATION) == set(Sector)
    assert set(FUNDS) == set(Fund)
