"""Published figures: period by period, for everybody to read, and as files."""

from collections.abc import Sequence
from datetime import date

from flask import Response, abort, g, request, url_for
from flask_babel import gettext as _

from domain.figures.definition import FIGURE_UNITS
from domain.figures.releasing import read
from domain.roles import Role
from web import clock
from web.access import allow
from web.attached import CSV, ODS, attached
from web.blueprints.figures import bp
from web.blueprints.figures.defining import reads_lines
from web.blueprints.figures.released_shown import (
    NOUNS,
    found_in,
    grouped,
    sorted_values,
    unit_of,
    value_of,
)
from web.figure_words import translated
from web.formats.ods import ods_file
from web.formats.sheet_file import Cell, sheet_file
from web.htmx import page
from web.i18n import language
from web.queries import published as queries
from web.queries import releases

SIZE = 60  # values on a page


def asked_period(periods: Sequence[queries.Period]) -> date | None:
    """The period of the address, or the newest one; 404 if nothing was published of it."""
    typed = request.args.get("day", "")
    days = {one.day.isoformat(): one.day for one in periods}
    if typed and typed not in days:
        abort(404)
    return days[typed] if typed else next(iter(days.values()), None)


@bp.get("/published")
@allow(*Role)
def published() -> Response:
    """One period: errata first, then every value by noun; the other periods beside it."""
    periods = queries.periods()
    day, typed, noun = (
        asked_period(periods),
        request.args.get("q", ""),
        request.args.get("noun", ""),
    )
    if noun not in ("", *NOUNS):
        abort(404)
    values = found_in(sorted_values(queries.holding(day)), typed, noun) if day else []
    number = max(request.args.get("page", 1, type=int), 1)
    pages = [
        url_for(".published", day=day, q=typed or None, noun=noun or None, page=one) if fits else ""
        for one, fits in ((number - 1, number > 1), (number + 1, number * SIZE < len(values)))
    ]
    return page(
        "figures/published.html",
        periods=periods,
        day=day,
        typed=typed,
        noun=noun,
        nouns={key: translated(title) for key, (title, _keys) in NOUNS.items()},
        errata=[value_of(one) for one in releases.errata(day)] if day and number == 1 else [],
        groups=grouped(values[(number - 1) * SIZE : number * SIZE]),
        count=len(values),
        before=pages[0],
        after=pages[1],
        knows_who=reads_lines(),
        corrects=Role.BOARD in g.person.roles,
    )


def numbers() -> tuple[date, list[str], list[list[Cell]]]:
    """Heads, and all values of a period with what errata replaced."""
    day = asked_period(queries.periods())
    if day is None:
        abort(404)
    head = [
        _("Topic"), _("Figure"), _("Value"), _("Unit"), _("Last day of the period"),
        _("Published"), _("Definition"), _("Value before the erratum"), _("Reason"), _("Key"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for one in sorted_values(queries.holding(day)):
        kept = one.told.release
        noun = translated(NOUNS[one.noun][0]) if one.noun else ""
        unit = translated(FIGURE_UNITS[unit_of(read(kept.key))])
        before = None if one.told.replaces is None else one.told.replaces.normalize()
        told: list[Cell] = [noun, one.name, kept.value.normalize(), unit, day]
        when = clock.day_of(kept.made)
        rows.append([*told, when, str(kept.version), before, kept.reason, kept.key])
    return day, head, rows


@bp.get("/published/values.csv")
@allow(*Role)
def published_csv() -> Response:
    """A period for a spreadsheet."""
    day, head, rows = numbers()
    data = sheet_file(head, rows, language())
    return attached(data, CSV, f"published-{day.isoformat()}.csv")


@bp.get("/published/values.ods")
@allow(*Role)
def published_ods() -> Response:
    """The same as an OpenDocument spreadsheet."""
    day, head, rows = numbers()
    return attached(ods_file(day.isoformat(), head, rows), ODS, f"published-{day.isoformat()}.ods")
