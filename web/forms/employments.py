"""Offering open-ended employment, changing it, ending it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import EmailField, FieldList, RadioField, SelectField, TextAreaField
from wtforms.validators import Length

from domain.errors import N_
from domain.hiring import WAYS, Way
from domain.hours import NO_HOURS
from domain.open_ended import LASTING_TYPES
from domain.periods import Month
from domain.schedule import WEEK, Schedule
from web.forms.assignments import Asked, at_most
from web.forms.fields import BaseForm, DayField, EurField, LabelField, Required, WordField
from web.forms.hours import HoursField
from web.i18n import _l, month_text
from web.queries.working import Candidate

FULL, PART = "full", "part"
WEEKS = {FULL: N_("Full time, from Monday to Friday"), PART: N_("Other hours")}
YEAR = 12  # months from which a change can be chosen
REASON = {"rows": 3, "maxlength": 500}


def _ways() -> Iterable[tuple[str, str]]:
    return [(way.value, _(text)) for way, text in WAYS.items()]


def _weeks() -> Iterable[tuple[str, str]]:
    return [(value, _(text)) for value, text in WEEKS.items()]


class WeekForm(BaseForm):
    """The hours of each weekday; full time needs none of them."""

    week = RadioField(_l("Hours"), choices=_weeks, default=FULL)
    schedule = FieldList(
        HoursField(
            "",
            render_kw={"class": "brief", "inputmode": "decimal", "autocomplete": "off"},
        ),
        _l("Hours of each day of the week"),
        min_entries=WEEK,
        max_entries=WEEK,
    )

    @property
    def part_time(self) -> bool:
        """Do the hours of the weekdays count?"""
        return bool(self.week.data == PART)

    @property
    def hours_typed(self) -> Schedule:
        """The week as it was typed; what cannot be read counts as nothing."""
        if not self.part_time:
            return Schedule.full_time()
        return Schedule(tuple(entry.data or NO_HOURS for entry in self.schedule))

    def show_week(self, schedule: Schedule) -> None:
        """Begin with this week."""
        self.week.data = FULL if schedule == Schedule.full_time() else PART
        for entry, amount in zip(self.schedule, schedule.week, strict=True):
            entry.data = amount or None


class EmploymentForm(WeekForm):
    """Who works, what, since when, for how much; what is missing is said when it is sent."""

    worker = RadioField(_l("Who works"), coerce=int, validate_choice=False)
    kind = LabelField(_l("Contract"), LASTING_TYPES, [Asked()])
    work = WordField(_l("What is the work?"), [Asked(), Length(max=400)])
    first_day = DayField(_l("First day of work"), [Asked()])
    last_day = DayField(_l("Last day, if it is agreed now"))
    way = RadioField(_l("Start from"), choices=_ways, default=Way.GROSS.value)
    amount = EurField(_l("Amount a month"), [Asked(), at_most], least=Decimal("0.01"))
    email = EmailField(_l("Someone else, by their exact e-mail address"), [Length(max=254)])

    def __init__(self, typed: Any, people: Mapping[int, Candidate]) -> None:
        super().__init__(typed)
        self.worker.choices = [(person.id, person.name) for person in people.values()]

    @property
    def direction(self) -> Way:
        """Which amount was typed."""
        return Way(self.way.data) if self.way.data in WAYS else Way.GROSS


class ChangeForm(WeekForm):
    """Other pay or another week, from a month on."""

    since = SelectField(_l("From which month"), [Required()], coerce=str)
    amount = EurField(_l("Gross pay a month"), [Required(), at_most], least=Decimal("0.01"))
    reason = TextAreaField(_l("Why"), [Required(), Length(max=500)], render_kw=REASON)

    def offer_months(self, first: Month) -> None:
        """The months from which it may begin."""
        months = [first]
        while len(months) < YEAR:
            months.append(months[-1].next())
        self.since.choices = [(str(month), month_text(month)) for month in months]

    @property
    def month(self) -> Month:
        """The month chosen; call when the form is valid."""
        return Month.read(self.since.data)


class EndForm(BaseForm):
    """On which day it ends, and why."""

    last_day = DayField(_l("Last day of work"), [Required()])
    reason = TextAreaField(_l("Why"), [Required(), Length(max=500)], render_kw=REASON)


class AnswerForm(BaseForm):
    """Why not, if one wants to say it."""

    reason = TextAreaField(_l("Why, if you want to say it"), [Length(max=500)], render_kw=REASON)
