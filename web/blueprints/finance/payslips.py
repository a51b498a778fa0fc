"""The month run: which months are closed, a preview of each, closing it, its papers being made."""

import sqlalchemy as sa
from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.entities import EntityCode
from domain.errors import RuleError
from domain.payrun import RunState, missing_figures
from domain.periods import Month, NotAMonth
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import payrun as actions
from web.blueprints.finance import bp
from web.extensions import db
from web.formats.sheet_file import sheet_file
from web.forms.finance import CloseForm
from web.htmx import page
from web.i18n import language, month_text
from web.models.entity import Entity
from web.navigation import notify
from web.once import once
from web.queries import payrun as work
from web.queries import payrun_months as months
from web.queries import payrun_page as queries
from web.queries import payrun_since as changed
from web.queries import payrun_waiting as waiting
from web.queries import payslips as closed
from web.queries.payrun_due import still_due
from web.queries.payrun_quarter import is_settled_by


@bp.get("/payslips")
@allow(Role.FINANCE)
def payslips() -> Response:
    """The months of a year, employer by employer."""
    today = clock.today()
    years = months.years(today.year)
    asked = request.args.get("year", 0, type=int)
    year = asked if asked in years else today.year
    return page("finance/payslips.html", months=months.months(year, today), years=years, year=year)


def asked_for(code: str, month: str) -> tuple[Entity, Month]:
    """The employer and the month of an address."""
    try:
        wanted = Month.read(month)
        known = sa.select(Entity).where(Entity.code == EntityCode(code))
    except (NotAMonth, ValueError):
        abort(404)
    return db.session.scalars(known).one(), wanted


@bp.get("/payslips/<string:code>/<string:month>")
@allow(Role.FINANCE)
def payslip_month(code: str, month: str) -> Response:
    """What closing would make, or what was closed and what was confirmed since."""
    entity, wanted = asked_for(code, month)
    totals = queries.totals(entity.id, wanted)
    state = queries.state_of(entity.id, wanted, totals.earned)
    fresh = queries.count_new(entity.id, wanted) if state is RunState.CORRECTION else 0
    only_new = bool(fresh) and request.args.get("view") != "all"
    typed = request.args.get("q", "")
    missing = missing_figures(wanted)
    since = request.args.get("since", 0, type=int)
    return page(
        "finance/payslip_month.html",
        fragment="rows",
        entity=entity,
        month=wanted,
        totals=totals,
        state=state,
        fresh=fresh,
        only_new=only_new,
        typed=typed,
        missing=missing,
        since=since,
        mark=changed.mark(entity.id, wanted),
        added=changed.added_since(entity.id, wanted, since) if since else [],
        settles=is_settled_by(entity.id, wanted),
        waiting=waiting.waiting(entity.id, wanted),
        left_open=waiting.count_waiting(entity.id, wanted),
        runs=closed.runs_of(entity.id, wanted),
        found=None
        if missing
        else queries.people(
            entity,
            wanted,
            typed=typed,
            only_new=only_new,
            after=request.args.get("after", 0, type=int),
        ),
    )


@bp.get("/payslips/<string:code>/<string:month>/table.csv")
@allow(Role.FINANCE)
def payslip_table(code: str, month: str) -> Response:
    """Everybody of a month, for a spreadsheet."""
    entity, wanted = asked_for(code, month)
    rows = (
        (
            item.name,
            str(item.days),
            item.reckoned.booked.gross,
            item.reckoned.booked.social_security,
            item.reckoned.booked.special,
            item.totals.settlement,
            item.reckoned.booked.withholding,
            item.totals.net,
            item.paid,
            item.difference,
        )
        for item in work.earners(entity, wanted)
    )
    response = Response(sheet_file(heads(), rows, language()), mimetype="text/csv")
    name = f"payslips-{entity.code}-{wanted}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def heads() -> list[str]:
    """What the columns of the table are called."""
    return [
        _("Person"),
        _("Days"),
        _("Gross pay"),
        _("Social security"),
        _("Special social security contribution"),
        _("Settlement of the special social security contribution"),
        _("Withholding tax"),
        _("Net pay"),
        _("Already paid"),
        _("More than the last closed payslip"),
    ]


@bp.get("/payslips/<string:code>/<string:month>/close")
@allow(Role.FINANCE)
def ask_to_close(code: str, month: str) -> Response:
    """What will happen, before it does."""
    return asked_to_close(*asked_for(code, month), CloseForm())


def asked_to_close(entity: Entity, month: Month, form: CloseForm, status: int = 200) -> Response:
    """The question, with the work that nobody confirmed yet."""
    totals = queries.totals(entity.id, month)
    state = queries.state_of(entity.id, month, totals.earned)
    return page(
        "finance/payslip_close.html",
        status=status,
        entity=entity,
        month=month,
        totals=totals,
        state=state,
        many=queries.count_new(entity.id, month) if state is RunState.CORRECTION else totals.people,
        waiting=waiting.waiting(entity.id, month),
        left_open=waiting.count_waiting(entity.id, month),
        settles=is_settled_by(entity.id, month),
        form=form,
    )


@bp.post("/payslips/<string:code>/<string:month>/close")
@allow(Role.FINANCE)
@once("finance.payslips")
def close_month(code: str, month: str) -> BaseResponse:
    """Close it: payslips for ever, and nothing paid."""
    entity, wanted = asked_for(code, month)
    form = CloseForm(request.form)
    form.validate()
    try:
        run = actions.close(entity, wanted, now=clock.now(), accepted=form.later.data or 0)
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return asked_to_close(*asked_for(code, month), form, status=422)
    many = ngettext("%(num)s payslip", "%(num)s payslips", run.people)
    text = _("%(month)s is closed: %(many)s.", month=month_text(wanted), many=many)
    notify(text[0].upper() + text[1:])
    return redirect(url_for(".payslip_run", run_id=run.id), code=303)


@bp.get("/payslips/runs/<int:run_id>")
@allow(Role.FINANCE)
def payslip_run(run_id: int) -> Response:
    """One run: its totals, its papers, whose payslips they are."""
    run = closed.run(run_id) or abort(404)
    typed = request.args.get("q", "")
    found = closed.slips_of(run_id, typed=typed, after=request.args.get("after", 0, type=int))
    return page(
        "finance/payslip_run.html",
        fragment="rows",
        run=run,
        found=found,
        typed=typed,
        progress=closed.progress(run_id),
        due=still_due(run.entity_id, run.month),
    )


@bp.get("/payslips/runs/<int:run_id>/progress")
@allow(Role.FINANCE)
def payslip_progress(run_id: int) -> Response:
    """How far the papers are; nothing where the reader has it already."""
    run = closed.run(run_id) or abort(404)
    progress = closed.progress(run_id)
    if request.headers.get("HX-PTag") == progress.tag:
        return Response(status=304)
    response = page(
        "finance/payslip_progress.html", fragment="progress", run=run, progress=progress
    )
    response.headers["HX-PTag"] = progress.tag
    return response
