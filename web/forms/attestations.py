"""What people choose of an attestation: its period or year, and its language."""

from datetime import date
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from web.forms.fields import BaseForm, DayField, Required
from web.i18n import _l

NAMES = [
    SelectChoice("fr", "Français"),
    SelectChoice("nl", "Nederlands"),
    SelectChoice("en", "English"),
]


class LanguageField(SelectField):
    """The language of a paper, each under its own name."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, [Required()], choices=NAMES, **kwargs)


class EarningsForm(BaseForm):
    """Days and earnings over a period."""

    first_day = DayField(_l("First day"), [Required()])
    last_day = DayField(_l("Last day, up to today"), [Required()])
    language = LanguageField(_l("Language of the paper"))

    def begin(self, today: date, language: str) -> "EarningsForm":
        """What most people want: this year up to today, in their own language."""
        self.first_day.data, self.last_day.data = date(today.year, 1, 1), today
        self.language.data = language
        return self


class YearForm(BaseForm):
    """The pay of a year."""

    year = SelectField(_l("Year"), [Required()], coerce=int)
    language = LanguageField(_l("Language of the paper"))

    def among(self, years: list[int]) -> "YearForm":
        """The years to choose from, the last first."""
        self.year.choices = [SelectChoice(year, str(year)) for year in years]
        return self

    def begin(self, language: str) -> "YearForm":
        """In the person's own language."""
        self.language.data = language
        return self
