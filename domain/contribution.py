"""What an invoice pays into the shared enterprise."""

from datetime import date

from domain.errors import N_
from domain.explain import Line
from domain.money import Eur, eur
from domain.parameters import parameter

RATE = parameter("cooperative/contribution_rate")


def contribution(turnover: Eur, day: date) -> Line:
    """What one invoice pays into the shared enterprise.

    turnover: EUR excluding VAT; negative for a credit note
    day:      date of the invoice, which fixes the rate
    Source:   general assembly; see parameters/cooperative/contribution_rate.toml
    """
    rate = RATE.on(day)
    amount = eur(turnover * rate.value)
    return Line(N_("Contribution to the cooperative"), amount, basis=turnover, rate=rate)
