"""Every kind of contract has its row in every table, and the new ones are paid as they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import (
    COEFFICIENTS,
    OFFERED_TYPES,
    REFUSED,
    ContractType,
    FlexiNotConfirmed,
    NotForUnits,
    coefficient,
)
from domain.minimum_pay import minimum_day_pay, minimum_month_pay
from domain.money import Eur, eur, total
from domain.payroll.categories import CATEGORIES, FLAT_RATE_CATEGORIES
from domain.payroll.employer import CHARGES, Employer, Sector
from domain.payroll.employer_cost import month_cost, quarter_cost, quarter_of
from domain.payroll.holiday_pay import (
    SCHEMES,
    Holidays,
    NotPaidByEmployer,
    check_paid_by_employer,
)
from domain.payroll.payslip import NoHours, Situation, Work, payslip
from domain.payroll.withholding import FlexiPayTaxed
from domain.periods import Month
from tests.domain.plans import euros

SEPTEMBER = Month(2026, 9)
DAY = SEPTEMBER.last_day
FIRM = Employer(sector=Sector.COMMERCIAL, workers=12)


def slip(kind, gross=1500, **situation):
    return payslip([Work(kind, eur(gross))], Situation(**situation), SEPTEMBER)


def amounts(found):
    return [line.amount for line in found.lines]


@pytest.mark.parametrize("table", [CATEGORIES, FLAT_RATE_CATEGORIES, CHARGES, SCHEMES])
def test_every_kind_has_its_row(table):
    assert list(table) == list(ContractType)


def test_a_unit_may_offer_what_has_a_coefficient():
    assert set(COEFFICIENTS) | set(REFUSED) == set(ContractType)
    assert not set(COEFFICIENTS) & set(REFUSED)
    assert set(OFFERED_TYPES) == set(ContractType) - {ContractType.SUPPORT}


@pytest.mark.parametrize(
    ("kind", "refusal", "reason"),
    [
        (ContractType.FLEXI, FlexiNotConfirmed, "minimum flexi wage"),
        (ContractType.SUPPORT, NotForUnits, "for the cooperative itself"),
    ],
)
def test_a_contract_that_no_unit_can_offer_is_refused_with_the_reason(kind, refusal, reason):
    with pytest.raises(refusal, match=reason) as found:
        coefficient(kind, DAY)
    assert found.value.field == "kind"


def test_the_minimum_of_a_flexi_job_is_not_known_but_that_of_support_staff_is():
    with pytest.raises(FlexiNotConfirmed):
        minimum_month_pay(30, ContractType.FLEXI, DAY)
    ordinary = minimum_day_pay(DAY)
    assert minimum_day_pay(DAY, kind=ContractType.SUPPORT) == ordinary


@pytest.mark.parametrize("gross", ["800.00", "2233.61", "4500.00"])
@pytest.mark.parametrize(
    ("kind", "like"),
    [
        (ContractType.STUDENT_OVER_QUOTA, ContractType.WHITE_COLLAR),
        (ContractType.SUPPORT, ContractType.WHITE_COLLAR),
        (ContractType.ARTIST_1BIS, ContractType.ARTIST),
    ],
)
def test_some_kinds_are_paid_and_cost_like_another(kind, like, gross):
    found, other = slip(kind, gross), slip(like, gross)
    assert amounts(found) == amounts(other)
    assert found.lines[0].label != other.lines[0].label
    assert (
        month_cost([Work(kind, eur(gross))], FIRM, SEPTEMBER).total
        == month_cost([Work(like, eur(gross))], FIRM, SEPTEMBER).total
    )


def test_the_flat_rate_is_for_article_1bis_too():
    found = slip(ContractType.ARTIST_1BIS, 1000, flat_rate=True)
    (tax,) = (line for line in found.lines if line.label == "Withholding tax")
    assert tax.rate.name == "withholding_tax/artist"
    assert amounts(found) == amounts(slip(ContractType.ARTIST, 1000, flat_rate=True))


def test_a_flexi_wage_is_paid_whole_with_its_holiday_pay():
    found = slip(ContractType.FLEXI, 1000)
    assert (found.gross, found.net) == (eur("1076.70"), eur("1076.70"))
    assert (found.social_security, found.withholding, found.special_contribution) == (0, 0, 0)
    assert [(line.label, line.amount) for line in found.lines] == [
        ("Flexi wage", eur(1000)),
        ("Holiday pay, paid with the wage", eur("76.70")),
        ("Social security", eur(0)),
        ("Withholding tax", eur(0)),
    ]


def test_an_employer_owes_28_percent_of_a_flexi_wage_and_of_its_holiday_pay():
    work = [Work(ContractType.FLEXI, eur(1000))]
    cost = month_cost(work, FIRM, SEPTEMBER)
    assert amounts(cost) == [eur(1000), eur("76.70"), eur("301.48")]
    assert quarter_cost(work, FIRM, quarter_of(SEPTEMBER)).reductions == ()


def test_flexi_pay_above_its_yearly_limit_is_refused():
    assert slip(ContractType.FLEXI, "11145.16").net <= 12000
    with pytest.raises(FlexiPayTaxed, match=r"12000\.00 a year") as refusal:
        slip(ContractType.FLEXI, "11145.18")
    assert refusal.value.field == "gross"


@given(euros(0, 1_100_000), euros(0, 300_000))
def test_a_flexi_job_changes_nothing_in_other_pay(flexi, gross):
    other = [Work(ContractType.WHITE_COLLAR, gross)]
    alone = payslip(other, Situation(), SEPTEMBER)
    both = payslip([*other, Work(ContractType.FLEXI, flexi)], Situation(), SEPTEMBER)
    assert total(line.amount for line in both.lines) == both.net
    assert Eur(both.net - alone.net) == Eur(both.gross - alone.gross)
    assert both.taxable - alone.taxable == both.gross - alone.gross


@given(st.sampled_from(ContractType))
def test_the_holidays_of_each_kind_are_paid_by_someone_known(kind):
    if SCHEMES[kind] is Holidays.EMPLOYER:
        check_paid_by_employer(kind)
    else:
        with pytest.raises(NotPaidByEmployer):
            check_paid_by_employer(kind)


@pytest.mark.parametrize("hours", ["0.00", "-1.00"])
def test_work_takes_some_time(hours):
    with pytest.raises(NoHours):
        Work(ContractType.ARTIST, eur(100), hours=eur(hours))
