"""Gross to net: worked cases, what a payslip explains, what it refuses."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.employment import ContractType, NoDay
from domain.money import ZERO, eur, total
from domain.parameters import Confidence, NotInForce
from domain.payroll.payslip import (
    FIGURES,
    SPOUSES,
    NegativeGross,
    Situation,
    Spouse,
    Work,
    payslip,
)
from domain.payroll.situation import FewerThanNoChildren, SingleParentWithSpouse
from domain.periods import Month

CASES = sorted(Path(__file__).parent.glob("cases/payslip/*.toml"))
SEPTEMBER = Month(2026, 9)


def full_month(kind, gross):
    return [Work(ContractType(kind), eur(gross))]


def slip_of(*, month, work, situation=None):
    kinds = [ContractType(item["contract_type"]) for item in work]
    contracts = [
        Work(**{**item, "contract_type": kind}) for item, kind in zip(work, kinds, strict=True)
    ]
    declared = {"spouse": "single", **(situation or {})}
    declared["spouse"] = Spouse(declared["spouse"])
    return payslip(contracts, Situation(**declared), Month.read(month))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path):
    case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    slip = slip_of(**case["given"])
    assert {field: getattr(slip, field) for field in case["expect"]} == case["expect"]


def test_every_line_names_its_figure_and_the_lines_sum_to_the_net():
    slip = payslip(full_month("white-collar", "2233.61"), Situation(children=2), SEPTEMBER)
    assert [(line.label, line.amount, line.rate and line.rate.name) for line in slip.lines] == [
        ("Gross pay, white-collar work", eur("2233.61"), None),
        ("Social security", eur("-291.93"), "social_security/worker_rate"),
        ("Work bonus for low pay", eur("127.54"), "social_security/work_bonus_low_pay"),
        ("Work bonus for very low pay", eur("164.39"), "social_security/work_bonus_very_low_pay"),
        ("Withholding tax", eur("-266.99"), "withholding_tax/key_formula"),
        ("Less tax for dependants", eur("138.00"), "withholding_tax/family"),
        ("Less tax for the work bonus", eur("128.64"), "withholding_tax/work_bonus"),
        (
            "Special social security contribution",
            eur("-10.81"),
            "social_security/special_contribution_single",
        ),
    ]
    assert total(line.amount for line in slip.lines) == slip.net


def test_contributions_of_an_artist_show_the_108_percent_they_are_counted_on():
    slip = payslip(full_month("artist", 1000), Situation(), SEPTEMBER)
    assert slip.lines[1].basis == eur(1080)


@pytest.mark.parametrize(
    ("kind", "spouse", "weakest"),
    [
        ("white-collar", Spouse.SINGLE, Confidence.PUBLISHED),
        ("student", Spouse.WITH_INCOME, Confidence.PUBLISHED),
        ("white-collar", Spouse.WITH_INCOME, Confidence.OWN),  # least amount of a month
        ("artist", Spouse.SINGLE, Confidence.OWN),  # bonus derived from the white-collar one
        ("blue-collar", Spouse.SINGLE, Confidence.OWN),
    ],
)
def test_a_payslip_is_as_sure_as_its_weakest_figure(kind, spouse, weakest):
    assert payslip(full_month(kind, 3000), Situation(spouse), SEPTEMBER).confidence == weakest


def test_the_flat_rate_is_for_the_artist_part_only():
    work = [*full_month("white-collar", 3000), *full_month("artist", 1000)]
    slip = payslip(work, Situation(flat_rate=True), SEPTEMBER)
    key, flat = (line for line in slip.lines if line.label == "Withholding tax")
    assert (key.rate.name, flat.rate.name) == (
        "withholding_tax/key_formula",
        "withholding_tax/artist",
    )
    assert key.basis + flat.basis == slip.taxable


def test_a_single_parent_pays_52_less_a_month():
    work = full_month("white-collar", 3000)
    couple = payslip(work, Situation(children=1), SEPTEMBER)
    alone = payslip(work, Situation(children=1, single_parent=True), SEPTEMBER)
    assert couple.withholding - alone.withholding == 52


def test_more_days_than_the_month_has_are_a_full_month():
    crowded = [Work(ContractType.ARTIST, eur(2600), days=26)]
    assert payslip(crowded, Situation(), SEPTEMBER) == payslip(
        full_month("artist", 2600), Situation(), SEPTEMBER
    )


def test_one_full_month_makes_the_whole_month_full():
    work = [*full_month("white-collar", 1500), Work(ContractType.WHITE_COLLAR, eur(500), days=2)]
    assert payslip(work, Situation(), SEPTEMBER) == payslip(
        full_month("white-collar", 2000), Situation(), SEPTEMBER
    )


@pytest.mark.parametrize("work", [[], full_month("white-collar", 0), full_month("student", 0)])
def test_nothing_earned_is_an_empty_payslip(work):
    slip = payslip(work, Situation(), SEPTEMBER)
    assert (slip.gross, slip.net, slip.lines) == (ZERO, ZERO, ())
    assert slip.confidence is Confidence.OFFICIAL


def test_unpaid_days_count_in_the_length_of_the_month():
    work = [
        Work(ContractType.WHITE_COLLAR, eur(0), 6),
        Work(ContractType.WHITE_COLLAR, eur(500), 5),
    ]
    together = [Work(ContractType.WHITE_COLLAR, eur(500), 11)]
    assert payslip(work, Situation(), SEPTEMBER) == payslip(together, Situation(), SEPTEMBER)


@pytest.mark.parametrize("kind", ContractType)
@pytest.mark.parametrize("month", ["2021-01", "2025-02", "2026-01", "2026-03", "2027-01"])
def test_a_month_without_complete_figures_is_refused(kind, month):
    with pytest.raises(NotInForce):
        payslip(full_month(kind, 2000), Situation(), Month.read(month))


@pytest.mark.parametrize("kind", ContractType)
@pytest.mark.parametrize("month", [Month(2026, number) for number in range(4, 13)], ids=str)
def test_every_month_from_april_to_december_2026_is_known(kind, month):
    assert payslip(full_month(kind, 2500), Situation(), month).net > 0


def test_figures_of_a_year_end_with_the_year():
    yearly = [figure for figure in FIGURES if figure.history[0].until]
    assert {figure.history[0].until for figure in yearly} == {date(2026, 12, 31)}
    assert all(entry.source for figure in FIGURES for entry in figure.history)


def test_work_that_cannot_be_is_refused():
    with pytest.raises(NegativeGross, match=r"-0\.01"):
        Work(ContractType.ARTIST, eur("-0.01"))
    with pytest.raises(NoDay):
        Work(ContractType.ARTIST, eur(100), days=0)


def test_a_situation_that_cannot_be_is_refused():
    with pytest.raises(FewerThanNoChildren):
        Situation(children=-1)
    with pytest.raises(SingleParentWithSpouse):
        Situation(Spouse.WITH_INCOME, children=1, single_parent=True)


def test_every_kind_of_household_has_a_label():
    assert set(SPOUSES) == set(Spouse)
