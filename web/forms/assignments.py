"""The form of an assignment: read as typed, right or wrong, and shown again the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from wtforms import EmailField, Field, StringField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import TextArea

from domain.assignment.draft import (
    DIRECTIONS,
    INVOICE_MOMENTS,
    Direction,
    Draft,
    InvoiceMoment,
    Wanted,
)
from domain.employment import OFFERED_TYPES, ContractType
from domain.errors import RuleError
from domain.money import ZERO
from domain.periods import Month
from domain.vat import WORK_KINDS, WorkKind
from web.forms.choices import OneOf
from web.forms.fields import BaseForm, EurField, LabelField, Required, WordField
from web.i18n import _l, word
from web.queries.working import SHOWN, Candidate

MOST = Decimal("99999999.99")  # EUR; above any assignment, and what the search stops at
LARGEST, DIGITS = 2**31 - 1, 10  # of the keys of our tables
MOST_DAYS = 366
TOKENS = frozenset({"csrf_token", "once", "version", "tab"})
BUTTONS = frozenset({"search", "new_client", "go", "add", "take"})  # pressed, not typed
NOT_TYPED = TOKENS | BUTTONS


class Asked:
    """Marks what must be there in the end; a draft may still lack it."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Say nothing while it is typed: the review does, when the assignment is sent."""


def at_most(_form: BaseForm, field: EurField) -> None:
    """Refuse what no assignment can be worth."""
    if field.data is not None and field.data > MOST:
        raise ValidationError(_("This amount is too large. Type a smaller one."))


class AssignmentForm(BaseForm):
    """What is asked about the assignment itself; the people have their own rows."""

    client = StringField(_l("Client"), [Asked()])
    client_q = WordField(_l("Search for a client"))
    title = WordField(_l("What do you do?"), [Asked(), Length(max=400)])
    kind = LabelField(_l("Kind of work"), WORK_KINDS, [Asked()])
    way = OneOf(_l("Start from"), DIRECTIONS)
    price = EurField(
        _l("Price for the client, excluding VAT"), [Asked(), at_most], least=Decimal("0.01")
    )
    net = EurField(_l("Net pay for everyone together"), [Asked(), at_most], least=Decimal("0.01"))
    expenses = EurField(_l("Planned expenses, excluding VAT"), [at_most], least=ZERO)
    invoice = OneOf(_l("Send the invoice"), INVOICE_MOMENTS)
    email = EmailField(_l("Someone else, by their exact e-mail address"), [Length(max=254)])

    @property
    def client_id(self) -> int | None:
        """The client chosen, if that can be the number of one."""
        chosen = self.client.data or ""
        if not chosen.isascii() or not chosen.isdecimal() or len(chosen) > DIGITS:
            return None
        return min(int(chosen), LARGEST)

    def work_kind(self, usual: WorkKind) -> WorkKind:
        """The kind of work chosen; ``usual`` where what was sent is none."""
        return self.kind.data if self.kind.data in WORK_KINDS else usual

    @property
    def direction(self) -> Direction:
        """From which end to work the equation out."""
        return Direction.NET if self.way.data == Direction.NET else Direction.PRICE

    @property
    def amount_field(self) -> EurField:
        """The amount that was typed: the price or the net."""
        return self.net if self.direction is Direction.NET else self.price

    def draft(self, rows: Sequence["WorkerRow"], usual: WorkKind) -> Draft:
        """What can be read; call ``validate`` first."""
        unclear = self.expenses.errors or (self.expenses.data is None and _typed(self.expenses))
        return Draft(
            title=(self.title.data or "")[:400],
            kind=self.work_kind(usual),
            client_id=self.client_id,
            direction=self.direction,
            amount=None if self.amount_field.errors else self.amount_field.data,
            expenses=None if unclear else (self.expenses.data or ZERO),
            invoice_at_once=self.invoice.data != InvoiceMoment.LATER,
            wanted=tuple(row.wanted for row in rows if row.chosen),
        )


def _typed(item: Field) -> bool:
    return bool(item.raw_data and str(item.raw_data[0]).strip())


