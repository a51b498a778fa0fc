"""What people write about the roll, at its door, and who may cast their vote."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.assembly.asking import LONGEST
from web.forms.fields import BaseForm, Required, WordField
from web.i18n import _l

WORDS = {"rows": 3, "maxlength": LONGEST}
LONGEST_NUMBER = 9  # digits of a register number


def register_number(_form: Any, field: Any) -> None:
    """Digits only."""
    typed = field.data or ""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        raise ValidationError(_("Type the number in the share register: digits only."))


class ObjectionForm(BaseForm):
    """Why the roll is wrong about me."""

    text = TextAreaField(_l("What is wrong"), [Required()], render_kw=WORDS)


class AnswerForm(BaseForm):
    """What the office answers, and what changes if it grants."""

    change = RadioField(_l("If you grant it"), choices=[], coerce=int, validate_choice=False)
    text = TextAreaField(_l("Answer"), [Required()], render_kw=WORDS)

    def among(self, changes: Mapping[int, str]) -> "AnswerForm":
        """What could change: the id of a shareholder, and what would be done with their vote."""
        self.change.choices = list(changes.items())
        return self


class NumberForm(BaseForm):
    """One number of the share register."""

    number = WordField(
        _l("Number in the share register"),
        [Required(), register_number],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    @property
    def wanted(self) -> int:
        """The number that was typed."""
        return int(self.number.data or 0)


class DoorForm(NumberForm):
    """Who comes in, and how."""

    remote = RadioField(_l("Takes part"), choices=[], default="room")

    def worded(self) -> "DoorForm":
        """The two ways, in the reader's language."""
        self.remote.choices = [("room", _("in the room")), ("remote", _("from afar"))]
        return self


class LookupForm(NumberForm):
    """One exact line: number and name together."""

    name = WordField(_l("Name as the register has it"), [Required(), Length(max=200)])


class ProxyForm(LookupForm):
    """Whom I ask to vote for me."""

    grantor = HiddenField()
    instructions = TextAreaField(
        _l("What I ask them to vote"), [Length(max=LONGEST)], render_kw=WORDS
    )
