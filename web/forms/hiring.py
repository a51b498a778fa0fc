"""The form of a contract on a running budget: one person, their days, one amount."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import EmailField, RadioField
from wtforms.validators import Length, ValidationError

from domain.employment import OFFERED_TYPES, ContractType
from domain.hiring import WAYS, Way
from domain.hours import FULL_DAY, Hours
from web.forms.assignments import Asked, at_most
from web.forms.contracts import DaysField
from web.forms.fields import BaseForm, EurField, LabelField, WordField
from web.forms.hours import HoursField
from web.i18n import _l
from web.queries.working import Candidate


def not_nothing(_form: Any, field: HoursField) -> None:
    """Refuse a day of work without work."""
    if field.data is not None and not field.data:
        raise ValidationError(_("Type the hours of a day, or leave it empty for full days."))


def _ways() -> Iterable[tuple[str, str]]:
    return [(way.value, _(text)) for way, text in WAYS.items()]


class HireForm(BaseForm):
    """Who works, what, when and for how much; what is missing is said when it is sent."""

    worker = RadioField(_l("Who works"), coerce=int, validate_choice=False)
    kind = LabelField(_l("Contract"), OFFERED_TYPES, [Asked()])
    work = WordField(_l("What is the work?"), [Asked(), Length(max=400)])
    days = DaysField(_l("Days of work"))
    hours = HoursField(
        _l("Hours a day"), [not_nothing], render_kw={"inputmode": "decimal", "autocomplete": "off"}
    )
    way = RadioField(_l("Start from"), choices=_ways, default=Way.BUDGET.value)
    amount = EurField(_l("Amount"), [Asked(), at_most], least=Decimal("0.01"))
    email = EmailField(_l("Someone else, by their exact e-mail address"), [Length(max=254)])

    def __init__(self, typed: Any, people: Mapping[int, Candidate]) -> None:
        super().__init__(typed)
        self.worker.choices = [(person.id, person.name) for person in people.values()]

    @property
    def direction(self) -> Way:
        """Which amount was typed."""
        return Way(self.way.data) if self.way.data in WAYS else Way.BUDGET

    @property
    def hours_by_day(self) -> dict[date, Hours]:
        """The hours of the days that are not full days."""
        number = self.hours.data
        if not number or number == FULL_DAY:
            return {}
        return dict.fromkeys(self.days.data, number)

    def contract_type(self, usual: ContractType) -> ContractType:
        """What was chosen, else the usual one."""
        return self.kind.data or usual
