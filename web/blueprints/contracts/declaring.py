"""Declaring the hours of a contract, by the worker or for them; a holder may send them back."""

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.contract_life import AGREED
from domain.errors import RuleError
from domain.hours import clock_text
from web import clock
from web.access import HELD, allow
from web.actions import hours as actions
from web.blueprints.contracts import PARTIES, bp
from web.blueprints.contracts.confirming import answered_for, held
from web.blueprints.contracts.reading import calendars, shown, the
from web.extensions import db
from web.forms.contracts import ReasonForm
from web.forms.worktime import WorktimeForm
from web.htmx import page
from web.i18n import day_text
from web.models.contract import Contract
from web.navigation import notify
from web.once import once
from web.queries import contracts as queries
from web.queries.work_days import months_closed
from web.queries.worktime import sum_of, worktime_of

BACK = {"index": ".index"}


@bp.get("/contracts/<int:contract_id>/hours")
@allow(*PARTIES)
def hours(contract_id: int) -> BaseResponse:
    """A calendar with the hours of each day; htmx asks what they come to while they are typed."""
    answered_for(contract_id)
    contract = the(contract_id)
    if contract.status not in AGREED:
        return redirect(url_for(".show", contract_id=contract_id), code=303)
    form = WorktimeForm(request.args, worktime_of(contract).shown)
    form.validate()
    return to_declare(contract, form)


def to_declare(contract: Contract, form: WorktimeForm, status: int = 200) -> Response:
    """The page, with what was typed."""
    time, today = worktime_of(contract), clock.today()
    return page(
        "contracts/hours.html",
        fragment="totals",
        status=status,
        contract=contract,
        form=form,
        time=time,
        sum=sum_of(contract, form.days.data),
        months=calendars(time.shown),
        works=contract.person_id == g.person.id,
        holds=queries.is_held(contract, HELD),
        closed=months_closed(contract.entity_id, time.shown),
        today=today,
    )


@bp.post("/contracts/<int:contract_id>/hours")
@allow(*PARTIES)
@once("contracts.index")
def declare(contract_id: int) -> BaseResponse:
    """These hours were worked, as typed or as planned; they can change until they are approved."""
    answered_for(contract_id)
    contract = the(contract_id)
    form = WorktimeForm(request.form, worktime_of(contract).shown)
    if not form.validate():
        return to_declare(contract, form, 422)
    form.check_version(contract)
    try:
        row = actions.declare(contract, now=clock.now(), hours=form.hours())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return to_declare(the(contract_id), form, 422)
    tell(row)
    back = BACK.get(form.back.data or "")
    return redirect(url_for(back) if back else url_for(".show", contract_id=contract_id), code=303)


@bp.post("/work/declare")
@allow(*PARTIES)
@once("contracts.index")
def declare_all() -> BaseResponse:
    """Everything that was shown as ended, worked as planned."""
    ids = request.form.getlist("contract", type=int)[: queries.PAGE]
    if not ids:
        abort(400)
    done = actions.declare_all([answered_for(key) for key in ids], now=clock.now())
    notify(
        ngettext("%(num)s contract is declared.", "%(num)s contracts are declared.", done)
        if done
        else _("All of these were already declared.")
    )
    return redirect(url_for(".index"), code=303)


def tell(contract: Contract) -> None:
    """What was said, and who says yes to it until when."""
    time = worktime_of(contract)
    total = clock_text(time.sum.hours)
    if time.answer_until is None:
        notify(_("Saved: %(hours)s hours so far. You can change them.", hours=total))
    else:
        until = day_text(time.answer_until)
        notify(
            _(
                "Declared: %(hours)s hours. A holder of the unit approves them; "
                "if nobody answers until %(day)s, they count as approved.",
                hours=total,
                day=until,
            )
        )


@bp.post("/contracts/<int:contract_id>/hours/back")
@allow(*PARTIES)
@once("contracts.team")
def send_back(contract_id: int) -> BaseResponse:
    """A holder does not agree with what was declared, and says why."""
    contract, form = held(the(contract_id)), ReasonForm(request.form)
    name = contract.person.name
    if form.validate():
        try:
            actions.send_back(contract, reason=form.reason.data)
        except RuleError as refusal:
            db.session.rollback()
            contract = the(contract_id)
            form.refuse(refusal)
        else:
            notify(_("Sent back. %(name)s reads why and declares again.", name=name))
            return redirect(url_for(".show", contract_id=contract_id), code=303)
    hours_form = WorktimeForm(None, worktime_of(contract).shown)
    return shown(contract, hours_form, 422, back_form=form)
