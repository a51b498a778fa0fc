"""A premium: pay that comes once, beside the pay of the month."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.employment import CONTRACT_TYPES, ContractType
from domain.errors import N_, Msg, RuleError
from domain.explain import Line
from domain.money import Eur
from domain.payroll import exceptional
from domain.payroll.categories import CATEGORIES
from domain.payroll.holiday_pay import HolidayPay, check_pay
from domain.payroll.situation import Situation
from domain.payroll.social_security import social_security
from domain.payroll.withholding import key_formula


@dataclass(eq=False)
class PremiumUnknown(RuleError):
    """How a premium of this kind of contract is taxed is not confirmed."""

    message = N_("How a premium is taxed with the contract “%(kind)s” is not confirmed.")
    field: ClassVar[str] = "kind"
    kind: Msg


def premium(
    gross: Eur, kind: ContractType, annual: Eur, situation: Situation, day: date
) -> HolidayPay:
    """A premium from gross to net: the ordinary contribution, then the tax on pay that comes once.

    The work bonus is that of the month's pay; the special contribution is settled by the quarter.

    gross:  EUR, 0 or more
    annual: EUR, normal gross pay of the year
    day:    day of the payment
    Source: Annex III RD/CIR 92, nos. 53 to 55; see docs/rules/payroll.md
    """
    check_pay(gross)
    check_pay(annual)
    category = CATEGORIES[kind]
    if category.withholding is not key_formula:
        raise PremiumUnknown(CONTRACT_TYPES[kind])
    pay = social_security(gross, category, day)
    tax = exceptional.on_other_pay(pay.taxable, annual, situation, day)
    return HolidayPay(paid=(Line(N_("Premium"), gross),), security=(pay.contribution,), tax=tax)
