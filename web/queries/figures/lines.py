"""What a figure is made of, as a table that is ready to be read: line by line, by pages."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from domain.figures.catalogue import figure
from domain.figures.definition import FigureUnit
from domain.ledger import ACTS, Act
from domain.shares.words import CATEGORIES, Category
from web import clock
from web.extensions import db
from web.i18n import day_text, money, number
from web.queries.figures.acts import HUNDRED
from web.queries.figures.made_of import MADE_OF, Made
from web.queries.paging import PAGE

IN_HUNDREDTHS = (FigureUnit.EUR, FigureUnit.HOURS)
NOTHING = "–"
Text = str | Markup


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of lines: texts under their heads."""

    caption: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()
    more: bool = False
    names: int = 1  # how many columns are words, before the numbers
    foot: tuple[str, ...] = ()
    hides: bool = False


def lines(key: str, day: date, page: int = 1) -> Lines:
    """Page after page, what a figure of a day is made of, as far as the reader may see it.

    Nothing for a figure without lines, such as a rate.
    """
    title = _(figure(key).title)
    made = MADE_OF.get(key)
    if made is None:
        return Lines(title)
    query = made.query(key, day).offset((page - 1) * PAGE).limit(PAGE + 1)
    found = db.session.execute(query).all()
    return Lines(
        title,
        tuple(_(head) for head, _unit in made.heads),
        tuple(_row(made, row) for row in found[:PAGE]),
        more=len(found) > PAGE,
        names=sum(unit is None for _head, unit in made.heads),
    )


def _row(made: Made, row: Any) -> tuple[Text, ...]:
    key, *values = row
    cells = [_said(value, unit) for value, (_head, unit) in zip(values, made.heads, strict=True)]
    if key is not None:
        url = url_for(made.page, **{made.argument: key})
        cells[0] = Markup('<a href="{}">{}</a>').format(url, cells[0] or NOTHING)
    return tuple(cells)


def _said(value: Any, unit: FigureUnit | None) -> Text:
    if value is None:
        return NOTHING
    if unit is not None:
        amount = Decimal(int(value)) / (HUNDRED if unit in IN_HUNDREDTHS else 1)
        return money(amount) if unit is FigureUnit.EUR else number(amount)
    if isinstance(value, datetime):
        return day_text(clock.day_of(value), "short")
    if isinstance(value, date):
        return day_text(value, "short")
    if isinstance(value, Act):
        return str(_(ACTS[value]))
    return str(_(CATEGORIES[value])) if isinstance(value, Category) else str(value)
