"""Writing an amendment: the work, the days with their hours, the pay, and why."""

from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from wtforms import FieldList, Form, FormField, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.employment import DayTwice
from domain.hours import Hours
from domain.terms import Days, Terms, in_order
from web.forms.fields import BaseForm, DayField, EurField, Required, WordField
from web.forms.hours import HoursField
from web.i18n import _l

MOST_DAYS = 120
BLANK = 3  # lines to write new days in


class DayLine(Form):
    """A day of work with its hours."""

    day = DayField(_l("Day"))
    hours = HoursField(
        _l("Hours"), render_kw={"class": "brief", "inputmode": "decimal", "autocomplete": "off"}
    )

    def validate_day(self, field: DayField) -> None:
        """Hours belong to a day."""
        if field.data is None and not field.errors and self.hours.data:
            raise ValidationError(_("Which day? Fill it in, or empty the hours."))


class AmendForm(BaseForm):
    """What the contract becomes; it begins as the contract is."""

    work = WordField(_l("Work"), [Required(), Length(max=400)])
    days = FieldList(FormField(DayLine), _l("Days and hours"), max_entries=MOST_DAYS)
    gross = EurField(_l("Gross pay"), [Required()], least=Decimal("0.01"))
    reason = TextAreaField(
        _l("Why"), [Required(), Length(max=500)], render_kw={"rows": 3, "maxlength": 500}
    )

    @classmethod
    def of(cls, terms: Terms) -> "AmendForm":
        """The contract as it is, ready to be changed."""
        lines = [{"day": day, "hours": hours} for day, hours in terms.days]
        form = cls(work=terms.work, gross=terms.gross, days=lines)
        form.add_lines()
        return form

    def add_lines(self) -> None:
        """Room for more days."""
        for _line in range(min(BLANK, MOST_DAYS - len(self.days))):
            self.days.append_entry()

    def hours_by_day(self) -> Days:
        """The days that are worked, in order; a day without hours is not one of them."""
        found: dict[date, Hours] = {}
        for line in self.days:
            day, hours = line.form.day.data, line.form.hours.data
            if day is None or not hours:
                continue
            if day in found:
                raise DayTwice(day)
            found[day] = hours
        return in_order(found)
