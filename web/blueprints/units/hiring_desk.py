"""Everything on the page where a contract on a running budget is made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask import g
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from domain.assignment.shares import Share
from domain.budget import Budget, check_covered
from domain.employment import NoDay
from domain.errors import RuleError
from domain.hiring import AmountMissing, Hand, NobodyChosen, WorkMissing, review, work_out
from domain.money import Eur
from domain.periods import ONE_DAY, Month
from web import clock
from web.actions.activity import Order
from web.forms.assignments import usual_contract
from web.forms.calendar import Calendar, calendar
from web.forms.hiring import HireForm
from web.i18n import word
from web.models.unit import Unit
from web.queries.budget import budget_of
from web.queries.hiring import days_taken, worker_of
from web.queries.parts import Part, deductions, employer_part, gross_part, net_part
from web.queries.working import Candidate, candidates, person_with_email

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
FIELDS = {"net": "amount", "": "amount"}  # where refusals of the rules belong on this page
MOST_GUESTS = 5


@dataclass(kw_only=True)
class HiringDesk:
    """The form as it was typed, and what it comes to."""

    unit: Unit
    form: HireForm
    people: dict[int, Candidate]
    guests: tuple[str, ...]  # addresses added by the member
    month: Month
    today: date
    budget: Budget
    share: Share | None = None
    others: list[str] = field(default_factory=list)  # reasons that belong to no field

    @property
    def person(self) -> Candidate | None:
        """Who works."""
        return self.people.get(self.form.worker.data)

    @property
    def first(self) -> date:
        """The first day on which work may begin."""
        return self.today + ONE_DAY

    @property
    def calendar(self) -> Calendar:
        """The month that is shown."""
        return calendar(self.month, self.form.days.data, first=self.first, today=self.today)

    @property
    def elsewhere(self) -> list[date]:
        """The days outside the month shown: kept as hidden fields."""
        return [day for day in self.form.days.data if Month.of(day) != self.month]

    @property
    def after(self) -> Eur | None:
        """What would be left to spend; below zero, what is missing."""
        return None if self.share is None else Eur(self.budget.available - self.share.budget)

    @property
    def parts(self) -> list[Part]:
        """From what the contract costs to the net pay."""
        return list(_parts(self.share, self._net_label())) if self.share else []

    def _net_label(self) -> str:
        person = self.person
        if person is None or person.id == g.person.id:
            return str(_("You receive, net"))
        return str(_("%(name)s receives, net", name=person.name))

    @property
    def wrong(self) -> bool:
        """Something typed cannot be read, or cannot be."""
        return bool(self.form.errors or self.others)

    def refuse(self, reason: RuleError) -> None:
        """Say no at the field, once."""
        name = FIELDS.get(reason.field, reason.field)
        if name not in self.form:
            self.others.append(word(reason))
        elif word(reason) not in self.form[name].errors:
            self.form[name].errors = [*self.form[name].errors, word(reason)]

    def ask_for_the_rest(self) -> None:
        """Say what is missing, now that the contract is to be made."""
        form = self.form
        for missing, reason in (
            (self.person is None, NobodyChosen()),
            (not form.work.data, WorkMissing()),
            (not form.days.data, NoDay()),
            (form.amount.data is None and not form.amount.errors, AmountMissing()),
        ):
            if missing:
                self.refuse(reason)

    def order(self) -> Order:
        """The contract to make; call when nothing is wrong."""
        assert self.person is not None
        assert self.share is not None
        return Order(
            person_id=self.person.id,
            name=self.person.name,
            language=self.person.language,
            has_national_number=self.person.has_national_number,
            work=self.form.work.data or "",
            share=self.share,
        )


def lay_out(unit: Unit, typed: MultiDict[str, str]) -> HiringDesk:
    """Read what was typed and work it out, as far as it can be known."""
    today, typed = clock.today(), typed.copy()
    guests, unknown = _guests(typed)
    people = candidates(unit.id, list(guests.values()), today)
    form = HireForm(typed, people)
    form.validate()
    desk = HiringDesk(
        unit=unit, form=form, people=people, guests=tuple(guests), today=today,
        month=_month(typed, form.days.data, today + ONE_DAY), budget=budget_of(unit.id),
    )  # fmt: skip
    if unknown:
        text = _("Nobody signs in here with this address. Check it, or ask them for an account.")
        form.email.errors = [*form.email.errors, text]
    if form.kind.data is None:
        usual = desk.person.usual if desk.person else None
        form.kind.data = usual or usual_contract(unit.kind)
    _work_out(desk)
    return desk


def _guests(typed: MultiDict[str, str]) -> tuple[dict[str, int], bool]:
    """People added by their address, the latest chosen; and whether the new address is unknown."""
    found: dict[str, int] = {}
    for email in typed.getlist("guest")[:MOST_GUESTS]:
        person_id = person_with_email(email)
        if person_id is not None:
            found[email] = person_id
    email = typed.get("email", "").strip()
    if "add" not in typed or not email:
        return found, False
    person_id = person_with_email(email)
    if person_id is None:
        return found, True
    typed["email"], typed["worker"] = "", str(person_id)
    return {**found, email: person_id}, False


def _month(typed: MultiDict[str, str], days: Iterable[date], first: date) -> Month:
    """The month of the calendar: asked for, shown before, of the first day chosen, or next."""
    for text in (typed.get("go", ""), typed.get("month", "")):
        if MONTH.fullmatch(text):
            return max(Month.read(text), Month.of(first))
    return Month.of(max(first, min(days, default=first)))


def _work_out(desk: HiringDesk) -> None:
    """The share of what was typed, and what stands in its way."""
    form, person = desk.form, desk.person
    if person is None or not form.days.data or form.amount.data is None or form.amount.errors:
        return
    worker = worker_of(person, form.kind.data, form.days.data, desk.unit.entity_id)
    try:
        desk.share = work_out(worker, form.direction, form.amount.data)
    except RuleError as reason:
        desk.refuse(reason)
        return
    hand = Hand(
        name=person.name,
        has_national_number=person.has_national_number,
        taken=days_taken(desk.unit.id, person.id),
    )
    for defect in review(desk.share, hand, desk.today):
        desk.refuse(defect)
    try:
        check_covered(desk.budget.available, desk.share.budget)
    except RuleError as reason:
        desk.refuse(reason)


def _parts(share: Share, label: str) -> Iterable[Part]:
    yield Part(
        id="cost",
        label=_("It costs the unit"),
        amount=share.budget,
        sign="whole",
        kind="price",
        rule=_("The employment budget: it leaves the running budget when the days are confirmed."),
    )
    yield employer_part(Eur(share.budget - share.gross), share.budget, (share.coefficient,))
    yield gross_part(share.gross, len(share.days))
    if share.net is not None:
        yield from deductions([share])
        yield net_part(share.net, label)


def first_form() -> MultiDict[str, str]:
    """A new form: the reader works, as most people do for themselves."""
    return MultiDict({"worker": str(g.person.id)})
