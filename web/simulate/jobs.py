"""The contracts of a month as they were worked, and what each of them earned."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from domain.archived import to_plain
from domain.entities import EntityCode, entity_for
from domain.hours import FULL_DAY, Hours, add_hours
from domain.money import Eur
from domain.payments import NOTHING, PayIncrement
from domain.payroll.payslip import Payslip, Situation, Work
from domain.simulated.paying import STAND_IN
from domain.simulated.titles import title_of
from domain.simulated.work import KINDS
from domain.work import Earned, add_up, month_due
from web.simulate.cast import details_of
from web.simulate.invoices import cents
from web.simulate.people import entity_ids
from web.simulate.store import Making


@dataclass(frozen=True, slots=True)
class Job:
    """One contract as it was worked."""

    key: int  # the row
    place: int
    unit_id: int
    code: EntityCode
    entity_id: int
    person_id: int
    work: Work
    days: tuple[date, ...]
    hours: tuple[Hours, ...]
    budget: Eur
    confirmed: date
    title: str


@dataclass(slots=True)
class Pay:
    """The month of one person with one employer, contract after contract."""

    situation: Situation
    works: tuple[Work, ...] = ()
    amounts: PayIncrement = NOTHING
    slip: Payslip | None = None
    jobs: list[tuple[Job, Eur, date | None]] = field(default_factory=list)  # with net and due day


Pays = dict[tuple[int, int], Pay]  # by entity and person


class Situations:
    """The family of each person, which no act changes in this year."""

    def __init__(self, making: Making) -> None:
        @lru_cache(maxsize=50_000)
        def known(person_id: int) -> tuple[Situation, str, dict[str, Any]]:
            found = details_of(person_id, making)
            situation = Situation(spouse=found.spouse, children=found.children)
            return situation, found.language, to_plain(situation)

        self.of = known


def jobs_between(making: Making, first: date, last: date) -> list[Job]:
    """Contracts that are confirmed between two days."""
    work, plan, ids = making.plan.work, making.plan, entity_ids()
    low, high = first.toordinal(), last.toordinal()
    found = []
    for place, day in enumerate(work.confirmed):
        if not low <= day <= high:
            continue
        unit = plan.units[work.unit[place]]
        span = range(work.first[place], work.first[place] + work.many[place])
        hours = tuple(Hours(cents(work.hours[at])) for at in span)
        full = all(item == FULL_DAY for item in hours)
        kind, gross = KINDS[work.kind[place]], cents(work.gross[place])
        code = entity_for(unit.kind)
        found.append(
            Job(
                key=place + 1, place=place, unit_id=unit.key, code=code, entity_id=ids[code],
                person_id=work.person[place],
                work=Work(kind, gross, len(hours), None if full else add_hours(hours)),
                days=tuple(date.fromordinal(work.day[at]) for at in span), hours=hours,
                budget=cents(work.budget[place]), confirmed=date.fromordinal(day),
                title=title_of(unit, place),
            )
        )  # fmt: skip
    return found


def earn(pay: Pay, job: Job) -> PayIncrement:
    """What the contract adds to the month, as the rules of pay say it."""
    before = Earned(works=pay.works, amounts=pay.amounts)
    due = month_due(STAND_IN, job.work, before, pay.situation)
    pay.works, pay.slip = (*pay.works, job.work), due.slip
    pay.amounts = add_up([pay.amounts, due.added])
    return due.added
