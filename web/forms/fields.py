"""Fields for what people type here: amounts, numbers, days, identifiers, choices."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form, SelectField, StringField
from wtforms.fields.choices import Choice
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TextInput

from domain.errors import Msg, RuleError
from domain.money import read_eur
from web.clock import BRUSSELS
from web.i18n import euro, word


class BaseForm(Form):
    """A form; ``from_request`` keeps what was typed, ``refuse`` puts a rule's no at its field."""

    def refuse(self, error: RuleError) -> None:
        """Show a refusal at the field that it names, else above the form."""
        if error.field and error.field in self:
            field = self[error.field]
            field.errors = [*field.errors, word(error)]
        else:
            self.form_errors.append(word(error))


class Required:
    """The field must be filled in; the reason is said in words."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at an empty field, unless it already refused what was typed."""
        if field.errors:
            raise StopValidation
        if field.data is None or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(_("Fill this in."))


class TypedField(Field):
    """A text field that reads a value; what was typed is given back, right or wrong."""

    widget = TextInput()

    def read(self, typed: str) -> Any:
        """The value, or a ValidationError in words."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """A value as it would be typed."""
        return str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        typed = "".join(valuelist).strip()
        self.data = None
        if typed:
            self.data = self.read(typed)

    def _value(self) -> str:
        """Give back what was typed, right or wrong."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)


class EurField(TypedField):
    """An amount in euros, typed in any of our languages."""

    def __init__(self, *args: Any, least: Decimal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.least = least

    def read(self, typed: str) -> Any:
        """Read an amount; an unclear one is refused, never guessed."""
        amount = read_eur(typed)
        if amount is None:
            raise ValidationError(_("This is not a clear amount in euros. Type it like 1250,00."))
        if self.least is not None and amount < self.least:
            raise ValidationError(
                _("The amount must be at least %(least)s.", least=euro(self.least))
            )
        return amount

    def show(self, value: Any) -> str:
        """With a comma in French and Dutch, a dot in English; no grouping."""
        mark = euro(Decimal("0.1"))
        return f"{value:.2f}".replace(".", "." if "." in mark else ",")


class DecimalField(TypedField):
    """A plain number such as kilometres or a quantity."""

    def __init__(self, *args: Any, most: Decimal = Decimal(1_000_000), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def read(self, typed: str) -> Any:
        """Read a positive number with at most two decimals, in any of our languages."""
        value = read_eur(typed)
        if value is None or not 0 < value <= self.most:
            raise ValidationError(_("This is not a number that can be used here."))
        return Decimal(value).normalize()

    def show(self, value: Any) -> str:
        """Without needless zeros."""
        return f"{value:f}".replace(".", "," if "," in euro(Decimal(0)) else ".")


class DayField(TypedField):
    """A day, from a date picker (2026-09-14) or typed as 14/9/2026."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        shown = {"type": "date", **(kwargs.pop("render_kw", None) or {})}
        super().__init__(*args, render_kw=shown, **kwargs)

    def read(self, typed: str) -> Any:
        """Read the two ways a day is written."""
        try:
            if "-" in typed:
                return date.fromisoformat(typed)
            day, month, year = (int(part) for part in typed.replace(".", "/").split("/"))
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(_("This is not a date. Type it like 14/9/2026.")) from error


class MomentField(TypedField):
    """A day and a time in Brussels, from a picker (2026-09-14T18:30) or typed 14/9/2026 18:30."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        shown = {"type": "datetime-local", **(kwargs.pop("render_kw", None) or {})}
        super().__init__(*args, render_kw=shown, **kwargs)

    def read(self, typed: str) -> Any:
        """Read the two ways a moment is written."""
        for way in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M"):
            try:
                return datetime.strptime(typed, way).replace(tzinfo=BRUSSELS).astimezone(UTC)
            except ValueError:
                continue
        raise ValidationError(_("This is not a day and a time. Type it like 14/9/2026 18:30."))

    def show(self, value: Any) -> str:
        """As the picker wants it."""
        return f"{value.astimezone(BRUSSELS):%Y-%m-%dT%H:%M}"


class RuleField(TypedField):
    """Text that a rule reads and may refuse, such as an IBAN or an enterprise number."""

    def __init__(self, label: Any, rule: Callable[[str], str], *args: Any, **kwargs: Any) -> None:
        self.show_value: Callable[[str], str] = kwargs.pop("show", str)
        super().__init__(label, *args, **kwargs)
        self.rule = rule

    def read(self, typed: str) -> Any:
        """Ask the rule."""
        try:
            return self.rule(typed)
        except RuleError as error:
            raise ValidationError(word(error)) from error

    def show(self, value: Any) -> str:
        """The usual way to write it."""
        return self.show_value(value)


class LabelField(SelectField):
    """A choice among the members of an enum, under their translated labels."""

    def __init__(self, label: Any, labels: Mapping[Any, Msg], *args: Any, **kwargs: Any) -> None:
        kind: type[StrEnum] = type(next(iter(labels)))
        self.labels = labels
        self.blank: Any = kwargs.pop("blank", None)

        def coerce(value: Any) -> Any:
            return kind(value) if value in set(kind) else value or None

        super().__init__(label, *args, coerce=coerce, choices=[], **kwargs)

    def iter_choices(self) -> Any:
        """Each member and its label in the reader's language."""
        if self.blank is not None:
            yield Choice("", self.blank, self.data is None, {})
        for member, text in self.labels.items():
            yield Choice(member.value, _(text), member == self.data, {})

    def pre_validate(self, form: Form) -> None:
        """Only the members."""
        if self.data is not None and self.data not in self.labels:
            raise ValidationError(_("Choose one of the list."))


class WordField(StringField):
    """Short text, trimmed, without control characters."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Clean what was typed."""
        text = "".join(valuelist)
        self.data = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t").strip()
