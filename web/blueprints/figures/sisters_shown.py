"""Sister cooperatives as a table and as charts; ours first, from the live figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from domain.figures.definition import FigureUnit
from domain.money import eur
from domain.sisters import ASPECTS, Told
from web.blueprints.figures import source
from web.charts import bars
from web.charts.svg import responsive
from web.countries import country_name
from web.figure_charts import ChartShown, TableShown
from web.figure_words import figure_text, translated
from web.i18n import day_text, percent
from web.queries.entities import company
from web.queries.sisters import last_told

HUNDRED = Decimal(100)
# Where each of our own numbers comes from; what we do not count stays empty.
OURS = {
    "rate": "contribution_rate",
    "users": "holders",
    "turnover": "turnover",
    "offices": "offices",
}
UNITS = {
    "users": FigureUnit.COUNT,
    "turnover": FigureUnit.EUR,
    "staff": FigureUnit.FTE,
    "offices": FigureUnit.COUNT,
}


@dataclass(frozen=True, slots=True)
class SisterShown:
    """One row: what it says, and which line of ours it is."""

    told: Told
    country: str  # in the reader's language
    cells: tuple[str, ...]  # under the heads of ASPECTS
    id: int | None = None  # None: our own cooperative

    @property
    def day(self) -> str:
        """The day it speaks of."""
        return day_text(self.told.day, "short")


def _cell(told: Told, aspect: str) -> str:
    value = getattr(told, aspect)
    if value is None:
        return str(_("not known"))
    if aspect == "founded":
        return str(value)
    return percent(value.normalize()) if aspect == "rate" else figure_text(value, UNITS[aspect])


def _shown(told: Told, key: int | None) -> SisterShown:
    cells = tuple(_cell(told, aspect) for aspect in ASPECTS)
    return SisterShown(told, country_name(told.country), cells, key)


def ours(day: date) -> Told:
    """Our own cooperative in the same words."""
    us, found = company(), source.amounts(OURS.values(), day)
    amounts = {aspect: found[key] for aspect, key in OURS.items()}
    users, turnover, offices = amounts["users"], amounts["turnover"], amounts["offices"]
    return Told(
        name=us.name,
        country=us.country,
        day=day,
        legal_form=us.legal_form,
        rate=amounts["rate"],
        users=None if users is None else int(users),
        turnover=None if turnover is None else eur(turnover),
        offices=None if offices is None else int(offices),
        source=_("Counted here, from 1 January to this day"),
    )


def all_shown(day: date) -> list[SisterShown]:
    """Ours, then the others by name."""
    return [_shown(ours(day), None), *(_shown(row.told, row.id) for row in last_told(day))]


def table_of(rows: Sequence[SisterShown]) -> TableShown:
    """The same as a table of texts."""
    heads = (translated(head) for head in ASPECTS.values())
    body = tuple((row.told.name, row.country, row.day, *row.cells) for row in rows)
    head = _("Cooperative"), _("Country"), _("Day"), *heads
    return TableShown(_("Sister cooperatives"), head, body, names=3)


def charts(rows: Sequence[SisterShown]) -> list[ChartShown]:
    """What each asks of its users, and what it sells for each of them."""
    if len(rows) < 2:
        return []

    drawn = [
        _chart("sister-rates", _("Contribution, as a part of the turnover"), rows, _rate, percent),
        _chart("sister-turnover", _("Turnover per user"), rows, _per_user, _euros),
    ]
    return [one for one in drawn if one is not None]


def _rate(told: Told) -> Decimal | None:
    return None if told.rate is None else told.rate.normalize()


def _per_user(told: Told) -> Decimal | None:
    return told.turnover_per_user


def _euros(amount: Decimal) -> str:
    return figure_text(amount, FigureUnit.EUR)


def _chart(
    key: str,
    title: str,
    rows: Sequence[SisterShown],
    value_of: Callable[[Told], Decimal | None],
    say: Callable[[Decimal], str],
) -> ChartShown | None:
    """Bars of those that are known; nothing where only one is."""
    found = [(row, value_of(row.told)) for row in rows]
    if sum(value is not None for _row, value in found) < 2:
        return None
    texts = [_("not known") if value is None else say(value) for _row, value in found]
    drawn_rows = [
        bars.Bar(row.told.name, (value,), (text,))
        for (row, value), text in zip(found, texts, strict=True)
    ]
    said = "; ".join(f"{one.name}: {one.texts[0]}" for one in drawn_rows)
    table = TableShown(
        title, (_("Cooperative"), title), tuple((one.name, one.texts[0]) for one in drawn_rows)
    )
    drawing = responsive(lambda frame: bars.grouped(frame, drawn_rows), key, title, said)
    return ChartShown(key, title, drawing, table)
