"""The form of the simulator: everything is in the address, as it was typed."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, SelectField
from wtforms.fields.choices import Choice
from wtforms.validators import ValidationError

from domain.assignment.draft import DIRECTIONS, Direction
from domain.employment import OFFERED_TYPES, ContractType
from domain.errors import RuleError
from domain.example import DAYS, EXPENSES, PRICE
from domain.money import ZERO
from domain.payroll.situation import SPOUSES, Situation, Spouse
from domain.periods import Month
from domain.simulation import Simulation, days_in, known_months, nearest_month
from domain.vat import WORK_KINDS, WorkKind
from web.forms.account import MOST_CHILDREN, CountField
from web.forms.assignments import Asked, at_most
from web.forms.choices import OneOf
from web.forms.fields import BaseForm, EurField, LabelField, Required
from web.i18n import _l, month_text, word

Read = TypeVar("Read")
MOST_DAYS = 999  # what is read at all; the rule knows how many there are in a month

# What an empty address shows: the same assignment as the front page.
EXAMPLE = {
    "way": Direction.PRICE.value,
    "price": f"{PRICE:.0f}",
    "net": "",
    "expenses": f"{EXPENSES:.0f}",
    "contract": ContractType.WHITE_COLLAR.value,
    "days": str(DAYS),
    "vat": WorkKind.SERVICE.value,
    "spouse": Spouse.SINGLE.value,
    "children": "0",
}


def filled(typed: MultiDict[str, str], today: date) -> MultiDict[str, str]:
    """What was asked for; what the address does not name is as in the example."""
    month = str(nearest_month(today))
    return MultiDict({**EXAMPLE, "month": month, **typed.to_dict()})


class SignedField(CountField):
    """A whole number; one below zero is left to the rule, which says why not."""

    def read(self, typed: str) -> Any:
        """Read it with its sign."""
        plain = typed.replace("\u2212", "-").removeprefix("-")
        if not plain.isdecimal():
            raise ValidationError(_("Type a whole number, like 2."))
        number = super().read(plain)
        return number if plain == typed else -number


class MonthField(SelectField):
    """A month of those whose figures are known; another one, of an old link, stays to be seen."""

    data: Any

    def __init__(self, label: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(label, *args, choices=[], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the address says."""
        self.data = None
        try:
            self.data = Month.read("".join(valuelist))
        except RuleError as error:
            raise ValidationError(word(error)) from error

    def iter_choices(self) -> Iterator[Choice]:
        """Every known month, and the one that was asked for."""
        offered: dict[str, str] = {str(month): month_text(month) for month in known_months()}
        asked = str(self.data or "".join(self.raw_data or ()))
        if asked not in offered:
            yield Choice(asked, month_text(self.data) if self.data else asked, True, {})
        for value, text in offered.items():
            yield Choice(value, text, value == asked, {})

    def pre_validate(self, form: Form) -> None:
        """The rule says which months are known."""


class SimulatorForm(BaseForm):
    """What somebody who wonders tells of an assignment and of themselves."""

    way = OneOf(_l("Start from"), DIRECTIONS, [Required()])
    price = EurField(
        _l("Price for the client, excluding VAT"), [Asked(), at_most], least=Decimal("0.01")
    )
    net = EurField(_l("Net pay that I want"), [Asked(), at_most], least=Decimal("0.01"))
    expenses = EurField(_l("Planned expenses, excluding VAT"), [at_most], least=ZERO)
    contract = LabelField(_l("Kind of contract"), OFFERED_TYPES, [Required()])
    days = SignedField(_l("Days of work"), [Required()], most=MOST_DAYS)
    month = MonthField(_l("Month"), [Required()])
    vat = LabelField(_l("Kind of work"), WORK_KINDS, [Required()])
    spouse = LabelField(_l("Situation"), SPOUSES, [Required()])
    children = SignedField(_l("Dependent children"), [Required()], most=MOST_CHILDREN)
    single_parent = BooleanField(_l("I am a single parent"))
    flat_rate = BooleanField(_l("As an artist, I ask for the flat withholding tax"))

    @property
    def direction(self) -> Direction:
        """From which end to work it out."""
        return Direction.NET if self.way.data == Direction.NET else Direction.PRICE

    @property
    def address(self) -> dict[str, str]:
        """What makes the same page again."""
        return {item.name: str(item.raw_data[0]) for item in self if item.raw_data}

    def asked(self) -> Simulation | None:
        """The question, or else every reason why it is none, each at its field."""
        self.validate()
        self.spare.errors = []
        days = self._read(self._days, self.days, self.month)
        situation = self._read(self._situation, self.spouse, self.children)
        if self.errors or days is None or situation is None:
            return None
        return Simulation(
            direction=self.direction,
            amount=self.amount.data,
            expenses=self.expenses.data or ZERO,
            contract_type=self.contract.data,
            days=days,
            day=self.month.data.first_day,
            situation=situation,
            kind=self.vat.data,
        )

    @property
    def amount(self) -> EurField:
        """The amount from which to begin."""
        return self.net if self.direction is Direction.NET else self.price

    @property
    def spare(self) -> EurField:
        """The other one: out of sight and kept as typed, whatever it is."""
        return self.price if self.direction is Direction.NET else self.net

    def _read(self, rule: Callable[[], Read], *fields: Field) -> Read | None:
        """What a rule makes of fields that can be read; its no stands at one of them."""
        if any(item.errors for item in fields):
            return None
        try:
            return rule()
        except RuleError as reason:
            self.refuse(reason)
            return None

    def _days(self) -> tuple[date, ...]:
        return days_in(self.month.data, self.days.data or 0)

    def _situation(self) -> Situation:
        return Situation(
            spouse=self.spouse.data,
            children=self.children.data or 0,
            flat_rate=self.flat_rate.data,
            single_parent=self.single_parent.data,
        )
