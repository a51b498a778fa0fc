"""The equation of 3en1: worked cases, laws, both directions, what is missing or refused."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.assignment import (
    ExpensesAboveBudget,
    MoneyLeftOver,
    NobodyWorks,
    OutOfReach,
    budget_for,
    defects,
    forward,
    price_for,
    ready,
    reverse,
    shares,
)
from domain.employment import ContractType, NoDay
from domain.minimum_pay import BelowMinimumPay
from domain.money import CENT, ZERO, Eur, eur
from domain.parameters import NotInForce
from domain.payroll.payslip import Situation, Spouse, Work, payslip
from tests.domain.plans import SEPTEMBER, WHITE, plan, worker

CASES = Path(__file__).parent / "cases"


def cases(rule):
    paths = sorted((CASES / rule).glob("*.toml"))
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


def read(path):
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


@cases("equation")
def test_worked_case(path):
    case = read(path)
    typed = case["given"]
    people = [
        worker(key, kind=ContractType(item["contract_type"]), days=0)
        for key, item in enumerate(typed["workers"])
    ]
    people = [
        replace(person, days=tuple(item["days"]))
        for person, item in zip(people, typed["workers"], strict=True)
    ]
    given_plan = plan(*people, price=typed["price"], expenses=typed["expenses"], day=typed["day"])
    found = forward(given_plan)
    figures = {name: getattr(found, name) for name in case["expect"] if name != "contribution"}
    if "contribution" in case["expect"]:
        figures["contribution"] = found.contribution.amount
    assert figures == case["expect"]


@cases("price_for")
def test_the_price_that_leaves_enough(path):
    case = read(path)
    assert price_for(eur(case["given"]["needed"]), case["given"]["day"]) == case["expect"]


def test_a_jump_of_the_special_contribution_does_not_hide_a_lower_price():
    """With a spouse who earns, 5.15 is due from 1,095.09 on: the same net is reached twice."""
    person = worker(days=20, situation=Situation(Spouse.WITH_INCOME))
    work = [Work(WHITE, eur("1095.09"), 20)]
    before_the_jump = payslip(work, person.situation, SEPTEMBER).net
    found = reverse(before_the_jump, plan(person))
    assert found.gross <= eur("1095.09")
    assert reverse(Eur(before_the_jump + CENT), plan(person)).gross > eur("1095.10")


@pytest.mark.parametrize(
    ("wanted", "days", "price"),
    [
        ("100.00", 1, "224.60"),
        ("500.00", 2, "1037.73"),
        ("2000.00", 20, "3641.75"),
        ("3500.00", 20, "10462.09"),
        ("12345.67", 2, "47909.02"),
    ],
)
def test_nets_checked_by_trying_the_lower_prices(wanted, days, price):
    found = reverse(eur(wanted), plan(worker(days=days), expenses=50))
    assert (found.price, found.net) == (eur(price), eur(wanted))


def test_the_net_adds_to_what_the_person_already_earns_that_month():
    other = Work(WHITE, eur(1800), 12)
    alone = forward(plan(worker())).net
    busy = forward(plan(worker(already={SEPTEMBER: (other,)})))
    assert busy.net < alone
    (month,) = busy.shares[0].payslips
    assert month.before == payslip([other], Situation(), SEPTEMBER)


def test_nobody_works_yet():
    found = forward(plan())
    assert (found.budget, found.left_over, found.net) == (eur(935), eur(935), ZERO)
    (defect,) = defects(found)
    assert isinstance(defect, MoneyLeftOver)


def test_an_empty_draft_has_clean_figures():
    found = forward(plan(worker(), price=0))
    (share,) = found.shares
    assert (share.gross, share.net, share.gross_per_day, found.margin) == (ZERO,) * 4
    assert not share.above_minimum


def test_someone_without_days_is_marked_and_the_others_are_paid():
    found = forward(plan(worker(1), worker(2, days=0)))
    (missing,) = found.missing
    assert missing.key == 2
    assert isinstance(missing.reason, NoDay)
    assert found.shares[0].budget == eur(935)
    assert defects(found) == (missing.reason,)


def test_weights_replace_days():
    found = forward(plan(worker(1, days=1, weight=3), worker(2, days=5, weight=1)))
    assert [share.budget for share in found.shares] == [eur("701.25"), eur("233.75")]


def test_a_good_equation_has_no_defect():
    assert defects(forward(plan(worker(), expenses=50))) == ()


def test_pay_under_the_minimum_is_a_defect():
    found = forward(plan(worker(days=20)))
    assert not found.shares[0].above_minimum
    (defect,) = defects(found)
    assert isinstance(defect, BelowMinimumPay)
    assert defect.per_day == eur("29.21")


def test_the_highest_minimum_of_the_days_counts():
    around_july = forward(plan(worker(first=date(2026, 6, 30)))).shares[0]
    in_july = forward(plan(worker(first=date(2026, 7, 1)))).shares[0]
    in_june = forward(plan(worker(first=date(2026, 6, 1)))).shares[0]
    assert around_july.minimum == in_july.minimum
    assert around_july.minimum.amount > in_june.minimum.amount


def test_figures_that_are_not_known_are_said_to_be_so():
    found = forward(plan(worker(first=date(2026, 2, 2))))
    (share,) = found.shares
    assert share.gross > ZERO
    assert share.minimum is share.net is found.net is None
    assert not share.above_minimum
    assert [type(reason) for reason in defects(found)] == [NotInForce, NotInForce]


def test_someone_whose_coefficient_is_not_known_is_marked():
    found = forward(plan(worker(first=date(2024, 12, 30))))
    assert isinstance(found.missing[0].reason, NotInForce)
    assert found.left_over == eur(935)


def test_expenses_above_the_price_are_refused_with_the_amount_missing():
    with pytest.raises(ExpensesAboveBudget) as refused:
        forward(plan(worker(), price=50, expenses=50))
    assert refused.value.facts() == {
        "expenses": eur(50),
        "missing": eur("3.48"),
        "lowest": eur("53.48"),
    }
    assert forward(plan(worker(), price="53.48", expenses=50)).budget == ZERO


def test_a_net_needs_somebody_who_works():
    with pytest.raises(NobodyWorks):
        reverse(eur(500), plan())
    with pytest.raises(NoDay):
        reverse(eur(500), plan(worker(days=0)))


def test_a_net_out_of_reach_is_refused():
    with pytest.raises(OutOfReach, match="Ask for less"):
        reverse(eur(200_000_000), plan(worker()))


def test_a_net_on_days_without_figures_is_refused():
    with pytest.raises(NotInForce):
        reverse(eur(500), plan(worker(first=date(2026, 2, 2))))


def test_nothing_wanted_costs_only_the_expenses():
    assert reverse(ZERO, plan(worker(), expenses=50)).price == eur("53.48")


def test_a_contract_on_a_running_budget_uses_the_same_steps():
    able, missing = ready([worker()])
    (share,) = shares(budget_for(eur(500), (worker(),)), able)
    assert missing == ()
    assert share.net == eur(500)
    assert shares(eur(100), ()) == ()
