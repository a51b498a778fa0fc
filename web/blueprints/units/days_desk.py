"""What the pages share where contracts on a running budget are made: people, days, one amount."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from domain.budget import Budget
from domain.errors import RuleError
from domain.periods import ONE_DAY, Month
from web.forms.calendar import Calendar, calendar
from web.forms.hiring import HireForm
from web.i18n import word
from web.models.unit import Unit
from web.queries.working import Candidate

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
FIELDS = {"net": "amount", "": "amount"}  # where refusals of the rules belong on these pages


@dataclass(kw_only=True)
class DaysDesk:
    """The form as it was typed, and the month that is shown."""

    unit: Unit
    form: HireForm
    people: dict[int, Candidate]
    guests: tuple[str, ...]  # addresses added by the member
    month: Month
    today: date
    budget: Budget
    others: list[str] = field(default_factory=list)  # reasons that belong to no field

    @property
    def first(self) -> date:
        """The first day on which work may begin."""
        return self.today + ONE_DAY

    @property
    def calendar(self) -> Calendar:
        """The month that is shown."""
        return calendar(self.month, self.form.days.data, first=self.first, today=self.today)

    @property
    def elsewhere(self) -> list[date]:
        """The days outside the month shown: kept as hidden fields."""
        return [day for day in self.form.days.data if Month.of(day) != self.month]

    @property
    def wrong(self) -> bool:
        """Something typed cannot be read, or cannot be."""
        return bool(self.form.errors or self.others)

    def refuse(self, reason: RuleError) -> None:
        """Say no at the field, once."""
        name = FIELDS.get(reason.field, reason.field)
        if name not in self.form:
            self.others.append(word(reason))
        elif word(reason) not in self.form[name].errors:
            self.form[name].errors = [*self.form[name].errors, word(reason)]

    def refuse_stranger(self) -> None:
        """Nobody has the address that was added."""
        text = _("Nobody signs in here with this address. Check it, or ask them for an account.")
        self.form.email.errors = [*self.form.email.errors, text]


def month_shown(typed: MultiDict[str, str], days: Iterable[date], first: date) -> Month:
    """The month of the calendar: asked for, shown before, of the first day chosen, or next."""
    for text in (typed.get("go", ""), typed.get("month", "")):
        if MONTH.fullmatch(text):
            return max(Month.read(text), Month.of(first))
    return Month.of(max(first, min(days, default=first)))
