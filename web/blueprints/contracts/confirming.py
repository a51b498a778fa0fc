"""A holder approves the hours of a contract; either side cancels what was not worked."""

from flask import abort, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.money import total
from web import clock
from web.access import HELD, allow, find
from web.actions import contracts as actions
from web.blueprints.contracts import PARTIES, bp
from web.blueprints.contracts.reading import shown, the
from web.extensions import db
from web.forms.contracts import ReasonForm
from web.forms.worktime import WorktimeForm
from web.htmx import page
from web.i18n import day_text, euro
from web.models.contract import Contract
from web.navigation import notify
from web.once import once
from web.queries import contracts as queries
from web.queries.worktime import worktime_of

BACK = {"index": ".index", "team": ".team"}  # the lists from which one confirms in place


def answered_for(contract_id: int) -> Contract:
    """A contract that the reader worked, or answers for as a holder of its unit."""
    contract = find(Contract, contract_id)
    if contract.person_id != g.person.id and not queries.is_held(contract, HELD):
        abort(403)
    return contract


def held(contract: Contract) -> Contract:
    """A contract of a unit that the reader holds: nobody else approves its hours."""
    if not queries.is_held(contract, HELD):
        abort(403)
    return contract


def as_shown(text: str) -> Contract:
    """A contract of a list, if it is still what the list showed; ``text``: its id and version."""
    key, _, version = text.partition("-")
    if not key.isdecimal():
        abort(400)
    contract = held(find(Contract, int(key)))
    if version and version != str(contract.version):
        raise StaleDataError
    return contract


@bp.post("/contracts/<int:contract_id>/confirm")
@allow(*PARTIES)
@once("contracts.index")
def confirm(contract_id: int) -> BaseResponse:
    """A holder approves the hours, as declared or as typed: their pay is due."""
    contract = held(the(contract_id))
    form = WorktimeForm(request.form, worktime_of(contract).shown)
    if not form.validate():
        return shown(contract, form, 422)
    form.check_version(contract)
    try:
        done = actions.confirm(contract, now=clock.now(), hours=form.hours())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return shown(the(contract_id), form, 422)
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
    """Everything that was shown as ended: as declared, else as planned."""
    shown_ones = request.form.getlist("contract")[: queries.PAGE]
    if not shown_ones:
        abort(400)
    found = [as_shown(text) for text in shown_ones]
    tell(actions.confirm_all(found, now=clock.now()))
    return redirect(url_for(BACK.get(request.form.get("back", ""), ".index")), code=303)


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
