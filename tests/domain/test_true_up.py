"""The true-up of a quarter: every cent on a contract, the rest to the common pot."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cost_shares import NO_AMOUNTS, Amounts, Job, budget_share
from domain.employment import ContractType
from domain.hours import FULL_DAY, Hours
from domain.ledger import Account, close_work
from domain.money import ZERO, Eur, eur, total
from domain.parameters import NotInForce
from domain.payroll.employer import CHARGES, Employer, Fund, Sector
from domain.payroll.employer_cost import quarter_cost
from domain.payroll.payslip import Work
from domain.quarter_sheet import Adding
from domain.quarters import Quarter
from domain.true_up import (
    CEILING_UNKNOWN,
    FIGURES_UNKNOWN,
    OWED,
    SECTOR_UNKNOWN,
    missing_figures,
    true_up,
    unknown_reductions,
)

Q1, Q2, Q3 = (Quarter(2026, number) for number in (1, 2, 3))
PRIVATE = Employer(sector=Sector.COMMERCIAL, workers=12, funds=frozenset({Fund.PC_200}))
SMALL = Employer(sector=Sector.COMMERCIAL, workers=3)
NON_PROFIT = Employer(sector=Sector.NON_PROFIT, workers=3)
WORKED = [kind for kind in ContractType if kind is not ContractType.FLEXI]


def job(gross="1000.00", budget="1600.00", kind=ContractType.WHITE_COLLAR, days=5, key=1):
    return Job(
        contract_id=key, kind=kind, days=days, hours=Hours(days * FULL_DAY),
        gross=eur(gross), budget=eur(budget),
    )  # fmt: skip


def test_a_white_collar_contract_of_an_association():
    found = true_up([job("553.12", "885.00")], NON_PROFIT, Q2)
    amounts = found.shares[1]
    assert amounts.contributions == eur("179.21")  # 32.40 %
    assert amounts.holiday == eur("100.67")  # 18.20 %
    assert amounts.in_transit == eur("331.88")
    assert amounts.margin == amounts.to_pot == eur("52.00")
    assert amounts.reductions == ZERO


def test_the_close_of_the_product_example():
    found = true_up([job("553.12", "885.00")], SMALL, Q2)
    amounts = found.shares[1]
    assert (amounts.contributions, amounts.holiday, amounts.margin) == (
        eur("138.28"), eur("100.67"), eur("92.93"),
    )  # fmt: skip


def test_the_holiday_scheme_is_due_in_two_parts():
    found = true_up([job(kind=ContractType.ARTIST)], SMALL, Q2).shares[1]
    assert found.contributions == eur("330.16")  # 25 % and 5.57 % of 1,080.00
    assert found.holiday == eur("110.92")  # 10.27 % of it, asked a year later


def test_a_student_pays_one_contribution():
    found = true_up([job(kind=ContractType.STUDENT)], PRIVATE, Q3)
    assert found.shares[1].contributions == eur("54.20")
    assert found.shares[1].holiday == found.shares[1].reductions == ZERO


def test_reductions_of_a_quarter_of_low_pay_go_to_the_pot_and_not_into_the_margin():
    (amounts,) = true_up([job("6700.83", "11000.00", days=66)], SMALL, Q3).shares.values()
    assert amounts.reductions == eur("1184.14")
    assert amounts.to_pot == Eur(amounts.margin + amounts.reductions)
    assert amounts.margin == Eur(
        amounts.budget - amounts.gross - amounts.contributions - amounts.holiday
    )


def test_what_is_not_known_is_left_for_later_and_said():
    assert unknown_reductions(Sector.COMMERCIAL, Q2.last_day) == (FIGURES_UNKNOWN,)
    assert unknown_reductions(Sector.NON_PROFIT, Q3.last_day) == (SECTOR_UNKNOWN,)
    assert unknown_reductions(Sector.COMMERCIAL, Q3.last_day) == ()
    assert unknown_reductions(Sector.COMMERCIAL, Quarter(2027, 1).last_day) == (
        CEILING_UNKNOWN, FIGURES_UNKNOWN,
    )  # fmt: skip
    found = true_up([job()], SMALL, Q2)
    assert found.shares[1].reductions == ZERO
    assert any("not confirmed" in text for text in found.left_out)


def test_very_high_pay_is_spared_the_basic_contribution_even_where_the_rest_is_unknown():
    found = true_up([job("100000.00", "170000.00", days=66)], NON_PROFIT, Q3)
    (spared,) = [cost for cost in found.costs if cost.kind is None]
    assert spared.line.basis == eur("11566.00")
    assert found.shares[1].reductions == Eur(-spared.line.amount)


def test_missing_contributions_are_all_named():
    day = Q1.first_day
    assert missing_figures(WORKED, SMALL, day) == ()
    missing = missing_figures([ContractType.WHITE_COLLAR], PRIVATE, day)
    assert missing == ("Sector fund of joint committee 200",)
    old = Quarter(2020, 1).last_day
    assert len(missing_figures([ContractType.ARTIST], NON_PROFIT, old)) == 6
    assert len(missing_figures([ContractType.STUDENT], NON_PROFIT, old)) == 1
    with pytest.raises(NotInForce):
        true_up([job()], PRIVATE, Quarter(2020, 1))


def test_every_charge_says_whom_it_is_owed_to():
    charges = {charge for kind in CHARGES.values() for charge in kind}
    assert charges == set(OWED)
    assert missing_figures(list(ContractType), PRIVATE, Q3.last_day) == ()


def test_holiday_pay_of_a_flexi_job_comes_with_the_wage():
    found = true_up([job(kind=ContractType.FLEXI)], SMALL, Q3)
    accounts = [cost.account for cost in found.costs]
    assert accounts == [None, Account.SOCIAL_SECURITY_DUE]
    assert found.shares[1].contributions == found.costs[1].line.amount


def test_a_contract_of_which_nothing_is_left_costs_nothing():
    nothing = Job(
        contract_id=2, kind=ContractType.ARTIST, days=0, hours=Hours(Decimal(0)),
        gross=ZERO, budget=ZERO,
    )  # fmt: skip
    found = true_up([nothing], SMALL, Q3)
    assert found.shares == {2: NO_AMOUNTS}
    assert found.costs == found.left_out == ()
    both = true_up([job(), nothing], SMALL, Q3)
    assert both.shares[1] == true_up([job()], SMALL, Q3).shares[1]


@pytest.mark.parametrize(
    ("before", "here", "after", "share"),
    [("0", "100", "0", "160.01"), ("50", "50", "0", "80.00"), ("0", "50", "50", "80.01"),
     ("0", "0", "0", "0")],
)  # fmt: skip
def test_a_budget_over_the_edge_of_a_quarter_is_shared_by_pay(before, here, after, share):
    assert budget_share(eur("160.01"), eur(before), eur(here), eur(after)) == eur(share)


jobs = st.lists(
    st.builds(
        lambda cents, extra, kind, days: (eur(Decimal(cents).scaleb(-2)), extra, kind, days),
        st.integers(1, 900_000), st.integers(0, 900_000), st.sampled_from(WORKED),
        st.integers(1, 20),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def made(facts):
    return [
        job(gross, Eur(gross + eur(Decimal(extra).scaleb(-2))), kind, days, key)
        for key, (gross, extra, kind, days) in enumerate(facts)
    ]


@given(jobs, st.sampled_from([PRIVATE, SMALL, NON_PROFIT]), st.sampled_from([Q2, Q3]))
def test_every_cent_is_on_a_contract_and_nothing_is_lost(facts, employer, quarter):
    worked = made(facts)
    found = true_up(worked, employer, quarter)
    adding = Adding()
    adding.add(worked, found)
    sheet = adding.sheet(unknown_reductions(employer.sector, quarter.last_day))
    whole = sheet.whole
    assert whole.budget == total(item.budget for item in worked)
    assert whole.budget == total((whole.gross, whole.contributions, whole.holiday, whole.margin))
    assert sheet.owed_to(Account.HOLIDAY_DUE) == whole.holiday
    assert sheet.owed_to(Account.SOCIAL_SECURITY_DUE) == Eur(whole.contributions - whole.reductions)
    charged = [cost.line.amount for cost in found.costs if cost.kind is not None]
    assert total(charged) == Eur(whole.contributions + whole.holiday)
    assert (sheet.people, sheet.contracts) == (1, len(worked))


@given(jobs)
def test_it_is_the_cost_that_the_engine_tells(facts):
    worked = made(facts)
    works = [Work(item.kind, item.gross, item.days, item.hours) for item in worked]
    cost = quarter_cost(works, SMALL, Q3.months)
    shares = true_up(worked, SMALL, Q3).shares.values()
    assert total(item.reductions for item in shares) == cost.reduced
    charged = total(Eur(item.gross + item.contributions + item.holiday) for item in shares)
    assert charged == cost.before_reductions


@given(jobs, st.sampled_from([SMALL, NON_PROFIT]))
def test_closing_takes_all_that_is_in_transit_and_sums_to_zero(facts, employer):
    worked = made(facts)
    for amounts in true_up(worked, employer, Q3).shares.values():
        legs = close_work(
            in_transit=amounts.in_transit, social_security=amounts.contributions,
            holiday=amounts.holiday, unit_id=1, assignment_id=None, person_id=1,
        )  # fmt: skip
        assert total(leg.amount for leg in legs) == ZERO
        pot = [leg.amount for leg in legs if leg.account is Account.POT_MARGIN]
        assert total(pot) == Eur(-amounts.margin)


def test_amounts_add_up_and_take_off():
    one = Amounts(gross=eur(1), budget=eur(2), contributions=eur("0.25"), holiday=eur("0.10"))
    assert one.plus(one).less(one) == one
    assert one.less(one).is_nothing
    assert not one.is_nothing
