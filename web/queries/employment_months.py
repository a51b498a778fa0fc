"""One month of open-ended employment, drawn up from the facts of the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.ages import age_on
from domain.contract_life import ENDED, ContractStatus
from domain.employment import ContractType, coefficient
from domain.explain import Line
from domain.hours import FULL_DAY, Hours, add_hours, hours_worked
from domain.lasting_offer import check_days_free
from domain.money import Eur
from domain.open_ended import (
    MonthPart,
    NoWorkThen,
    Regime,
    check_monthly_pay,
    least_monthly,
    month_part,
    regime_in,
)
from domain.parameters import Dated
from domain.payments import MonthPay, month_pay
from domain.payroll.gross import budget_from_gross
from domain.payroll.payslip import Work
from domain.periods import Month
from domain.schedule import Schedule
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.queries.working import already


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPlan:
    """What the contract of one month is to be."""

    part: MonthPart
    coefficient: Dated
    budget: Eur
    minimum: Line
    pay: MonthPay  # what it adds to the payslip of the month

    @property
    def figures(self) -> Iterable[Dated | None]:
        """Every dated figure that it rests on."""
        yield self.coefficient
        yield self.minimum.rate
        yield from (line.rate for line in self.pay.after.lines)


def agreed_first(row: Employment) -> Regime:
    """What was agreed at the start."""
    return Regime(monthly_gross=row.monthly_gross, schedule=Schedule.from_json(row.schedule))


def regime_of(change: EmploymentTerms) -> Regime:
    """What a change brings."""
    schedule = Schedule.from_json(change.schedule)
    return Regime(monthly_gross=change.monthly_gross, schedule=schedule)


def regime_for(row: Employment, changes: Iterable[EmploymentTerms], month: Month) -> Regime:
    """What is agreed for a month."""
    accepted = [item for item in changes if item.status is ContractStatus.MADE]
    return regime_in(month, agreed_first(row), [(item.since, regime_of(item)) for item in accepted])


def changes_of(employment_id: int) -> Sequence[EmploymentTerms]:
    """Every change that was offered, in order."""
    query = sa.select(EmploymentTerms).where(EmploymentTerms.employment_id == employment_id)
    return db.session.scalars(query.order_by(EmploymentTerms.number)).all()


def work_of(kind: ContractType, gross: Eur, days: Sequence[tuple[date, Hours]]) -> Work:
    """A contract of one month as the payslip counts it."""
    part_time = {day: amount for day, amount in days if amount != FULL_DAY}
    return Work(kind, gross, len(days), hours_worked([day for day, _ in days], part_time))


def draw_up(row: Employment, regime: Regime, month: Month) -> MonthPlan:
    """The contract of a month; refused where it cannot be. The person is loaded."""
    return _draw_up(row, regime, month, None)


def first_plan(row: Employment, regime: Regime) -> MonthPlan:
    """The first month with a day of work: that of the first day, or the one after it."""
    month = Month.of(row.first_day)
    try:
        return draw_up(row, regime, month)
    except NoWorkThen:
        return draw_up(row, regime, month.next())


def draw_up_again(row: Employment, regime: Regime, month: Month, standing: Contract) -> MonthPlan:
    """The same for a contract that stands already; its days are loaded."""
    return _draw_up(row, regime, month, standing)


def _draw_up(row: Employment, regime: Regime, month: Month, standing: Contract | None) -> MonthPlan:
    part = month_part(regime, month, first_day=row.first_day, last_day=row.last_day)
    age = age_on(row.person.birth_day, month.last_day)
    check_monthly_pay(regime, row.kind, age, month.last_day)
    taken, elsewhere = _other_days(row, month, standing.id if standing else 0)
    check_days_free(row.person.name, part.days, taken=taken, elsewhere=elsewhere)
    rate = coefficient(row.kind, part.days[0][0])
    return MonthPlan(
        part=part,
        coefficient=rate,
        budget=budget_from_gross(part.gross, rate.value),
        minimum=least_monthly(regime.schedule, row.kind, age, month.last_day),
        pay=month_pay(
            _others(row, month, standing),
            work_of(row.kind, part.gross, part.days),
            row.person.situation,
            month,
        ),
    )


def _others(row: Employment, month: Month, standing: Contract | None) -> tuple[Work, ...]:
    """The person's other contracts of the month with the same employer."""
    found = already([row.person_id], row.entity_id, [month.first_day])
    works = list(found.get(row.person_id, {}).get(month, ()))
    if standing is not None:
        days = [(item.day, item.hours) for item in standing.days]
        works.remove(work_of(standing.kind, standing.gross, days))
    return tuple(works)


def _other_days(row: Employment, month: Month, without: int) -> tuple[set[date], dict[date, Hours]]:
    """Days of the person's other contracts: with the same budget, and the hours of all of them."""
    found = db.session.execute(
        sa.select(Contract.unit_id, Contract.assignment_id, WorkDay.day, WorkDay.hours)
        .join(WorkDay, WorkDay.contract_id == Contract.id)
        .where(
            Contract.person_id == row.person_id,
            Contract.id != without,
            Contract.status.not_in(ENDED),
            WorkDay.day.between(month.first_day, month.last_day),
        )
    )
    taken: set[date] = set()
    hours: dict[date, Hours] = {}
    for unit_id, assignment_id, day, amount in found:
        hours[day] = add_hours((hours.get(day, Hours(amount * 0)), amount))
        if unit_id == row.unit_id and assignment_id is None:
            taken.add(day)
    return taken, hours
