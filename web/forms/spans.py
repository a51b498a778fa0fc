"""The stretch of time that a page is about, and the others one can go to from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from domain.spans import Grain, Span
from web.i18n import month_text


@dataclass(frozen=True, slots=True)
class Choice:
    """One stretch of time to go to."""

    value: str  # as the address has it
    label: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The span that was asked for, and its neighbours as far as there is anything in them."""

    span: Span
    title: str
    grains: tuple[Choice, ...]
    previous: Choice | None
    next: Choice | None

    @property
    def value(self) -> str:
        """As the address has it."""
        return str(self.span)


def read_period(args: Mapping[str, str], *, today: date, began: date) -> Period:
    """The period of an address; this year where none is asked for.

    began: the day on which the unit began, before which there is nothing to look at
    """
    typed = args.get("period", "")
    span = Span.read(typed) if typed else Span.around(Grain.YEAR, today)
    whole = span.grain is Grain.ALL
    return Period(
        span=span,
        title=span_text(span),
        grains=tuple(_grains(span, today)),
        previous=None if whole or span.first_day <= began else _choice(span.previous()),
        next=None if whole or span.last_day >= today else _choice(span.next()),
    )


def _grains(span: Span, today: date) -> list[Choice]:
    names = {
        Grain.MONTH: _("Month"),
        Grain.QUARTER: _("Quarter"),
        Grain.YEAR: _("Year"),
        Grain.ALL: _("Everything"),
    }
    near = today if span.grain is Grain.ALL or span.holds(today) else span.last_day
    return [
        Choice(str(Span.around(grain, near)), name, grain is span.grain)
        for grain, name in names.items()
    ]


def _choice(span: Span) -> Choice:
    return Choice(str(span), span_text(span), current=False)


def span_text(span: Span) -> str:
    """A span in words."""
    if span.grain is Grain.MONTH:
        return month_text(span.first)
    if span.grain is Grain.QUARTER:
        return str(_("Quarter %(number)s of %(year)s", number=span.quarter, year=span.first.year))
    if span.grain is Grain.YEAR:
        return str(span.first.year)
    return str(_("Since the beginning"))
