"""The hours of each day, typed in a calendar: to declare, to approve, to correct."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.declaring import DayNotPlanned
from domain.errors import RuleError
from domain.hours import NO_HOURS, Hours, hours_text, read_hours
from domain.periods import Month
from web.forms.fields import BaseForm, DayField, Required
from web.i18n import _l, day_text, word

PREFIX = "hours-"
MOST_DAYS = 400  # of one form; a contract has far fewer
LONGEST_PERIOD = timedelta(days=366)  # of one file
Days = Mapping[date, Hours]


class HoursByDay(Field):
    """One number of hours for each day; what was typed is given back, right or wrong."""

    def __init__(self, *args: Any, blank: Hours | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blank = blank  # what an empty day means; None: it must be typed
        self.data: dict[date, Hours] = {}
        self.typed: dict[date, str] = {}
        self.wrong: dict[date, str] = {}
        self.strange: str = ""  # a day that was not asked for

    def process(self, *_args: Any, **_kwargs: Any) -> None:
        """There is no value of that name: ``fill`` reads the days."""
        self.process_errors: list[str] = []

    def fill(self, typed: Any, shown: Days) -> None:
        """Read what was typed; a day that was not sent keeps what is shown."""
        for day, hours in shown.items():
            text = typed.get(f"{PREFIX}{day}") if typed else None
            self.typed[day] = self.show(hours) if text is None else text.strip()
            self._read(day, hours)
        names = [name for name in (typed or ()) if name.startswith(PREFIX)]
        for name in names[:MOST_DAYS]:
            self._look_at(name.removeprefix(PREFIX), shown)

    def _read(self, day: date, shown: Hours) -> None:
        text = self.typed[day]
        if text == self.show(shown):
            self.data[day] = shown
        elif not text and self.blank is not None:
            self.data[day] = self.blank
        else:
            try:
                self.data[day] = read_hours(text)
            except RuleError as reason:
                self.wrong[day] = word(reason)

    def _look_at(self, text: str, shown: Days) -> None:
        """A day of another contract, or none at all: somebody changed the page."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.strange = _("Choose days in the calendar.")
            return
        if day not in shown:
            self.strange = word(DayNotPlanned(day))

    def show(self, hours: Hours) -> str:
        """As it stands in the box; where a day may stay empty, nothing is nothing."""
        return "" if self.blank == hours == NO_HOURS else hours_text(hours)

    def pre_validate(self, form: Any) -> None:
        """The first day that cannot be read, with its name."""
        if self.strange:
            raise ValidationError(self.strange)
        for day, reason in sorted(self.wrong.items()):
            raise ValidationError(f"{day_text(day)}: {reason}")

    def refuse(self, error: RuleError) -> None:
        """A rule says no, to one day or to all."""
        self.errors: list[str] = [*self.errors, word(error)]
        day = getattr(error, "day", None)
        if day is not None:
            self.wrong[day] = word(error)


class WorktimeForm(BaseForm):
    """The hours of a contract; the days are those that it has."""

    days = HoursByDay(_l("Hours that you worked"))
    whole = HiddenField()  # all of them, as they stand
    back = HiddenField()  # where to go on afterwards
    version = HiddenField()  # of the contract that was shown; empty where none was

    def __init__(self, typed: Any, shown: Days) -> None:
        super().__init__(typed)
        self.days.fill(typed, shown)

    def hours(self) -> Days | None:
        """What was typed; None for everything as it stands."""
        return None if self.whole.data else self.days.data

    def check_version(self, contract: Any) -> None:
        """Stop, with a 409, if the hours were declared anew since they were shown."""
        if self.version.data and self.version.data != str(contract.version):
            raise StaleDataError

    def refuse(self, error: RuleError) -> None:
        """Refusals of hours and of days belong to the calendar."""
        if error.field in ("days", "hours"):
            self.days.refuse(error)
        else:
            super().refuse(error)


class CorrectionForm(WorktimeForm):
    """What was really worked, and why it was approved otherwise."""

    days = HoursByDay(_l("Hours that were worked"), blank=NO_HOURS)
    reason = TextAreaField(
        _l("Why"), [Required(), Length(max=500)], render_kw={"rows": 3, "maxlength": 500}
    )


class PeriodForm(BaseForm):
    """From which day to which one; of one's own contracts alone, or of all in sight."""

    since = DayField(_l("From"), [Required()])
    until = DayField(_l("Until"), [Required()])
    mine = HiddenField()

    def begin(self, month: Month) -> None:
        """A month, where nothing is asked for."""
        self.since.data, self.until.data = month.first_day, month.last_day

    def validate_until(self, field: DayField) -> None:
        """Refuse a period that ends before it begins, or that is longer than a year."""
        if field.data and self.since.data:
            if field.data < self.since.data:
                raise ValidationError(_("The last day lies before the first one."))
            if field.data - self.since.data > LONGEST_PERIOD:
                raise ValidationError(_("Choose a year at most."))

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day; call when both are there."""
        assert self.since.data is not None
        assert self.until.data is not None
        return self.since.data, self.until.data
