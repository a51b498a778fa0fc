"""The forms of invoices: a draft with its lines, read as typed; why an invoice is undone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms import FieldList, Form, FormField, HiddenField, SelectField, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.money import ZERO
from domain.sheet import UNITS
from domain.vat import WORK_KINDS, WorkKind
from web.actions.invoicing import DraftLine
from web.forms.fields import (
    BaseForm,
    DayField,
    DecimalField,
    EurField,
    LabelField,
    Required,
    WordField,
)
from web.i18n import _l

MOST_LINES = 60
MOST = Decimal("99999999.99")  # EUR, one price
NOT_TYPED = frozenset({"csrf_token", "once", "version", "add", "remove"})  # the tab is kept

Sent = MultiDict[str, str] | ImmutableMultiDict[str, str]


def not_too_much(_form: Form, field: EurField) -> None:
    """Refuse what no line can cost."""
    if field.data is not None and field.data > MOST:
        raise ValidationError(_("This amount is too large. Type a smaller one."))


def unit_choices() -> list[tuple[str, str]]:
    """What lines are counted in."""
    return [(code, _(text)) for code, text in UNITS.items()]


class LineForm(Form):
    """One line of an invoice."""

    description = WordField(_l("What"), [Required(), Length(max=500)])
    quantity = DecimalField(_l("Quantity"), [Required()], default=Decimal(1))
    unit = SelectField(_l("Counted in"), [Required()], choices=unit_choices, default="DAY")
    unit_price = EurField(
        _l("Price for one, excluding VAT"), [Required(), not_too_much], least=ZERO
    )

    def line(self) -> DraftLine:
        """What was typed, once it is known to be right."""
        quantity, price = self.quantity.data, self.unit_price.data
        assert quantity is not None
        assert price is not None
        return DraftLine(self.description.data or "", quantity, self.unit.data, price)

    def has_amount(self) -> bool:
        """Can an amount be worked out, whatever the description?"""
        self.validate()
        return not (self.quantity.errors or self.unit.errors or self.unit_price.errors)


@dataclass(frozen=True, slots=True)
class Typed:
    """What can be read of a draft."""

    kind: WorkKind
    title: str
    lines: tuple[DraftLine, ...]
    delivered: tuple[date, date] | None


class InvoiceForm(BaseForm):
    """A draft invoice of an Activity."""

    version = HiddenField()
    title = WordField(_l("Subject"), [Required(), Length(max=200)])
    kind = LabelField(_l("Kind of work"), WORK_KINDS, [Required()])
    first = DayField(_l("First day of the work"))
    last = DayField(_l("Last day of the work"))
    lines = FieldList(FormField(LineForm), _l("Lines"), min_entries=1, max_entries=MOST_LINES)

    def __init__(self, sent: Sent, kinds: Collection[WorkKind], **values: Any) -> None:
        super().__init__(sent, **values)
        self.kind.labels = {kind: WORK_KINDS[kind] for kind in kinds}
        if self.kind.data is None:
            self.kind.data = next(iter(kinds))

    def validate_last(self, field: DayField) -> None:
        """A period begins before it ends."""
        if field.data is not None and self.first.data is None:
            raise ValidationError(_("Fill in the first day too."))
        if field.data is not None and field.data < self.first.data:
            raise ValidationError(_("The last day lies before the first one."))

    def delivered(self) -> tuple[date, date] | None:
        """When the work was done, if that is known."""
        if self.first.data is None or self.first.errors or self.last.errors:
            return None
        return self.first.data, self.last.data or self.first.data

    def read(self) -> Typed:
        """Everything, once it is known to be right."""
        lines = tuple(entry.form.line() for entry in self.lines)
        return Typed(self.kind.data, self.title.data, lines, self.delivered())

    def so_far(self) -> Typed:
        """What can be reckoned with while it is still being typed."""
        lines = tuple(entry.form.line() for entry in self.lines if entry.form.has_amount())
        known = self.kind.data in self.kind.labels
        kind = self.kind.data if known else next(iter(self.kind.labels))
        return Typed(kind, (self.title.data or "")[:200], lines, self.delivered())


class CreditForm(BaseForm):
    """Why an invoice is undone."""

    reason = TextAreaField(_l("Reason"), [Required(), Length(max=300)])


def line_places(typed: Mapping[str, Any]) -> list[int]:
    """The numbers of the lines there are, in order."""
    places = (name.split("-")[1] for name in typed if name.startswith("lines-"))
    return sorted({int(place) for place in places if place.isdecimal()})


def without_line(typed: Sent, place: str) -> MultiDict[str, str]:
    """The form without one of its lines."""
    return MultiDict(
        (name, value)
        for name, value in typed.items(multi=True)
        if not name.startswith(f"lines-{place}-")
    )


def first_form() -> dict[str, list[str]]:
    """What a new draft holds: one empty line."""
    return as_typed(with_line(MultiDict()))


def with_line(typed: Sent) -> MultiDict[str, str]:
    """The form with one more line, still empty."""
    line = f"lines-{max(line_places(typed), default=-1) + 1}"
    usual = typed.get("lines-0-unit", "DAY")
    return MultiDict([*typed.items(multi=True), (f"{line}-quantity", "1"), (f"{line}-unit", usual)])


def without_blanks(typed: Sent) -> MultiDict[str, str]:
    """The form without lines in which nothing was typed; one stays, to say what is missing."""
    kept = MultiDict(typed.items(multi=True))
    blank = [
        place
        for place in line_places(typed)
        if not (typed.get(f"lines-{place}-description", "").strip()
                or typed.get(f"lines-{place}-unit_price", "").strip())
    ]  # fmt: skip
    for place in blank:
        if len(line_places(kept)) > 1:
            kept = without_line(kept, str(place))
    return kept


def as_typed(sent: Sent) -> dict[str, list[str]]:
    """A form to keep, as JSON: everything that was typed and nothing technical."""
    return {
        name: values
        for name, values in sent.lists()
        if name not in NOT_TYPED and len("".join(values)) < 1000
    }
