"""The form of an expense note: its lines, read as they are typed; and an adviser's answer."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms import BooleanField, FileField, Form, TextAreaField
from wtforms.validators import Length, ValidationError

from domain.errors import RuleError
from domain.expenses import EXPENSE_KINDS, ExpenseKind
from domain.money import ZERO
from web.forms.fields import (
    BaseForm,
    DayField,
    DecimalField,
    EurField,
    LabelField,
    Required,
    WordField,
)
from web.forms.versions import VersionedForm
from web.i18n import _l
from web.models.expense import ExpenseLine
from web.queries.expense_lines import Typed

MOST = Decimal("999999.99")  # EUR, one expense
TENTH = Decimal("0.1")
LONGEST = 200
FIELDS = ("day", "kind", "description", "amount", "vat", "km")
Sent = MultiDict[str, str] | ImmutableMultiDict[str, str]

# Kilometres have a line of their own: no receipt, another way to count.
BOUGHT = {kind: text for kind, text in EXPENSE_KINDS.items() if kind is not ExpenseKind.KILOMETRES}


def prefix_of(line_id: int) -> str:
    """How the fields of a line are named."""
    return f"line-{line_id}-"


def not_too_much(_form: Form, field: EurField) -> None:
    """Refuse what no receipt says."""
    if field.data is not None and abs(field.data) > MOST:
        raise ValidationError(_("This amount is too large. Type a smaller one."))


class LineForm(BaseForm):
    """One expense."""

    day = DayField(_l("Date"), [Required()])
    kind = LabelField(_l("Spent on"), BOUGHT, [Required()], blank=_l("Choose…"))
    description = WordField(_l("What for"), [Length(max=LONGEST)], render_kw={"maxlength": LONGEST})
    amount = EurField(_l("Amount including VAT"), [Required(), not_too_much])
    vat = EurField(_l("Of which VAT"), [not_too_much])
    km = DecimalField(_l("Kilometres"), [Required()], most=Decimal(99_999))
    other = BooleanField(_l("This is another expense"))
    receipt = FileField(_l("Receipt"))

    def __init__(self, line: ExpenseLine, sent: Sent | None = None) -> None:
        """As it is being sent, else as it was last typed, else as it was stored."""
        self.line, self.prefix = line, prefix_of(line.id)
        self.drives = line.kind is ExpenseKind.KILOMETRES
        super().__init__(
            _remembered(line) if sent is None else sent,
            prefix=self.prefix,
            data=_stored(line),
        )
        self.description.flags.required = self.drives
        self.unread: list[str] = []  # names of fields that cannot be read
        self._read()

    def _read(self) -> None:
        """Keep only the reasons why something typed is wrong: what is missing is said later."""
        self.validate()
        for field in self:
            if self._silent(field.short_name) or not self.was_typed(field.short_name):
                field.errors = []
            elif field.errors:
                self.unread.append(field.short_name)

    def was_typed(self, name: str) -> bool:
        """Is there something in this field, right or wrong?"""
        field = self[name]
        if field.raw_data is None:
            return field.data not in (None, "")
        return bool(field.raw_data and str(field.raw_data[0]).strip())

    def _silent(self, name: str) -> bool:
        return name in (("kind", "amount", "vat") if self.drives else ("km",))

    def typed(self) -> Typed:
        """What can be read of it, and exactly what was typed."""
        km = self.km.data if self.drives else None
        return Typed(
            raw=self.raw(),
            day=self.day.data,
            kind=ExpenseKind.KILOMETRES if self.drives else self._kind(),
            description=(self.description.data or "")[:LONGEST],
            amount=None if self.drives or "amount" in self.unread else self.amount.data,
            vat=ZERO if self.drives or "vat" in self.unread else self.vat.data or ZERO,
            km=None if km is None else km.quantize(TENTH, ROUND_HALF_UP),
            other=bool(self.other.data),
            wrong=bool(self.unread),
        )

    def _kind(self) -> ExpenseKind | None:
        return self.kind.data if self.kind.data in BOUGHT else None

    def raw(self) -> dict[str, str]:
        """What was typed, field by field."""
        sent = {name: self[name].raw_data for name in FIELDS}
        return {name: str(values[0])[:500] for name, values in sent.items() if values}

    def refuse_all(self, reasons: Sequence[RuleError]) -> None:
        """Each reason at its field, unless something more exact is said there already."""
        for reason in reasons:
            if reason.field not in self or not self[reason.field].errors:
                self.refuse(reason)


def _remembered(line: ExpenseLine) -> MultiDict[str, str] | None:
    """What was typed last, if a form ever wrote this line."""
    form = line.typed.get("form")
    if form is None:
        return None
    prefix = prefix_of(line.id)
    typed = MultiDict({f"{prefix}{name}": value for name, value in form.items()})
    if "other" in line.typed:
        typed[f"{prefix}other"] = "1"
    return typed


def _stored(line: ExpenseLine) -> dict[str, Any]:
    return {
        "day": line.day,
        "kind": line.kind,
        "description": line.description,
        "amount": line.amount,
        "vat": line.vat or None,
        "km": line.kilometres,
        "other": "other" in line.typed,
    }


class NoteForm(BaseForm):
    """What concerns the whole note."""

    receipt = FileField(_l("Receipts"))


class DecisionForm(VersionedForm):
    """What an adviser says."""

    reason = TextAreaField(_l("What must be changed"), [Length(max=500)], render_kw={"rows": 3})
