"""Agreements as lists, and the page of one; preparing a month by hand."""

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.periods import Month, NotAMonth
from domain.roles import Role
from web import clock
from web.access import allow, visible
from web.actions import employment_months as months
from web.actions import employments as actions
from web.blueprints.employments import bp
from web.blueprints.employments.pages import OFFICE, PARTIES, READERS, reader, shown, the
from web.extensions import db
from web.htmx import page
from web.i18n import month_text, word
from web.models.employment import Employment
from web.navigation import notify
from web.once import once
from web.queries.employments import count, lines


@bp.get("/employments")
@allow(*OFFICE, Role.FINANCE)
def index() -> Response:
    """Every agreement that the reader follows, those that need something first."""
    today = clock.today()
    found = lines(visible(Employment), today)
    return page("employments/all.html", found=found, count=count(today), today=today)


@bp.get("/work/employments")
@allow(*PARTIES)
def mine() -> Response:
    """The reader's own agreements."""
    today = clock.today()
    return page(
        "employments/mine.html",
        found=lines(Employment.person_id == g.person.id, today),
        today=today,
    )


@bp.get("/employments/<int:employment_id>")
@allow(*READERS)
def show(employment_id: int) -> Response:
    """One agreement: what was agreed, its months, its changes, its end."""
    return shown(employment_id)


@bp.get("/work/employments/<int:employment_id>")
@allow(*PARTIES)
def show_mine(employment_id: int) -> Response:
    """The same for the person who works: what to answer comes first."""
    if the(employment_id).person_id != g.person.id:
        abort(404)
    return shown(employment_id)


@bp.post("/employments/<int:employment_id>/prepare")
@allow(Role.MEMBER, *OFFICE)
@once("units.index")
def prepare(employment_id: int) -> BaseResponse:
    """Make the contract of a month now, instead of a few days before it begins."""
    row = the(employment_id)
    concerned = reader(row)
    if not concerned.holds and not concerned.office:
        abort(403)
    try:
        month = Month.read(request.form.get("month", ""))
        contract = months.prepare(row, month, now=clock.now())
    except NotAMonth:
        abort(400)
    except RuleError as refusal:
        db.session.rollback()
        return shown(employment_id, errors=(word(refusal),), status=422)
    notify(_("%(month)s is prepared.", month=month_text(Month.of(contract.first_day))))
    return redirect(url_for(".show", employment_id=employment_id), code=303)


@bp.post("/employments/<int:employment_id>/withdraw")
@allow(Role.MEMBER)
def withdraw(employment_id: int) -> BaseResponse:
    """Take the offer back before there is an answer."""
    row = the(employment_id)
    if not reader(row).holds:
        abort(403)
    unit_id = row.unit_id
    actions.withdraw(row)
    notify(_("The offer is taken back."))
    return redirect(url_for("units.employments", unit_id=unit_id), code=303)
