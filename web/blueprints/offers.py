"""An offer of work: read in full, then accepted or declined by the worker, or taken back."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.contract_life import ContractStatus
from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import HELD, allow, find
from web.actions import offers as actions
from web.blueprints.contracts import READERS, WHOLE
from web.documents.contract import contract_sheet, contract_text, for_others
from web.extensions import db
from web.forms.offers import AcceptForm, DeclineForm
from web.htmx import page
from web.models.contract import Contract
from web.navigation import notify
from web.once import once
from web.queries import contracts as queries
from web.queries.contract_page import show_contract

bp = Blueprint("offers", __name__, url_prefix="/contracts/<int:contract_id>/offer")
UNREAD = frozenset({Role.MEMBER, Role.WORKER})  # of these, only the worker reads what is private


@bp.get("")
@allow(*READERS)
def show(contract_id: int) -> Response:
    """The terms, the whole text, and the two answers."""
    return shown(contract_id, AcceptForm(), DeclineForm())


def shown(contract_id: int, yes: AcceptForm, no: DeclineForm, status: int = 200) -> Response:
    """The page of an offer, with what was typed."""
    contract, today = find(Contract, contract_id, *WHOLE), clock.today()
    if contract.status is ContractStatus.PROPOSED or contract.employment_id is not None:
        abort(404)
    story = show_contract(contract, reader=g.person, held=HELD, today=today)
    sheet = contract_sheet(contract)
    private = story.reader.works or not g.person.roles <= UNREAD
    return page(
        "contracts/offer.html",
        status=status,
        contract=contract,
        story=story,
        text=contract_text(sheet if private else for_others(sheet), level=3),
        open=contract.status is ContractStatus.OFFERED and contract.first_day > today,
        yes=yes,
        no=no,
        today=today,
    )


def own(contract_id: int) -> Contract:
    """A contract of the reader's own work: nobody else answers for them."""
    contract = find(Contract, contract_id)
    if contract.person_id != g.person.id:
        abort(403)
    return contract


@bp.post("/accept")
@allow(*READERS)
@once("contracts.index")
def accept(contract_id: int) -> BaseResponse:
    """The worker says yes."""
    contract, form = own(contract_id), AcceptForm(request.form)
    if not form.validate():
        return shown(contract_id, form, DeclineForm(), 422)
    try:
        actions.accept(contract, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return shown(contract_id, form, DeclineForm(), 422)
    notify(_("You have accepted. The contract is made, its papers are on the way."))
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)


@bp.post("/decline")
@allow(*READERS)
@once("contracts.index")
def decline(contract_id: int) -> BaseResponse:
    """The worker says no."""
    contract, form = own(contract_id), DeclineForm(request.form)
    if not form.validate():
        return shown(contract_id, AcceptForm(), form, 422)
    try:
        actions.decline(contract, form.reason.data or "", now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return shown(contract_id, AcceptForm(), form, 422)
    notify(_("You have declined. Who offered it is told."))
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)


@bp.post("/withdraw")
@allow(Role.MEMBER)
@once("contracts.team")
def withdraw(contract_id: int) -> BaseResponse:
    """A holder of the unit takes it back before there is an answer."""
    contract = find(Contract, contract_id)
    if not queries.is_held(contract, HELD):
        abort(403)
    try:
        actions.withdraw(contract)
    except RuleError as refusal:
        db.session.rollback()
        yes = AcceptForm()
        yes.refuse(refusal)
        return shown(contract_id, yes, DeclineForm(), 422)
    notify(_("The offer is taken back. Its budget is free again."))
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)
