"""Where more gross pay brings less net: each zone falls where it says, and nowhere else."""

from itertools import pairwise

import pytest

from domain.employment import ContractType
from domain.money import CENT, Eur, eur
from domain.payroll import exceptional
from domain.payroll.payslip import Situation, Spouse, Work, payslip
from domain.payroll.zones import ONCE, STEPPED_BACK, of_month, once
from domain.periods import Month

SEPTEMBER = Month(2026, 9)
DAY = SEPTEMBER.last_day
WHITE = ContractType.WHITE_COLLAR


def net(gross, spouse=Spouse.SINGLE):
    return payslip([Work(WHITE, gross)], Situation(spouse), SEPTEMBER).net


def test_only_a_spouse_with_income_makes_a_zone():
    found = {spouse: of_month(spouse, DAY) for spouse in Spouse}
    (zone,) = found[Spouse.WITH_INCOME]
    assert (zone.over, zone.falls) == (eur("1095.09"), eur("5.15"))
    assert found[Spouse.SINGLE] == found[Spouse.WITHOUT_INCOME] == ()


def test_inside_the_zone_the_net_falls_by_what_it_says():
    (zone,) = of_month(Spouse.WITH_INCOME, DAY)
    after = Eur(zone.over + CENT)
    assert zone.crossed(zone.over, after)
    assert not zone.crossed(after, after)
    assert not zone.crossed(eur(0), zone.over)
    fall = net(zone.over, Spouse.WITH_INCOME) - net(after, Spouse.WITH_INCOME)
    assert zone.falls - STEPPED_BACK <= fall <= zone.falls + STEPPED_BACK
    assert net(after) >= net(zone.over) - STEPPED_BACK


@pytest.mark.parametrize("month", [Month(2026, 5), Month(2026, 7), SEPTEMBER], ids=str)
@pytest.mark.parametrize("kind", [WHITE, ContractType.BLUE_COLLAR])
def test_where_the_work_bonus_fades_the_net_still_rises(kind, month):
    """From 2255.50, where part B begins to fade, to 3403.62, where part A is gone."""
    nets = [
        payslip([Work(kind, eur(gross))], Situation(), month).net for gross in range(2250, 3450, 10)
    ]
    rises = [after - before for before, after in pairwise(nets)]
    assert min(rises) > eur("1.00")


@pytest.mark.parametrize(
    ("figure", "tax"),
    list(zip(ONCE, (exceptional.on_holiday_pay, exceptional.on_other_pay), strict=True)),
)
def test_pay_that_comes_once_falls_at_each_limit_of_the_year(figure, tax):
    limits = once(figure, DAY)
    assert [limit.over for limit in limits][:2] == [eur(10675), eur(13660)]
    for limit in limits:
        below, above = (
            sum(line.amount for line in tax(eur(1000), annual, Situation(), DAY))
            for annual in (limit.over, Eur(limit.over + CENT))
        )
        assert above < below
