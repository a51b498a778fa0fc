"""Days of work, a reason, and the receipt of a declaration."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import Length, ValidationError

from web.forms.fields import BaseForm, Required, WordField
from web.i18n import _l

MOST_DAYS = 400  # of one form; a contract has far fewer


class DaysField(Field):
    """The days ticked in a calendar."""

    data: tuple[date, ...] = ()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the days; each once, in order."""
        self.data = ()
        try:
            days = {date.fromisoformat(text) for text in valuelist[:MOST_DAYS]}
        except ValueError as error:
            raise ValidationError(_("Choose days in the calendar.")) from error
        self.data = tuple(sorted(days))


class ReasonForm(BaseForm):
    """Why something is taken back."""

    reason = TextAreaField(
        _l("Why"), [Required(), Length(max=500)], render_kw={"rows": 3, "maxlength": 500}
    )


class ReceiptForm(BaseForm):
    """The number on the receipt of the declaration."""

    dimona_number = WordField(
        _l("Receipt number"),
        render_kw={"maxlength": 90, "autocomplete": "off", "spellcheck": "false"},
    )
    known = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dimona_number.flags.required = True
