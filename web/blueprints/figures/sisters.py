"""Sister cooperatives beside ours: for everybody to read, for the board to keep."""

from datetime import date
from decimal import Decimal

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.figures.catalogue import figure
from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import sisters as actions
from web.attached import CSV, ODS, attached
from web.blueprints.figures import bp
from web.blueprints.figures.reading import asked_day
from web.blueprints.figures.sisters_shown import HUNDRED, all_shown, charts, table_of
from web.formats.ods import ods_file
from web.formats.sheet_file import Cell, sheet_file
from web.forms.sisters import SisterForm
from web.htmx import page
from web.i18n import language
from web.models.sister import SisterYear
from web.navigation import notify
from web.once import once

KEEPERS = (Role.BOARD, Role.ADMIN_TEAM)
SISTER = "/sisters/<int:sister_id>"


def keeps() -> bool:
    """May the reader change the figures of sisters?"""
    return not g.person.roles.isdisjoint(KEEPERS)


@bp.get("/sisters")
@allow(*Role)
def sisters() -> Response:
    """Ours first, then each sister with the newest that it said up to a day."""
    day = asked_day()
    rows = all_shown(day)
    return page(
        "figures/sisters.html",
        about=figure("sisters"),
        day=day,
        today=clock.today(),
        rows=rows,
        table=table_of(rows),
        charts=charts(rows),
        keeps=keeps(),
    )


def numbers(day: date) -> tuple[list[str], list[list[Cell]]]:
    """Heads, and rows whose numbers are numbers; nothing where nothing is known."""
    rows = all_shown(day)
    found: list[list[Cell]] = []
    for row in rows:
        told = row.told
        rate = None if told.rate is None else told.rate * HUNDRED
        counts = [_plain(one) for one in (told.founded, rate, told.users)]
        found.append(
            [
                *(told.name, row.country, told.day, told.legal_form, *counts),
                *(told.turnover, _plain(told.staff), _plain(told.offices), told.source),
            ]
        )
    head = [
        _("Cooperative"), _("Country"), _("Day"), _("Legal form"), _("Founded"),
        _("Contribution in percent"), _("Users"), _("Turnover"), _("Team (full-time equivalents)"),
        _("Offices"), _("Source"),
    ]  # fmt: skip
    return head, found


def _plain(value: Decimal | int | None) -> Decimal | None:
    """A number without needless zeros."""
    return None if value is None else Decimal(f"{Decimal(value).normalize():f}")


@bp.get("/sisters/table.csv")
@allow(*Role)
def sisters_csv() -> Response:
    """The table for a spreadsheet."""
    head, rows = numbers(asked_day())
    return attached(sheet_file(head, rows, language()), CSV, "sisters.csv")


@bp.get("/sisters/table.ods")
@allow(*Role)
def sisters_ods() -> Response:
    """The table as an OpenDocument spreadsheet."""
    head, rows = numbers(asked_day())
    return attached(ods_file(_("Sister cooperatives"), head, rows), ODS, "sisters.ods")


def asked(form: SisterForm, row: SisterYear | None = None) -> Response:
    """The form, with what was refused."""
    status = 422 if form.errors else 200
    return page("figures/sister_form.html", status=status, form=form, row=row)


@bp.get("/sisters/new")
@allow(*KEEPERS)
def new_sister() -> Response:
    """An empty form, or the next year of a cooperative that is known already."""
    known = request.args.get("like", type=int)
    if not known:
        return asked(SisterForm())
    row = find(SisterYear, known)
    same = {name: getattr(row, name) for name in ("name", "country", "legal_form", "founded")}
    return asked(SisterForm(data=same))


@bp.post("/sisters/new")
@allow(*KEEPERS)
@once("figures.sisters")
def add_sister() -> BaseResponse:
    """Write the figures of a cooperative down."""
    form = SisterForm(request.form)
    told = form.told()
    if told is None:
        return asked(form)
    try:
        actions.add(told, now=clock.now())
    except RuleError as refusal:
        form.refuse(refusal)
        return asked(form)
    notify(_("The figures of %(name)s are in the table.", name=told.name))
    return redirect(url_for(".sisters"), code=303)


@bp.get(SISTER)
@allow(*KEEPERS)
def edit_sister(sister_id: int) -> Response:
    """What is kept of one cooperative on one day."""
    row = find(SisterYear, sister_id)
    return asked(SisterForm.of(row), row)


@bp.post(SISTER)
@allow(*KEEPERS)
def change_sister(sister_id: int) -> BaseResponse:
    """Correct it."""
    row, form = find(SisterYear, sister_id), SisterForm(request.form)
    form.check_version(row)
    told = form.told()
    if told is None:
        return asked(form, row)
    try:
        actions.change(row, told, version=row.version, now=clock.now())
    except RuleError as refusal:
        form.refuse(refusal)
        return asked(form, find(SisterYear, sister_id))
    notify(_("The figures of %(name)s are changed.", name=told.name))
    return redirect(url_for(".sisters"), code=303)


@bp.post(f"{SISTER}/remove")
@allow(*KEEPERS)
def remove_sister(sister_id: int) -> BaseResponse:
    """Take it away."""
    row, form = find(SisterYear, sister_id), SisterForm(request.form)
    form.check_version(row)
    name = row.name
    actions.remove(row, version=row.version)
    notify(_("The figures of %(name)s are removed.", name=name))
    return redirect(url_for(".sisters"), code=303)