@dataclass(slots=True, kw_only=True)
class WorkerRow:
    """One person who may work, and what was typed for them."""

    person: Candidate
    chosen: bool
    contract_type: ContractType
    weight: str  # as typed
    days: tuple[date, ...]
    errors: list[str] = field(default_factory=list)

    @property
    def wanted(self) -> Wanted:
        """What can be read."""
        return Wanted(
            person_id=self.person.id,
            contract_type=self.contract_type,
            days=self.days,
            weight=_parts(self.weight) or 0,
        )

    def refuse(self, error: RuleError) -> None:
        """Show a rule's no at this person."""
        self.errors.append(word(error))


def worker_rows(
    typed: MultiDict[str, str], people: Mapping[int, Candidate], kind: WorkKind
) -> list[WorkerRow]:
    """A row for everyone chosen and for the people offered."""
    chosen = {int(key) for key in typed.getlist("worker") if key.isdecimal()}
    offered = [key for place, key in enumerate(people) if place < SHOWN or key in chosen]
    return [_row(typed, people[key], kind, chosen=key in chosen) for key in offered]


def _row(
    typed: MultiDict[str, str], person: Candidate, kind: WorkKind, *, chosen: bool
) -> WorkerRow:
    row = WorkerRow(
        person=person,
        chosen=chosen,
        contract_type=_contract_type(typed.get(f"type-{person.id}", ""), person, kind),
        weight=typed.get(f"weight-{person.id}", "").strip(),
        days=_days(typed.getlist(f"day-{person.id}")),
    )
    if row.weight and _parts(row.weight) is None:
        row.errors.append(_("Type the parts as a whole number, like 2, or leave them empty."))
    return row


def _contract_type(typed: str, person: Candidate, kind: WorkKind) -> ContractType:
    """What was chosen; else what they had last time; else what goes with the work."""
    if typed in OFFERED_TYPES:
        return ContractType(typed)
    return person.usual or usual_contract(kind)


def usual_contract(kind: WorkKind) -> ContractType:
    """The contract that mostly goes with a kind of work, to begin with."""
    return ContractType.ARTIST if kind is WorkKind.PERFORMANCE else ContractType.WHITE_COLLAR


def _days(typed: Iterable[str]) -> tuple[date, ...]:
    """The days ticked; each once, in order. The calendar sends nothing that is not a day."""
    shaped = {text for text in typed if re.fullmatch(r"2\d{3}-\d\d-\d\d", text, re.ASCII)}
    found = {day for day in map(_day, shaped) if day}
    return tuple(sorted(found)[:MOST_DAYS])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _parts(text: str) -> int | None:
    """A number of parts, from 1 to 99."""
    if re.fullmatch(r"[1-9]\d?", text, re.ASCII):
        return int(text)
    return None


def shown_month(typed: MultiDict[str, str], rows: Iterable[WorkerRow], first: date) -> Month:
    """The month of the calendars: asked for, shown before, of the first day chosen, or next.

    first: the first day on which work may begin
    """
    for text in (typed.get("go", ""), typed.get("month", "")):
        if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text, re.ASCII):
            return max(Month.read(text), Month.of(first))
    chosen = [row.days[0] for row in rows if row.chosen and row.days]
    return Month.of(max([first, *([min(chosen)] if chosen else [])]))


def as_typed(sent: ImmutableMultiDict[str, str]) -> dict[str, list[str]]:
    """A form to keep, as JSON: everything that was typed and nothing technical."""
    return {name: values for name, values in sent.lists() if name not in NOT_TYPED}


def typed_again(kept: Mapping[str, list[str]]) -> MultiDict[str, str]:
    """What ``as_typed`` kept, as a form."""
    return MultiDict(kept)


class ReasonForm(BaseForm):
    """Why something is sent back or cancelled."""

    reason = WordField(
        _l("Reason"), [Required(), Length(max=1000)], widget=TextArea(), render_kw={"rows": 3}
    )


class ExtraForm(BaseForm):
    """How much of what is left goes to more work; empty is all of it."""

    amount = EurField(_l("Employment budget"), [at_most], least=Decimal("0.01"))
