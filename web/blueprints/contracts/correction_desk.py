"""Everything on the page where approved hours are corrected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, g

from domain.contract_life import ContractStatus
from domain.correcting import Side, answering, corrected
from domain.hours import NO_HOURS, Hours, add_hours
from domain.periods import Month, NotAMonth
from domain.roles import Role
from domain.terms import Terms
from web import clock
from web.access import HELD, find
from web.actions.corrections import agreed_of
from web.blueprints.contracts.reading import the
from web.documents.contract import terms_of
from web.forms.calendar import Calendar, calendar
from web.forms.worktime import CorrectionForm
from web.models.amendment import Amendment
from web.models.contract import Contract
from web.queries import contracts as queries
from web.queries.amendments import Change, changes_of
from web.queries.work_days import months_closed

OFFICE = frozenset({Role.ADVISER, Role.ADMIN_TEAM})
MOST_MONTHS = 6  # shown at once


@dataclass(frozen=True, kw_only=True)
class CorrectionDesk:
    """The form as it was typed, what it comes to, and the correction that waits."""

    contract: Contract
    form: CorrectionForm
    months: tuple[Month, ...]
    waiting: Change | None
    works: bool  # the reader is the worker
    holds: bool  # the reader holds the unit
    office: bool
    closed: list[Month]  # months whose payslips are closed
    today: date

    @property
    def both(self) -> bool:
        """Is the reader both sides?"""
        return self.works and self.holds

    @property
    def calendars(self) -> list[Calendar]:
        """The months in which hours can be typed."""
        return [calendar(month, (), first=date.max, today=self.today) for month in self.months]

    @property
    def previous(self) -> bool:
        """Can an earlier month be shown?"""
        return self.months[0] > Month.of(_made(self.contract)) and len(self.months) < MOST_MONTHS

    @property
    def next(self) -> bool:
        """Can a later month be shown?"""
        return self.months[-1] < Month.of(self.today) and len(self.months) < MOST_MONTHS

    @property
    def before(self) -> Terms:
        """The contract as approved."""
        return terms_of(self.contract)

    @property
    def hours(self) -> Hours:
        """All hours that are typed."""
        return add_hours(self.form.days.data.values())

    @property
    def days(self) -> int:
        """On how many days."""
        return sum(number > NO_HOURS for number in self.form.days.data.values())

    @property
    def after(self) -> Terms | None:
        """The contract as it would become; None where nothing is left of it."""
        kept = {day: number for day, number in self.form.days.data.items() if number}
        return corrected(self.before, kept, agreed_of(self.contract)) if kept else None

    def side_of(self, amendment: Amendment | Change) -> Side:
        """Who answers it."""
        return answering(by_worker=amendment.made_by_id == self.contract.person_id)

    @property
    def asked(self) -> bool:
        """Is the reader asked about the correction that waits?"""
        if self.waiting is None:
            return False
        return self.works if self.side_of(self.waiting) is Side.WORKER else self.holds

    def may_withdraw(self, amendment: Amendment | Change) -> bool:
        """Is the reader on the side that proposed it?"""
        if self.side_of(amendment) is Side.HOLDER:
            return self.works
        return self.holds or self.office


def lay_out(contract_id: int, typed: Mapping[str, str]) -> CorrectionDesk:
    """Read what was typed, by who may correct this contract."""
    contract, today = the(contract_id), clock.today()
    works, holds = contract.person_id == g.person.id, queries.is_held(contract, HELD)
    office = not works and not g.person.roles.isdisjoint(OFFICE)
    if not (works or holds or office):
        abort(403)
    months = _months(contract, typed, today)
    form = CorrectionForm(typed or None, _shown(contract, months, today))
    changes = changes_of(contract_id)
    return CorrectionDesk(
        contract=contract,
        form=form,
        months=months,
        waiting=next((item for item in changes if is_open(item, contract)), None),
        works=works,
        holds=holds,
        office=office,
        closed=months_closed(contract.entity_id, [item.day for item in contract.days]),
        today=today,
    )


def is_open(change: Change, contract: Contract) -> bool:
    """Does it wait for an answer? Amendments from before the approval can no longer be answered."""
    confirmed = contract.confirmed
    return change.waits and confirmed is not None and change.made >= confirmed


def the_correction(contract_id: int, amendment_id: int) -> Amendment:
    """A correction of this contract, in the reader's sight."""
    found = find(Amendment, amendment_id)
    if found.contract_id != contract_id:
        abort(404)
    return found


def _made(contract: Contract) -> date:
    return clock.day_of(contract.made) if contract.made else contract.first_day


def _months(contract: Contract, typed: Mapping[str, str], today: date) -> tuple[Month, ...]:
    """The months of the contract, and those that were asked for beside them."""
    first, last = Month.of(contract.first_day), Month.of(contract.last_day)
    since = min(_month(typed.get("since", ""), first), first)
    until = max(_month(typed.get("until", ""), last), last)
    if typed.get("wider") == "previous":
        since = since.previous()
    if typed.get("wider") == "next":
        until = until.next()
    since = max(since, min(first, Month.of(_made(contract))))
    until = min(until, max(last, Month.of(today)))
    found = [since]
    while found[-1] < until and len(found) < MOST_MONTHS:
        found.append(found[-1].next())
    return tuple(found)


def _month(typed: str, usual: Month) -> Month:
    try:
        return Month.read(typed)
    except NotAMonth:
        return usual


def _shown(contract: Contract, months: tuple[Month, ...], today: date) -> dict[date, Hours]:
    """Every day on which hours can be typed, with those that are approved."""
    approved = {item.day: item.hours for item in contract.days}
    day, last = months[0].first_day, min(months[-1].last_day, today)
    found = dict(approved)
    while day <= last:
        if contract.status is ContractStatus.CONFIRMED and day > _made(contract):
            found.setdefault(day, NO_HOURS)
        day += timedelta(days=1)
    return dict(sorted(found.items()))
