"""Hours of a day, as people type them."""

from typing import Any

from wtforms.validators import ValidationError

from domain.errors import RuleError
from domain.hours import read_hours
from web.forms.fields import TypedField
from web.i18n import number, word


class HoursField(TypedField):
    """Hours of a day: 7.5, 7,5, 7:30 or 7h30."""

    def read(self, typed: str) -> Any:
        """Ask the rule."""
        try:
            return read_hours(typed)
        except RuleError as error:
            raise ValidationError(word(error)) from error

    def show(self, value: Any) -> str:
        """Without needless zeros."""
        return number(value)
