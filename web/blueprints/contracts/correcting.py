"""Correcting approved hours: written by one side, answered by the other, visible for ever."""

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.correcting import check_answers, check_locked
from domain.errors import RuleError
from domain.money import ZERO
from web import clock
from web.access import allow
from web.actions import corrections as actions
from web.blueprints.contracts import READERS, bp
from web.blueprints.contracts.correction_desk import CorrectionDesk, lay_out, the_correction
from web.extensions import db
from web.forms.contracts import ReasonForm
from web.htmx import page
from web.i18n import euro
from web.models.amendment import Amendment
from web.navigation import notify
from web.once import once


@bp.get("/contracts/<int:contract_id>/correct")
@allow(*READERS)
def correction(contract_id: int) -> BaseResponse:
    """The correction that waits for an answer; without one, the hours ready to be corrected."""
    desk = lay_out(contract_id, request.args)
    check_locked(desk.contract.status)
    return shown(desk)


def shown(desk: CorrectionDesk, status: int = 200, no: ReasonForm | None = None) -> Response:
    """The page, with what was typed."""
    return page(
        "contracts/correct.html",
        fragment="totals",
        status=status,
        desk=desk,
        contract=desk.contract,
        form=desk.form,
        no=no or ReasonForm(),
        today=clock.today(),
    )


@bp.post("/contracts/<int:contract_id>/correct")
@allow(*READERS)
@once("contracts.index")
def correct(contract_id: int) -> BaseResponse:
    """Propose what was really worked; who is both sides says yes by sending it."""
    desk = lay_out(contract_id, request.form)
    if "wider" in request.form:
        return shown(desk)
    if not desk.form.validate():
        return shown(desk, 422)
    wish = actions.Correction(
        hours=desk.form.days.data, reason=desk.form.reason.data or "", author_id=g.person.id
    )
    try:
        if desk.both:
            tell(actions.correct(desk.contract, wish, now=clock.now()))
        else:
            actions.propose(desk.contract, wish, now=clock.now())
            notify(_("Proposed. It counts once the other side accepts it."))
    except RuleError as refusal:
        db.session.rollback()
        again = lay_out(contract_id, request.form)
        again.form.refuse(refusal)
        return shown(again, 422)
    return redirect(url_for(".show", contract_id=contract_id), code=303)


def tell(done: actions.Corrected) -> None:
    """What a correction changes for the worker."""
    if done.due:
        text = _("Corrected: %(net)s more is due.", net=euro(done.due))
    elif done.net < ZERO:
        text = _(
            "Corrected: %(net)s was paid too much and is taken off the next pay.",
            net=euro(-done.net),
        )
    else:
        text = _("Corrected. Nothing more is paid now.")
    notify(text)


def answered(contract_id: int, amendment_id: int) -> Amendment:
    """A correction that the reader is asked about."""
    found, desk = the_correction(contract_id, amendment_id), lay_out(contract_id, {})
    check_answers(desk.side_of(found), works=desk.works, holds=desk.holds)
    return found


@bp.post("/contracts/<int:contract_id>/correct/<int:amendment_id>/accept")
@allow(*READERS)
@once("contracts.index")
def accept_correction(contract_id: int, amendment_id: int) -> BaseResponse:
    """The other side says yes."""
    tell(actions.accept(answered(contract_id, amendment_id), now=clock.now()))
    return redirect(url_for(".show", contract_id=contract_id), code=303)


@bp.post("/contracts/<int:contract_id>/correct/<int:amendment_id>/decline")
@allow(*READERS)
@once("contracts.index")
def decline_correction(contract_id: int, amendment_id: int) -> BaseResponse:
    """The other side says no, and why."""
    found, form = answered(contract_id, amendment_id), ReasonForm(request.form)
    if not form.validate():
        return shown(lay_out(contract_id, {}), 422, form)
    actions.decline(found, reason=form.reason.data, now=clock.now())
    notify(_("You have declined. What was approved stands."))
    return redirect(url_for(".show", contract_id=contract_id), code=303)


@bp.post("/contracts/<int:contract_id>/correct/<int:amendment_id>/withdraw")
@allow(*READERS)
@once("contracts.index")
def withdraw_correction(contract_id: int, amendment_id: int) -> BaseResponse:
    """Who proposed it, or answers with them, takes it back."""
    found, desk = the_correction(contract_id, amendment_id), lay_out(contract_id, {})
    if not desk.may_withdraw(found):
        abort(403)
    actions.withdraw(found, now=clock.now())
    notify(_("The correction is taken back. What was approved stands."))
    return redirect(url_for(".show", contract_id=contract_id), code=303)
