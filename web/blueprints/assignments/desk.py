"""Everything on the page where an assignment is written, laid out from what was typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from flask import g
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from domain.assignment.draft import NotTypedYet
from domain.assignment.plan import NobodyWorks
from domain.assignment.review import Defect
from domain.employment import OFFERED_TYPES, ContractType, check_made_before_work
from domain.errors import RuleError
from domain.money import Eur
from domain.periods import ONE_DAY, Month
from web import clock
from web.forms.assignments import AssignmentForm, WorkerRow, shown_month, worker_rows
from web.forms.calendar import Calendar, calendar
from web.i18n import day_text, word
from web.models.assignment import Assignment
from web.queries.explained import Earner, earners, net_label, parts
from web.queries.parts import Part
from web.queries.reckoning import Reckoning, reckon
from web.queries.working import candidates

AT_CLIENT = frozenset({"vat_number", "country"})  # what only the client's own page can mend


@dataclass(kw_only=True)
class Crew:
    """Who works and when, as it was typed."""

    rows: list[WorkerRow]
    month: Month
    today: date

    @property
    def first(self) -> date:
        """The first day on which work may begin."""
        return self.today + ONE_DAY

    @property
    def chosen(self) -> list[WorkerRow]:
        """The people who are to work."""
        return [row for row in self.rows if row.chosen]

    @property
    def kinds(self) -> list[ContractType]:
        """The kinds of contract to choose from."""
        return list(OFFERED_TYPES)

    def calendar(self, row: WorkerRow) -> Calendar:
        """The days of one person in the month shown."""
        return calendar(self.month, row.days, first=self.first, today=self.today)

    def elsewhere(self, row: WorkerRow) -> list[date]:
        """The days of one person outside the month shown: kept as hidden fields."""
        return [day for day in row.days if Month.of(day) != self.month]

    def refuse_row(self, defect: Defect) -> bool:
        """Put a defect at the person it concerns, once; False where it concerns nobody here."""
        row = next((row for row in self.rows if row.person.id == defect.key), None)
        if row is not None and word(defect.reason) not in row.errors:
            row.refuse(defect.reason)
        return row is not None


@dataclass(kw_only=True)
class Desk(Crew):
    """The form as it was typed, and what it comes to."""

    assignment: Assignment
    form: AssignmentForm
    reckoning: Reckoning
    guests: list[int]
    notes: list[str]  # why something cannot be worked out, where it belongs to no field

    @property
    def parts(self) -> list[Part]:
        """The equation."""
        return parts(self.reckoning, g.person.id)

    @cached_property
    def earners(self) -> list[Earner]:
        """What each person earns."""
        equation = self.reckoning.equation
        return earners(equation.shares, self.reckoning.people) if equation else []

    @cached_property
    def answer(self) -> tuple[str, Eur | None]:
        """The one figure that the page is about."""
        equation = self.reckoning.equation
        net = equation.net if equation is not None and equation.shares else None
        return net_label(self.reckoning, g.person.id), net

    @property
    def balanced(self) -> bool:
        """Everything is paid out or spent, and nobody is paid too little."""
        equation = self.reckoning.equation
        return bool(
            equation is not None
            and not equation.left_over
            and not equation.missing
            and not any(earner.defects for earner in self.earners)
        )

    @property
    def saved(self) -> str:
        """When the draft was last kept."""
        return saved_at(self.assignment.updated, self.today)

    @property
    def wrong(self) -> bool:
        """Something typed cannot be read, or cannot be."""
        return bool(self.form.errors or any(row.errors for row in self.rows))

    def refuse(self, defects: Iterable[Defect]) -> None:
        """Put each defect where it belongs, once."""
        for defect in defects:
            if not self.refuse_row(defect):
                _at_field(self.form, defect.reason)


def lay_out(assignment: Assignment, typed: MultiDict[str, str], guests: Sequence[int]) -> Desk:
    """Read what was typed and work it out, as far as it can be known."""
    today = clock.today()
    form = AssignmentForm(typed)
    form.validate()
    people = candidates(assignment.unit_id, guests, today)
    rows = worker_rows(typed, people, form.work_kind(assignment.kind))
    reckoning = reckon(form.draft(rows, assignment.kind), people, today)
    desk = Desk(
        assignment=assignment, form=form, rows=rows, reckoning=reckoning, guests=list(guests),
        month=shown_month(typed, rows, today + ONE_DAY), today=today, notes=[],
    )  # fmt: skip
    _tell(desk)
    return desk


def _tell(desk: Desk) -> None:
    """What is wrong already while it is typed."""
    for row in desk.chosen:
        if row.days:
            try:
                check_made_before_work(row.days[0], desk.today)
            except RuleError as reason:
                row.refuse(reason)
    for refusal in (desk.reckoning.refusal, desk.reckoning.vat_refusal):
        if refusal is None or isinstance(refusal, NotTypedYet):
            continue
        if isinstance(refusal, NobodyWorks) or _field_of(desk.form, refusal) is None:
            desk.notes.append(word(refusal))
        else:
            _at_field(desk.form, refusal)


def _field_of(form: AssignmentForm, reason: RuleError) -> Any:
    name = "client" if reason.field in AT_CLIENT else reason.field
    return form[name] if name and name in form else None


def _at_field(form: AssignmentForm, reason: RuleError) -> None:
    """Say no at the field, once; above the form where it belongs to none."""
    field, text = _field_of(form, reason), word(reason)
    if field is not None and field.errors and isinstance(reason, NotTypedYet):
        return  # something was typed, and the field already says what is wrong with it
    if field is None:
        if text not in form.form_errors:
            form.form_errors.append(text)
    elif text not in field.errors:
        field.errors = [*field.errors, text]


def saved_at(moment: datetime, today: date) -> str:
    """“Saved at 14:03”, with the day where it was another one."""
    local = moment.astimezone(clock.BRUSSELS)
    time = f"{local:%H:%M}"
    if local.date() == today:
        return str(_("Draft saved at %(time)s", time=time))
    day = day_text(local.date(), "weekday")
    return str(_("Draft saved on %(day)s at %(time)s", day=day, time=time))
