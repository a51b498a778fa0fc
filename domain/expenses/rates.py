"""What is paid back without a receipt: kilometres and days on the road, at dated rates."""

from datetime import date
from decimal import Decimal

from domain.errors import N_
from domain.explain import Line
from domain.money import ZERO, Eur, eur
from domain.parameters import Dated, NotInForce, parameter

KM_YEARLY = parameter("expenses/kilometre_ceiling_yearly")
KM_QUARTERLY = parameter("expenses/kilometre_ceiling_quarterly")
KM_OWN = parameter("expenses/kilometre_own_rate")
DAY_ALLOWANCE = parameter("expenses/day_allowance")


def mileage(km: Decimal, day: date) -> Line:
    """What a distance with one's own car, motorbike or moped gives back.

    km:     kilometres driven on ``day``
    Source: the yearly ceiling of the state where one is known, else the quarterly one, else
            the cooperative's own unconfirmed rate; see docs/rules/expenses.md
    """
    rate = kilometre_rate(day)
    return Line(N_("Kilometres with your own vehicle"), eur(km * rate.value), rate=rate)


def kilometre_rate(day: date) -> Dated:
    """The rate for one kilometre in EUR, and whose it is."""
    for ceiling in (KM_YEARLY, KM_QUARTERLY):
        try:
            return ceiling.on(day)
        except NotInForce:
            continue
    return KM_OWN.on(day)


def day_allowance(days: int, day: date, *, voucher: Eur = ZERO) -> Line:
    """The flat allowance for meals on business trips of six hours or more.

    days:    days of one month; above the ceiling of the month they give nothing
    voucher: EUR, the employer's part in a meal voucher of the same day
    Source:  royal decree of 13 July 2017; see docs/rules/expenses.md
    """
    rate = DAY_ALLOWANCE.on(day)
    counted = min(days, rate.table["days_a_month"])
    a_day = max(ZERO, Eur(rate.value - voucher))
    return Line(N_("Daily allowance for meals"), eur(a_day * counted), eur(a_day), rate)
