"""Everything on the page where a contract on a running budget is made."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import g
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from domain.assignment.shares import Share
from domain.budget import check_covered
from domain.employment import NoDay
from domain.errors import RuleError
from domain.hiring import AmountMissing, NobodyChosen, WorkMissing, review, work_out
from domain.money import Eur
from domain.periods import ONE_DAY
from web import clock
from web.actions.activity import Order
from web.blueprints.units.days_desk import DaysDesk, month_shown
from web.blueprints.units.guests import guests_of
from web.forms.assignments import usual_contract
from web.forms.hiring import HireForm
from web.models.unit import Unit
from web.queries.budget import budget_of
from web.queries.hiring import hand_of, worker_of
from web.queries.parts import Part, cost_parts, deductions, gross_part, net_part, receives
from web.queries.working import Candidate, candidates


@dataclass(kw_only=True)
class HiringDesk(DaysDesk):
    """The form of one contract as it was typed, and what it comes to."""

    share: Share | None = None

    @property
    def person(self) -> Candidate | None:
        """Who works."""
        return self.people.get(self.form.worker.data)

    @property
    def ticked(self) -> tuple[int, ...]:
        """Who is chosen, by id."""
        return (self.form.worker.data,)

    @property
    def asks_first(self) -> bool:
        """Is it somebody else, who must accept it?"""
        return self.person is not None and self.person.id != g.person.id

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
        who = person.name if person else ""
        return receives(who, is_reader=person is None or person.id == g.person.id)

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
    guests, unknown = guests_of(typed)
    people = candidates(unit.id, list(guests.values()), today)
    form = HireForm(typed, people)
    form.validate()
    desk = HiringDesk(
        unit=unit, form=form, people=people, guests=tuple(guests), today=today,
        month=month_shown(typed, form.days.data, today + ONE_DAY), budget=budget_of(unit.id),
    )  # fmt: skip
    if unknown:
        desk.refuse_stranger()
    if form.kind.data is None:
        usual = desk.person.usual if desk.person else None
        form.kind.data = usual or usual_contract(unit.kind)
    _work_out(desk)
    return desk


def _work_out(desk: HiringDesk) -> None:
    """The share of what was typed, and what stands in its way."""
    form, person = desk.form, desk.person
    if person is None or not form.days.data or form.amount.data is None:
        return
    if form.amount.errors or form.hours.errors:
        return
    worker = worker_of(
        person, form.kind.data, form.days.data, desk.unit.entity_id, hours=form.hours_by_day
    )
    try:
        desk.share = work_out(worker, form.direction, form.amount.data)
    except RuleError as reason:
        desk.refuse(reason)
        return
    hand = hand_of(
        desk.unit.id,
        desk.share,
        name=person.name,
        has_national_number=person.has_national_number,
        birth_day=person.birth_day,
    )
    for defect in review(desk.share, hand, desk.today):
        desk.refuse(defect)
    try:
        check_covered(desk.budget.available, desk.share.budget)
    except RuleError as reason:
        desk.refuse(reason)


def _parts(share: Share, label: str) -> Iterable[Part]:
    yield from cost_parts(share, _("It costs the unit"))
    yield gross_part(share.gross, len(share.days))
    if share.net is not None:
        yield from deductions([share])
        yield net_part(share.net, label)


def first_form() -> MultiDict[str, str]:
    """A new form: the reader works, as most people do for themselves."""
    return MultiDict({"worker": str(g.person.id)})
