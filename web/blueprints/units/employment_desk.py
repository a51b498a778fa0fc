"""Everything on the page where open-ended employment is offered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from domain.ages import age_on
from domain.assignment.plan import Worker
from domain.assignment.shares import Share
from domain.budget import Budget, check_covered
from domain.employment import ContractType
from domain.errors import RuleError
from domain.explain import Line
from domain.hiring import AmountMissing, NobodyChosen, Way, WorkMissing, work_out
from domain.hours import FULL_DAY
from domain.lasting_offer import FirstDayMissing, Wish, review
from domain.money import Eur
from domain.open_ended import LASTING_TYPES, MONTHS, Regime, least_monthly
from domain.periods import ONE_DAY, Month
from web import clock
from web.actions.employments import Order, drawn_up
from web.blueprints.units.guests import guests_of
from web.extensions import db
from web.forms.assignments import usual_contract
from web.forms.calendar import weekday_names
from web.forms.employments import EmploymentForm
from web.i18n import locale, word
from web.models.person import Person
from web.models.unit import Unit
from web.queries.budget import budget_of
from web.queries.employment_months import MonthPlan, first_plan
from web.queries.employments import facts_of
from web.queries.parts import Part, cost_parts, deductions, net_part, receives
from web.queries.working import Candidate, candidates

FIELDS = {"net": "amount", "": "amount", "days": "first_day", "hours": "schedule"}


@dataclass(kw_only=True)
class EmploymentDesk:
    """The form as it was typed, and what it comes to."""

    unit: Unit
    form: EmploymentForm
    people: dict[int, Candidate]
    guests: tuple[str, ...]  # addresses added by the member
    today: date
    budget: Budget
    share: Share | None = None  # of a whole month
    minimum: Line | None = None
    first_month: MonthPlan | None = None
    others: list[str] = field(default_factory=list)  # reasons that belong to no field
    week: list[str] = field(default_factory=list)  # reasons that belong to the hours

    @property
    def person(self) -> Candidate | None:
        """Who works."""
        return self.people.get(self.form.worker.data)

    @property
    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """The days of the week, short and long."""
        return weekday_names(locale())

    @property
    def earliest(self) -> date:
        """The first day on which work may begin."""
        return self.today + ONE_DAY

    @property
    def yearly(self) -> Eur | None:
        """What twelve whole months cost."""
        return Eur(self.share.budget * MONTHS) if self.share else None

    @property
    def after(self) -> Eur | None:
        """What would be left to spend after the first month; below zero, what is missing."""
        if self.first_month is None:
            return None
        return Eur(self.budget.available - self.first_month.budget)

    @property
    def parts(self) -> list[Part]:
        """From what a whole month costs to the net pay."""
        return list(_parts(self.share, self._net_label())) if self.share else []

    def _net_label(self) -> str:
        person = self.person
        who = person.name if person else ""
        return receives(who, is_reader=person is None or person.id == g.person.id)

    @property
    def wrong(self) -> bool:
        """Something typed cannot be read, or cannot be."""
        return bool(self.form.errors or self.others or self.week)

    def refuse(self, reason: RuleError) -> None:
        """Say no at the field, once."""
        name, text = FIELDS.get(reason.field, reason.field), word(reason)
        if name == "schedule":
            places = self.week
        elif name in self.form:
            self.form[name].errors = [*self.form[name].errors]
            places = self.form[name].errors
        else:
            places = self.others
        if text not in places:
            places.append(text)

    def ask_for_the_rest(self) -> None:
        """Say what is missing, now that it is to be offered."""
        form = self.form
        for missing, reason in (
            (self.person is None, NobodyChosen()),
            (not form.work.data, WorkMissing()),
            (form.first_day.data is None and not form.first_day.errors, FirstDayMissing()),
            (form.amount.data is None and not form.amount.errors, AmountMissing()),
        ):
            if missing:
                self.refuse(reason)

    def order(self) -> Order:
        """What to offer; call when nothing is wrong."""
        assert self.person is not None
        assert self.share is not None
        return self.order_of(self.person, self.share)

    def order_of(self, person: Candidate, share: Share) -> Order:
        """The same while it is typed."""
        form = self.form
        assert form.first_day.data is not None
        wish = Wish(
            kind=form.kind.data,
            first_day=form.first_day.data,
            last_day=form.last_day.data,
            regime=Regime(monthly_gross=share.gross, schedule=form.hours_typed),
        )
        row = db.session.get_one(Person, person.id)
        return Order(person=row, work=form.work.data or "", wish=wish)


def lay_out(unit: Unit, typed: MultiDict[str, str]) -> EmploymentDesk:
    """Read what was typed and work it out, as far as it can be known."""
    today, typed = clock.today(), typed.copy()
    guests, unknown = guests_of(typed)
    people = candidates(unit.id, list(guests.values()), today)
    form = EmploymentForm(typed, people)
    form.validate()
    desk = EmploymentDesk(
        unit=unit, form=form, people=people, guests=tuple(guests), today=today,
        budget=budget_of(unit.id),
    )  # fmt: skip
    if unknown:
        text = _("Nobody signs in here with this address. Check it, or ask them for an account.")
        form.email.errors = [*form.email.errors, text]
    if form.kind.data is None:
        form.kind.data = _usual(desk)
    _work_out(desk)
    return desk


def _usual(desk: EmploymentDesk) -> ContractType:
    usual = (desk.person.usual if desk.person else None) or usual_contract(desk.unit.kind)
    return usual if usual in LASTING_TYPES else ContractType.WHITE_COLLAR


def _work_out(desk: EmploymentDesk) -> None:
    """What a whole month and the first one come to, and what stands in the way."""
    form, person = desk.form, desk.person
    unread = form.amount.data is None or form.amount.errors or form.kind.errors
    if person is None or form.first_day.data is None or unread:
        return
    if form.part_time and form.schedule.errors:
        desk.week = [_("Type hours from 0 to 24, such as 7.5 or 7:30.")]
        return
    try:
        desk.share = _whole_month(form, person)
    except RuleError as reason:
        desk.refuse(reason)
        return
    _look_at(desk, desk.order_of(person, desk.share))


def _whole_month(form: EmploymentForm, person: Candidate) -> Share:
    """A whole month at these hours, alone: other contracts of a month change its net."""
    assert form.first_day.data is not None
    assert form.amount.data is not None
    month = Month.of(form.first_day.data)
    days = form.hours_typed.between(month.first_day, month.last_day)
    worker = Worker(
        key=person.id,
        contract_type=form.kind.data,
        days=tuple(day for day, _hours in days),
        hours={day: amount for day, amount in days if amount != FULL_DAY},
        situation=person.situation,
        birth_day=person.birth_day,
    )
    found = work_out(worker, form.direction, form.amount.data)
    return work_out(worker, Way.GROSS, found.gross)


def _look_at(desk: EmploymentDesk, order: Order) -> None:
    wish, person = order.wish, order.person
    for reason in review(wish, facts_of(person, desk.unit.id, wish.first_day), desk.today):
        desk.refuse(reason)
    try:
        age = age_on(person.birth_day, wish.first_day)
        desk.minimum = least_monthly(wish.regime.schedule, wish.kind, age, wish.first_day)
        desk.first_month = first_plan(drawn_up(desk.unit, order), wish.regime)
        check_covered(desk.budget.available, desk.first_month.budget)
    except RuleError as reason:
        desk.refuse(reason)


def _parts(share: Share, label: str) -> Iterator[Part]:
    yield from cost_parts(share, _("A whole month costs the unit"))
    yield Part(
        id="gross",
        label=_("Gross pay"),
        amount=share.gross,
        sign="rest",
        kind="rest",
        by=ngettext("%(num)s day", "%(num)s days", len(share.days)),
        rule=_("The same every whole month, whatever its number of days."),
    )
    if share.net is not None:
        yield from deductions([share])
        yield net_part(share.net, label)
