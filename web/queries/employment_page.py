"""Everything on the page of one agreement: how it stands, its months, its changes, its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.contract_life import AGREED, ENDED, ContractStatus
from domain.employment import coefficient
from domain.ending import leaving_estimate
from domain.errors import RuleError
from domain.hours import Hours
from domain.lasting_state import State, state_of
from domain.money import Eur, total
from domain.open_ended import MONTHS, NoWorkThen, Regime, month_part, months_between
from domain.payroll.gross import budget_from_gross
from domain.payroll.holiday_pay import HolidayPay
from domain.periods import Month
from domain.schedule import is_full_time
from web.extensions import HundredthsOfHours, db
from web.models.contract import Contract, WorkDay
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.models.person import Person
from web.queries.audit import Happening, history_of
from web.queries.budget import available_of
from web.queries.employment_months import agreed_first, changes_of, regime_for, regime_of
from web.queries.employments import Outlook, made_months, outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """The contract of one month."""

    id: int
    month: Month
    days: int
    hours: Hours
    gross: Eur
    budget: Eur
    net: Eur  # estimated
    status: ContractStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change: what was agreed before it, and what it brings."""

    row: EmploymentTerms
    before: Regime
    after: Regime
    late: bool  # its first month has begun without an answer

    @property
    def waits(self) -> bool:
        """Can it still be answered?"""
        return self.row.status is ContractStatus.OFFERED and not self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The holiday pay that the end leaves: an estimate, paid by nobody from here."""

    gross: Eur  # of the year of the last day
    pay: HolidayPay | None  # None: a holiday fund pays
    refusal: RuleError | None  # why it cannot be worked out


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How somebody is concerned."""

    works: bool
    holds: bool
    office: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything about one agreement."""

    row: Employment
    state: State
    reader: Reader
    first: Regime
    regime: Regime  # in force today, or at the start
    full_time: bool
    monthly_budget: Eur | None  # of a whole month; None: the coefficient is not known
    months: Sequence[MonthLine]
    outlook: Sequence[Outlook]
    available: Eur
    changes: Sequence[ChangeLine]
    leaving: Leaving | None
    history: Sequence[Happening]

    @property
    def yearly_budget(self) -> Eur | None:
        """What twelve whole months cost."""
        return None if self.monthly_budget is None else Eur(self.monthly_budget * MONTHS)

    @property
    def problems(self) -> list[Outlook]:
        """The months that cannot be made as things are."""
        return [item for item in self.outlook if item.reason]

    @property
    def undeclared(self) -> bool:
        """Red for everyone concerned: work has begun, and no receipt is recorded."""
        live = self.state in (State.GOING_ON, State.ENDING, State.OVER)
        return live and not self.row.dimona_number

    @property
    def redo(self) -> list[Month]:
        """Months of which every contract was cancelled."""
        standing = {line.month for line in self.months if line.status not in ENDED}
        return sorted({line.month for line in self.months} - standing)


def reader_of(row: Employment, person: Person, held: sa.Select[int], office: bool) -> Reader:
    """How the reader is concerned."""
    holds = db.session.scalar(sa.select(sa.literal(row.unit_id).in_(held)))
    return Reader(works=row.person_id == person.id, holds=bool(holds), office=office)


def story_of(row: Employment, reader: Reader, today: date) -> Story:
    """Read everything there is; the person and the unit are loaded."""
    changes = changes_of(row.id)
    regime = regime_for(row, changes, max(Month.of(today), Month.of(row.first_day)))
    available = available_of(row.unit_id)
    return Story(
        row=row,
        state=state_of(row.status, row.first_day, row.last_day, today),
        reader=reader,
        first=agreed_first(row),
        regime=regime,
        full_time=is_full_time(regime.schedule.weekly, row.first_day),
        monthly_budget=_cost(row, regime, today),
        months=month_lines(row.id),
        outlook=outlook(row, changes, made_months(row.id), available, today)[0],
        available=available,
        changes=list(_changes(row, changes, today)),
        leaving=_leaving(row, changes) if _leaves(row) else None,
        history=history_of("employment", row.id),
    )


def _cost(row: Employment, regime: Regime, today: date) -> Eur | None:
    try:
        rate = coefficient(row.kind, max(today, row.first_day))
    except RuleError:
        return None
    return budget_from_gross(regime.monthly_gross, rate.value)


def month_lines(employment_id: int) -> list[MonthLine]:
    """Its contracts, the latest month first."""
    hours = sa.type_coerce(sa.func.coalesce(sa.func.sum(WorkDay.hours), 0), HundredthsOfHours())
    rows = db.session.execute(
        sa.select(Contract, sa.func.count(WorkDay.day), hours)
        .outerjoin(WorkDay, WorkDay.contract_id == Contract.id)
        .where(Contract.employment_id == employment_id)
        .group_by(Contract.id)
        .order_by(Contract.first_day.desc(), Contract.id.desc())
    )
    return [
        MonthLine(
            id=contract.id, month=Month.of(contract.first_day), days=days, hours=amount,
            gross=contract.gross, budget=contract.budget, net=contract.estimated_net,
            status=contract.status,
        )
        for contract, days, amount in rows
    ]  # fmt: skip


def _changes(
    row: Employment, changes: Sequence[EmploymentTerms], today: date
) -> Iterator[ChangeLine]:
    for place, change in enumerate(changes):
        yield ChangeLine(
            row=change,
            before=regime_for(row, changes[:place], change.since),
            after=regime_of(change),
            late=change.since.first_day <= today,
        )


def _leaves(row: Employment) -> bool:
    return row.status is ContractStatus.MADE and row.last_day is not None


def _leaving(row: Employment, changes: Sequence[EmploymentTerms]) -> Leaving:
    """On the gross pay of the year of the last day: contracts made, and months still to come."""
    assert row.last_day is not None
    last = Month.of(row.last_day)
    made: dict[Month, list[Eur]] = {}
    for line in month_lines(row.id):
        if line.status in AGREED:
            made.setdefault(line.month, []).append(line.gross)
    gross: list[Eur] = []
    for month in months_between(row.first_day, row.last_day, last):
        if month.year == last.year:
            gross += made.get(month) or _planned(row, changes, month)
    whole = total(gross)
    try:
        pay, refusal = leaving_estimate(row.kind, whole, row.last_day), None
    except RuleError as reason:
        pay, refusal = None, reason
    return Leaving(gross=whole, pay=pay, refusal=refusal)


def _planned(row: Employment, changes: Sequence[EmploymentTerms], month: Month) -> list[Eur]:
    try:
        part = month_part(
            regime_for(row, changes, month), month, first_day=row.first_day, last_day=row.last_day
        )
    except NoWorkThen:
        return []
    return [part.gross]
