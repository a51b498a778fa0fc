"""What finance types: payments of clients, a file to make."""

import re
from collections.abc import Sequence

from flask_babel import gettext as _
from wtforms import Field, IntegerField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from web.forms.fields import BaseForm, DayField, EurField, Required, WordField
from web.i18n import _l

KEY = re.compile(r"[1-9]\d{0,9}", re.ASCII)


class PaymentForm(BaseForm):
    """One payment as the bank statement shows it."""

    amount = EurField(_l("Amount received"), [Required()])
    day = DayField(_l("Day on the bank statement"), [Required()])
    reference = WordField(
        _l("Reference of the bank"), [Length(max=60)], render_kw={"maxlength": 60}
    )


class PasteForm(BaseForm):
    """Many payments at once."""

    lines = TextAreaField(
        _l("Payments, one a line"),
        [Required(), Length(max=100_000)],
        render_kw={"rows": 10, "spellcheck": "false"},
    )


class KeysField(Field):
    """The rows ticked, by their numbers."""

    data: tuple[int, ...] = ()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the numbers; each once."""
        if not all(KEY.fullmatch(text) for text in valuelist):
            raise ValidationError(_("Tick lines of the list."))
        self.data = tuple(dict.fromkeys(map(int, valuelist)))


class FileForm(BaseForm):
    """What a payment file pays, and when."""

    debts = KeysField(_l("What is paid"))
    execution_day = DayField(_l("Day on which the bank pays"), [Required()])


class CloseForm(BaseForm):
    """Which work may stay for a correction when a month is closed."""

    later = IntegerField(validators=[Optional()])  # how many contracts were shown and ticked
