"""What a director says to publish figures, and to correct one."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.errors import N_
from domain.figures.definition import FigureUnit
from web.forms.choices import OneOf
from web.forms.fields import BaseForm, DayField, Required, TypedField
from web.i18n import _l, number

LARGEST = 10**12
SIGN = Decimal("1234.5")  # shows the marks of the reader's language
WHOLE = (FigureUnit.PEOPLE, FigureUnit.COUNT)
SIGNS = re.compile(r"[\s%€]")


class DayForm(BaseForm):
    """The end of the period."""

    day = DayField(_l("Last day of the period"), [Required()])


class KeysField(SelectMultipleField):
    """Figures and tables, ticked."""

    def pre_validate(self, form: Form) -> None:
        """At least one, and only those that are offered."""
        offered = {key for key, _name in self.choices or ()}
        if not self.data:
            raise ValidationError(_("Tick at least one figure or table."))
        if not offered.issuperset(self.data):
            raise ValidationError(_("Choose one of the list."))


class PublishForm(DayForm):
    """Which figures of which day."""

    keys = KeysField(_l("Figures and tables"), id="keys-0")
    confirmed = StringField()

    def offer(self, keys: Iterable[str]) -> "PublishForm":
        """Those that can be ticked."""
        self.keys.choices = [(key, key) for key in keys]
        return self


class Way(StrEnum):
    """Where the right value comes from."""

    AGAIN = "again"
    TYPED = "typed"


WAYS = {
    Way.AGAIN: N_("Count it again from the acts, as they are known now"),
    Way.TYPED: N_("Type the right value"),
}


class ValueField(TypedField):
    """A number, typed as the reader's language writes it; signs of its unit are skipped."""

    def read(self, typed: str) -> Decimal:
        """Read it; what could be read in two ways is refused, never guessed."""
        shown = number(SIGN)
        group, mark = shown[1], shown[-2]
        text = SIGNS.sub("", typed).replace("−", "-")
        pattern = rf"-?(\d{{1,3}}({re.escape(group)}\d{{3}})+|\d+)({re.escape(mark)}\d{{1,6}})?"
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValidationError(
                _("This is not a clear number. Type it like %(example)s.", example=shown)
            )
        value = Decimal(text.replace(group, "").replace(mark, "."))
        if abs(value) >= LARGEST:
            raise ValidationError(_("This number is too large."))
        return value


class CorrectForm(BaseForm):
    """An erratum: why, and from where the right value comes."""

    reason = TextAreaField(
        _l("Why is it corrected?"),
        [Required(), Length(max=500)],
        render_kw={"rows": 3, "maxlength": 500},
    )
    way = OneOf(_l("Where the right value comes from"), WAYS, [Required()], default=Way.AGAIN)
    value = ValueField(_l("The right value"))

    def __init__(self, *args: Any, unit: FigureUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def validate_value(self, field: ValueField) -> None:
        """Typed when it is wanted, and only then; as its unit counts."""
        if self.way.data is Way.AGAIN:
            if field.data is not None:
                raise ValidationError(_("Choose “Type the right value”, or leave this empty."))
        elif field.data is None:
            raise ValidationError(_("Fill this in."))
        elif self.unit in WHOLE and (field.data < 0 or field.data % 1):
            raise ValidationError(_("Only whole numbers are counted here: 0, 1, 2 and so on."))

    @property
    def right(self) -> Decimal | None:
        """The value that was typed; a part of the whole is typed in percent."""
        typed: Decimal | None = self.value.data
        if typed is None:
            return None
        return typed / 100 if self.unit is FigureUnit.SHARE else typed
