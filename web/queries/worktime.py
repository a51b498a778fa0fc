"""The hours of one contract, as its page tells them: planned, declared, approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.contract_life import ContractStatus
from domain.declaring import answer_until
from domain.errors import RuleError
from domain.hours import NO_HOURS, Hours, add_hours
from domain.money import Eur
from domain.work import worked_part
from web import clock
from web.models.contract import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What so many hours come to."""

    days: int
    hours: Hours
    planned_days: int
    planned_hours: Hours
    gross: Eur | None  # None: these hours cannot be paid
    planned_gross: Eur

    @property
    def is_less(self) -> bool:
        """Is it less than planned?"""
        return self.hours < self.planned_hours


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day, as it was planned and as it is declared."""

    day: date
    planned: Hours
    said: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Worktime:
    """What is known of the hours of a contract."""

    lines: tuple[DayLine, ...]
    sum: Sum  # as declared so far
    declared: datetime | None
    by_worker: bool
    locked: bool
    answer_until: date | None  # after it, what the worker declared counts as approved

    @property
    def planned(self) -> dict[date, Hours]:
        """What was agreed for each day."""
        return {line.day: line.planned for line in self.lines}

    @property
    def shown(self) -> dict[date, Hours]:
        """The hours of each day."""
        return {line.day: line.said for line in self.lines}


def worktime_of(contract: Contract) -> Worktime:
    """Read it off a contract whose days are loaded."""
    locked = contract.status is ContractStatus.CONFIRMED
    lines = tuple(
        DayLine(
            item.day,
            item.hours,
            item.hours if locked or item.declared is None else item.declared,
        )
        for item in contract.days
    )
    by_worker = contract.declared is not None and contract.declared_by_id == contract.person_id
    until = None
    if by_worker and not locked and contract.declared is not None:
        until = answer_until(clock.day_of(contract.declared), contract.last_day)
    return Worktime(
        lines=lines,
        sum=sum_of(contract, {line.day: line.said for line in lines}),
        declared=contract.declared,
        by_worker=by_worker,
        locked=locked,
        answer_until=until,
    )


def sum_of(contract: Contract, hours: Mapping[date, Hours]) -> Sum:
    """What these hours of a contract come to."""
    planned = {item.day: item.hours for item in contract.days}
    gross: Eur | None = contract.gross
    if hours != planned:
        try:
            gross = worked_part(
                gross=contract.gross, budget=contract.budget, planned=planned, worked=hours
            ).gross
        except RuleError:
            gross = None
    return Sum(
        days=sum(number > NO_HOURS for number in hours.values()),
        hours=add_hours(hours.values()),
        planned_days=len(planned),
        planned_hours=add_hours(planned.values()),
        gross=gross,
        planned_gross=contract.gross,
    )
