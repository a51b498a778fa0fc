"""What is due to whom and when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.employment import ContractType, by_month
from domain.hours import FULL_DAY, Hours, add_hours, hours_worked
from domain.money import ZERO, Eur, share_out
from domain.parameters import parameter
from domain.payroll.payslip import Payslip, Situation, Work, payslip
from domain.periods import Month, add_working_days

PAY_DELAY = parameter("cooperative/pay_delay_days")
FULL_DAYS: Mapping[date, Hours] = {}  # no day has a number of hours of its own


def due_day(last_day_worked: date) -> date:
    """The day on which the net of a contract is due, whether the client has paid or not.

    Source: working days after the work, parameters/cooperative/pay_delay_days.toml
    """
    return add_working_days(last_day_worked, int(PAY_DELAY.on(last_day_worked).value))


@dataclass(frozen=True, slots=True, kw_only=True)
class PayIncrement:
    """What a contract adds to a month's payslip: ``gross`` is the sum of the four others.

    A later contract of the month may lower one of them, so that it is negative.
    """

    gross: Eur
    social_security: Eur  # the employee's, after work bonus
    withholding: Eur
    special: Eur  # the special contribution, due to the social security office
    net: Eur


NOTHING = PayIncrement(gross=ZERO, social_security=ZERO, withholding=ZERO, special=ZERO, net=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPay:
    """One contract in one month: the payslips without and with it, and what it adds."""

    month: Month
    before: Payslip | None  # None: nothing else that month
    after: Payslip
    added: PayIncrement


def amounts(slip: Payslip | None) -> PayIncrement:
    """The whole of a payslip in the five amounts that the ledger knows."""
    if slip is None:
        return NOTHING
    return PayIncrement(
        gross=slip.gross,
        social_security=Eur(slip.social_security - slip.work_bonus_a - slip.work_bonus_b),
        withholding=slip.withholding,
        special=slip.special_contribution,
        net=slip.net,
    )


def increment(before: Payslip | None, after: Payslip) -> PayIncrement:
    """What the payslip ``after`` adds to the one ``before``."""
    return still_due(amounts(before), after)


def still_due(already: PayIncrement, after: Payslip) -> PayIncrement:
    """The month's payslip minus what was already due for that person, entity and month."""
    now = amounts(after)
    return PayIncrement(
        gross=Eur(now.gross - already.gross),
        social_security=Eur(now.social_security - already.social_security),
        withholding=Eur(now.withholding - already.withholding),
        special=Eur(now.special - already.special),
        net=Eur(now.net - already.net),
    )


def days_by_month(days: Iterable[date]) -> Mapping[Month, int]:
    """How many days are worked in each month."""
    return {month: len(worked) for month, worked in by_month(days).items()}


def time_by_month(days: Iterable[date], hours: Mapping[date, Hours]) -> Mapping[Month, Hours]:
    """The hours worked in each month, by which a contract is shared over its months.

    hours: of days that are not full days
    """
    return {
        month: add_hours(hours.get(day, FULL_DAY) for day in worked)
        for month, worked in by_month(days).items()
    }


def gross_by_month(gross: Eur, worked: Mapping[Month, Decimal]) -> Mapping[Month, Eur]:
    """The gross of one contract over the months it touches, by hours worked; nothing is lost.

    gross:  EUR for the whole contract
    worked: hours of work in each month, as ``time_by_month`` gives them
    """
    parts = share_out(gross, list(worked.values()))
    return dict(zip(worked, parts, strict=True))


def hours_by_month(
    days: Iterable[date], hours: Mapping[date, Hours]
) -> Mapping[Month, Hours | None]:
    """The hours worked in each month; None in a month of full days.

    hours: of days that are not full days
    """
    return {
        month: hours_worked(worked, {day: hours[day] for day in worked if day in hours})
        for month, worked in by_month(days).items()
    }


def works_by_month(
    contract_type: ContractType, gross: Eur, days: Collection[date], hours: Mapping[date, Hours]
) -> dict[Month, Work]:
    """What one contract is in each month; a month without pay is left out.

    gross: EUR for the whole contract
    hours: of days that are not full days
    """
    count, part_time = days_by_month(days), hours_by_month(days, hours)
    return {
        month: Work(contract_type, part, count[month], part_time[month])
        for month, part in gross_by_month(gross, time_by_month(days, hours)).items()
        if part
    }


def pay_of_contract(
    contract_type: ContractType,
    gross: Eur,
    days: Collection[date],
    situation: Situation,
    already: Mapping[Month, tuple[Work, ...]],
    *,
    hours: Mapping[date, Hours] = FULL_DAYS,
) -> tuple[MonthPay, ...]:
    """What one contract adds to each month's payslip; a month without pay is left out.

    gross:   EUR for the whole contract
    already: the person's other contracts of each month with the same employer
    hours:   of days that are not full days
    """
    works = works_by_month(contract_type, gross, days, hours)
    return tuple(
        month_pay(already.get(month, ()), work, situation, month) for month, work in works.items()
    )


def month_pay(
    already: tuple[Work, ...], work: Work, situation: Situation, month: Month
) -> MonthPay:
    """What one contract adds to the payslip of one month."""
    before = payslip(already, situation, month) if already else None
    after = payslip((*already, work), situation, month)
    return MonthPay(month=month, before=before, after=after, added=increment(before, after))


def carry(amount: Eur, carried: Eur) -> tuple[Eur, Eur]:
    """Pay what is due now, or carry a negative difference to the next payment.

    amount:  EUR newly due, negative when the month's payslip went down
    carried: EUR, 0 or less, left over from earlier payments
    returns: EUR to pay now (0 or more), and EUR carried on (0 or less)
    """
    due = Eur(amount + carried)
    return (due, ZERO) if due >= ZERO else (ZERO, due)
