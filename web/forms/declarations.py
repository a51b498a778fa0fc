"""Many receipts of declarations at once, and the period of an export."""

from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FileField, HiddenField, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.entities import ENTITY_CODES
from web.formats.csv_file import NotUtf8
from web.forms.fields import BaseForm, DayField, LabelField, Required
from web.i18n import _l, word

LONGEST = 100_000  # characters of all lines


class ReceiptsForm(BaseForm):
    """Lines with receipt numbers, pasted or in a file; looked at before they are recorded."""

    lines = TextAreaField(
        _l("References and receipt numbers, one contract a line"),
        [Length(max=LONGEST)],
        render_kw={"rows": 10, "spellcheck": "false"},
    )
    file = FileField(_l("Or a file with these lines"), render_kw={"accept": ".csv,.txt"})
    sure = HiddenField()  # the preview was seen

    def __init__(self, typed: Any = None, sent: FileStorage | None = None) -> None:
        super().__init__(typed)
        self.lines.flags.required = True
        self.sent = sent if sent and sent.filename else None

    def validate_lines(self, field: TextAreaField) -> None:
        """A file that was chosen takes the place of what was pasted."""
        if self.sent is not None:
            field.data = read_text(self.sent)
        if not (field.data or "").strip():
            raise ValidationError(_("Fill this in."))


def read_text(sent: FileStorage) -> str:
    """The text of a file; what is too long or not UTF-8 is refused."""
    data = sent.stream.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise ValidationError(_("This file is too long. Cut it into parts of 500 lines."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(word(NotUtf8())) from error


class PeriodForm(BaseForm):
    """Which declarations are looked at: those whose first or last day lies in a period."""

    first = DayField(_l("From"), [Required()])
    last = DayField(_l("Up to and including"), [Required()])
    employer = LabelField(_l("Employer"), ENTITY_CODES, blank=_l("All employers"))
    recorded = BooleanField(_l("Also those whose receipt is recorded"))
