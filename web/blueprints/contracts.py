"""Days and pay: what I must confirm, what I will be paid, what I earned."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response as BaseResponse

from domain.employment import by_month
from domain.errors import RuleError
from domain.money import total
from domain.payments import PAY_DELAY
from domain.periods import Month, NotAMonth
from domain.roles import Role
from web import clock
from web.access import HELD, allow, find, visible
from web.actions import contracts as actions
from web.extensions import db
from web.forms.calendar import Calendar, calendar
from web.forms.contracts import ConfirmForm, ReasonForm
from web.htmx import page
from web.i18n import day_text, euro
from web.models.contract import Contract
from web.navigation import notify
from web.once import once
from web.queries import contracts as queries
from web.queries import pay
from web.queries.contract_page import show_contract
from web.queries.contracts import View
from web.queries.payslips import closed_of

bp = Blueprint("contracts", __name__)
PARTIES = (Role.MEMBER, Role.WORKER)
READERS = (*PARTIES, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
BACK = {"index": ".index", "team": ".team"}  # the lists from which one confirms in place
WHOLE = (
    joinedload(Contract.entity),
    joinedload(Contract.unit),
    joinedload(Contract.person),
    selectinload(Contract.days),
    selectinload(Contract.earnings),
)
LATEST = 5  # payments shown on the first page


@bp.get("/work")
@allow(*PARTIES)
def index() -> Response:
    """What to confirm, what is coming, what was earned."""
    person_id, today = g.person.id, clock.today()
    waiting = queries.open_of(person_id)
    years = pay.years(person_id, today.year)
    asked = request.args.get("year", 0, type=int)
    year = asked if asked in years else today.year
    return page(
        "contracts/index.html",
        fragment="months",
        to_confirm=[line for line in waiting if line.can_be_confirmed(today)],
        planned=[line for line in waiting if not line.can_be_confirmed(today)],
        days=queries.days_of([line.id for line in waiting]),
        coming=pay.coming(person_id, today),
        carried=pay.carried(person_id),
        months=pay.months(person_id, year),
        years=years,
        year=year,
        paid=pay.paid(person_id, today, limit=LATEST),
        has_team=queries.has_team(HELD, person_id),
        delay=int(PAY_DELAY.on(today).value),
        today=today,
    )


@bp.get("/work/paid")
@allow(*PARTIES)
def paid() -> Response:
    """Everything the reader was paid."""
    before = request.args.get("before", 0, type=int)
    found = pay.paid(g.person.id, clock.today(), before=before)
    return page("contracts/paid.html", found=found)


@bp.get("/work/<string:month>")
@allow(*PARTIES)
def month(month: str) -> Response:
    """The payslip of a month as far as it is known, employer by employer."""
    try:
        wanted = Month.read(month)
    except NotAMonth:
        abort(404)
    slips = pay.month_slips(g.person.id, wanted, g.person.situation)
    closed = closed_of(g.person.id, wanted)
    return page("contracts/month.html", month=wanted, slips=slips, closed=closed)


@bp.get("/work/team")
@allow(*PARTIES)
def team() -> Response:
    """Who else works for the reader's units."""
    view = View(request.args["view"]) if request.args.get("view") in [*View] else View.ALL
    found = queries.team(
        visible(Contract) & Contract.unit_id.in_(HELD),
        view=view,
        today=clock.today(),
        unit_id=request.args.get("unit", 0, type=int),
        without=g.person.id,
        before=request.args.get("before", 0, type=int),
    )
    return page("contracts/team.html", fragment="rows", found=found, view=view, today=clock.today())


def the(contract_id: int) -> Contract:
    """One contract with all that its page shows."""
    return find(Contract, contract_id, *WHOLE)


@bp.get("/contracts/<int:contract_id>")
@allow(*READERS)
def show(contract_id: int) -> Response:
    """One contract: who, when, how much, and what happens next."""
    return shown(contract_id, ConfirmForm())


def shown(contract_id: int, form: ConfirmForm, status: int = 200) -> Response:
    """The page of a contract, with the days that the form has ticked."""
    contract = the(contract_id)
    story = show_contract(contract, reader=g.person, held=HELD, today=clock.today())
    typed = form.worked()
    return page(
        "contracts/show.html",
        status=status,
        story=story,
        contract=contract,
        form=form,
        ticked=story.days if typed is None else typed,
        today=clock.today(),
        months=[weeks_of(month, days) for month, days in by_month(story.days).items()],
    )


def weeks_of(month: Month, days: Collection[date]) -> Calendar:
    """The weeks of a month in which these days lie."""
    whole = calendar(month, (), first=date.max, today=clock.today())
    kept = (week for week in whole.weeks if any(cell and cell.date in days for cell in week))
    return replace(whole, weeks=tuple(kept))


def answered_for(contract_id: int) -> Contract:
    """A contract that the reader worked, or answers for as a holder of its unit."""
    contract = find(Contract, contract_id)
    if contract.person_id != g.person.id and not queries.is_held(contract, HELD):
        abort(403)
    return contract


@bp.post("/contracts/<int:contract_id>/confirm")
@allow(*PARTIES)
@once("contracts.index")
def confirm(contract_id: int) -> BaseResponse:
    """The work was done on these days: its pay is due."""
    contract, form = answered_for(contract_id), ConfirmForm(request.form)
    if not form.validate():
        return shown(contract_id, form, 422)
    try:
        done = actions.confirm(contract, now=clock.now(), days=form.worked())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return shown(contract_id, form, 422)
    tell([done])
    back = BACK.get(form.back.data or "")
    return redirect(url_for(back) if back else url_for(".show", contract_id=contract_id), code=303)


def tell(done: list[actions.Confirmed]) -> None:
    """What confirming made due, and when."""
    due = total(item.due for item in done)
    days = sorted({item.due_day for item in done if item.due})
    if not done:
        text = _("All of these were already confirmed.")
    elif not days:
        text = _("Confirmed. Nothing is paid now: it makes up for what was paid too much before.")
    elif len(days) == 1:
        text = _("Confirmed: %(net)s is due on %(day)s.", net=euro(due), day=day_text(days[0]))
    else:
        text = _(
            "Confirmed: %(net)s is due, from %(first)s to %(last)s.",
            net=euro(due),
            first=day_text(days[0]),
            last=day_text(days[-1]),
        )
    notify(text)


@bp.post("/work/confirm")
@allow(*PARTIES)
@once("contracts.index")
def confirm_all() -> BaseResponse:
    """Everything that was shown as ended, worked as planned."""
    ids = request.form.getlist("contract", type=int)[: queries.PAGE]
    if not ids:
        abort(400)
    tell(actions.confirm_all([answered_for(key) for key in ids], now=clock.now()))
    return redirect(url_for(".index"), code=303)


@bp.route("/contracts/<int:contract_id>/cancel", methods=["GET", "POST"])
@allow(*PARTIES)
def cancel(contract_id: int) -> BaseResponse:
    """Ask why, then cancel: nobody is paid."""
    contract, form = answered_for(contract_id), ReasonForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            actions.cancel(contract, reason=form.reason.data, now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("The contract is cancelled. Nobody is paid for it."))
            return redirect(url_for(".show", contract_id=contract_id), code=303)
    status = 422 if form.errors or form.form_errors else 200
    return page(
        "contracts/cancel.html",
        status=status,
        contract=the(contract_id),
        form=form,
        today=clock.today(),
    )
