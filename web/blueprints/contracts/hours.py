"""My calendar, month by month over all contracts; and hours of a period as a file."""

from datetime import date

from flask import Response, abort, g, request
from flask_babel import gettext as _

from domain.errors import Msg
from domain.hours import add_hours
from domain.periods import Month, NotAMonth
from web import clock
from web.access import HELD, allow, visible
from web.blueprints.contracts import PARTIES, READERS, bp
from web.formats.sheet_file import Cell, sheet_file
from web.forms.calendar import calendar
from web.forms.worktime import PeriodForm
from web.htmx import page
from web.i18n import language
from web.models.contract import Contract
from web.queries import contracts as queries
from web.queries import work_days
from web.queries.work_days import WorkLine


@bp.get("/work/days")
@allow(*PARTIES)
def days() -> Response:
    """Every day of a month on which the reader works, whoever employs them."""
    today = clock.today()
    try:
        month = Month.read(request.args.get("month") or str(Month.of(today)))
    except NotAMonth:
        abort(404)
    lines = work_days.of_person(g.person.id, month)
    return page(
        "contracts/days.html",
        fragment="month",
        month=month,
        calendar=calendar(month, (), first=date.max, today=today),
        days=work_days.by_day(lines),
        total=add_hours(line.counted for line in lines),
        has_team=any(queries.teams(HELD, g.person.id).values()),
        today=today,
    )


@bp.get("/work/hours")
@allow(*READERS)
def hours_period() -> Response:
    """Choose the period of the file."""
    form = PeriodForm(None)
    form.begin(Month.of(clock.today()))
    return page("contracts/hours_file.html", form=form, own=not g.person.roles.isdisjoint(PARTIES))


@bp.get("/work/hours.csv")
@allow(*READERS)
def hours_file() -> Response:
    """Hours of a period in sight, or the reader's own: planned, declared and approved."""
    form = PeriodForm(request.args)
    if not form.validate():
        own = not g.person.roles.isdisjoint(PARTIES)
        return page("contracts/hours_file.html", status=422, form=form, own=own)
    sight = Contract.person_id == g.person.id if form.mine.data else visible(Contract)
    first, last = form.period
    rows = (cells_of(line) for line in work_days.between(sight, first, last))
    heads = [_(name) for name in work_days.HEADER]
    response = Response(sheet_file(heads, rows, language()), mimetype="text/csv")
    name = f"hours-{first}-{last}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def cells_of(line: WorkLine) -> list[Cell]:
    """One day of one contract, in the reader's words."""
    return [_(cell) if isinstance(cell, Msg) else cell for cell in work_days.cells(line)]
