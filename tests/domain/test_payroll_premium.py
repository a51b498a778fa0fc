"""A premium beside the pay of the month."""

import pytest

from domain.employment import ContractType
from domain.money import eur
from domain.payroll.payslip import NegativeGross
from domain.payroll.premium import PremiumUnknown, premium
from domain.payroll.situation import Situation
from domain.periods import Month

DAY = Month(2026, 9).last_day
ORDINARY = [
    ContractType.WHITE_COLLAR,
    ContractType.BLUE_COLLAR,
    ContractType.ARTIST,
    ContractType.ARTIST_1BIS,
    ContractType.STUDENT_OVER_QUOTA,
    ContractType.SUPPORT,
]


def test_a_premium_pays_the_ordinary_contribution_then_the_tax_on_what_comes_once():
    found = premium(eur(500), ContractType.WHITE_COLLAR, eur(24000), Situation(), DAY)
    assert [line.amount for line in found.lines] == [eur(500), eur("-65.35"), eur("-166.73")]
    assert (found.taxable, found.net) == (eur("434.65"), eur("267.92"))


def test_contributions_of_a_blue_collar_premium_are_counted_on_108_percent():
    found = premium(eur(500), ContractType.BLUE_COLLAR, eur(24000), Situation(), DAY)
    assert found.social_security == eur("70.58")


def test_children_lower_the_tax():
    alone, family = (
        premium(eur(500), ContractType.SUPPORT, eur(24000), Situation(children=count), DAY)
        for count in (0, 3)
    )
    assert alone.withholding > family.withholding


@pytest.mark.parametrize("kind", ContractType)
def test_a_premium_without_a_confirmed_tax_is_refused(kind):
    if kind in ORDINARY:
        assert premium(eur(100), kind, eur(24000), Situation(), DAY).net > 0
    else:
        with pytest.raises(PremiumUnknown):
            premium(eur(100), kind, eur(24000), Situation(), DAY)


@pytest.mark.parametrize(("gross", "annual"), [("-0.01", "1.00"), ("1.00", "-0.01")])
def test_pay_below_zero_is_refused(gross, annual):
    with pytest.raises(NegativeGross):
        premium(eur(gross), ContractType.SUPPORT, eur(annual), Situation(), DAY)
