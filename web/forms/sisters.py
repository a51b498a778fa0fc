"""What the board types of a sister cooperative; empty is what nobody knows."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField
from wtforms.fields.choices import Choice
from wtforms.validators import ValidationError

from domain.money import read_eur
from domain.sisters import LONGEST, Told, refusals
from web import clock
from web.countries import country_choices
from web.forms.fields import DayField, EurField, Required, TypedField, WordField
from web.forms.versions import VersionedForm
from web.i18n import _l, euro
from web.models.sister import SisterYear

HUNDRED = Decimal(100)
OFF = {"autocomplete": "off"}


def in_digits(value: Decimal) -> str:
    """A number as it would be typed: a comma where the reader writes one, no needless zeros."""
    whole = f"{value:f}"
    short = whole.rstrip("0").rstrip(".") if "." in whole else whole
    return short.replace(".", "," if "," in euro(Decimal(0)) else ".")


class NumberField(TypedField):
    """A number with at most two decimals, of either sign: what may be is for the rules to say."""

    def read(self, typed: str) -> Any:
        """Read it in any of our languages."""
        value = read_eur(typed)
        if value is None or "€" in typed:
            raise ValidationError(_("This is not a clear number. Type it like 1540 or 5,5."))
        return Decimal(value)

    def show(self, value: Any) -> str:
        """As it would be typed."""
        return in_digits(Decimal(value))


class CountField(NumberField):
    """A whole number."""

    def read(self, typed: str) -> Any:
        """Refuse a part of one."""
        value = super().read(typed)
        if value != int(value):
            raise ValidationError(_("Type a whole number."))
        return int(value)


class PercentField(NumberField):
    """A part of a whole, typed as a percentage."""

    def read(self, typed: str) -> Any:
        """Read 9,5 or 9.5 %."""
        return super().read(typed.replace("%", "").strip()) / HUNDRED

    def show(self, value: Any) -> str:
        """As it would be typed."""
        return in_digits(value * HUNDRED)


class WorldField(SelectField):
    """Any country, under its name in the reader's language; none is chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[], validate_choice=False, **kwargs)

    def iter_choices(self) -> Iterator[Choice]:
        """The near ones first."""
        yield Choice("", "", not self.data, {})
        for code, name in country_choices():
            yield Choice(code, name, code == self.data, {})


class SisterForm(VersionedForm):
    """The figures of one cooperative on one day."""

    name = WordField(_l("Name"), [Required()], render_kw={**OFF, "maxlength": LONGEST["name"]})
    country = WorldField(_l("Country"), [Required()])
    legal_form = WordField(_l("Legal form"), render_kw={**OFF, "maxlength": LONGEST["legal_form"]})
    founded = CountField(_l("Founded"), render_kw={**OFF, "inputmode": "numeric", "maxlength": 4})
    day = DayField(_l("Day of the figures"), [Required()])
    rate = PercentField(_l("Contribution"), render_kw={**OFF, "inputmode": "decimal"})
    users = CountField(_l("Users"), render_kw={**OFF, "inputmode": "numeric"})
    turnover = EurField(_l("Turnover of the year"))
    staff = NumberField(
        _l("Team (full-time equivalents)"), render_kw={**OFF, "inputmode": "decimal"}
    )
    offices = CountField(_l("Offices"), render_kw={**OFF, "inputmode": "numeric"})
    source = WordField(_l("Source"), [Required()], render_kw={**OFF, "maxlength": 300})

    @classmethod
    def of(cls, row: SisterYear) -> "SisterForm":
        """The form filled with what is kept."""
        return cls(obj=row)

    def told(self) -> Told | None:
        """What was typed, checked; None with every reason at its field."""
        self.validate()
        if self.day.data is None:
            return None
        typed = {name: self[name].data for name in Told.__dataclass_fields__}
        told = Told(**typed)
        for reason in refusals(told, clock.today()):
            if not self[reason.field].errors:
                self.refuse(reason)
        return None if any(field.errors for field in self) else told
