"""Amendments of a contract: written by a holder or the office, answered by the worker."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.amending import AgreedForLonger, check_amendable, new_terms
from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import HELD, allow, find
from web.actions import amendments as actions
from web.blueprints.contracts import READERS, WHOLE
from web.documents.contract import reference_of, terms_of
from web.extensions import db
from web.forms.amendments import AmendForm
from web.forms.offers import DeclineForm
from web.htmx import page
from web.models.amendment import Amendment
from web.models.contract import Contract
from web.navigation import notify
from web.once import once
from web.queries import contracts as queries

bp = Blueprint("amendments", __name__, url_prefix="/contracts/<int:contract_id>/amendments")
WRITERS = (Role.MEMBER, Role.ADVISER, Role.ADMIN_TEAM)
OFFICE = frozenset({Role.ADVISER, Role.ADMIN_TEAM})


def amendable(contract_id: int) -> Contract:
    """A contract whose terms the reader may propose to change."""
    contract = find(Contract, contract_id, *WHOLE)
    office = contract.person_id != g.person.id and not g.person.roles.isdisjoint(OFFICE)
    if not office and not queries.is_held(contract, HELD):
        abort(403)
    return contract


@bp.get("/new")
@allow(*WRITERS)
def new(contract_id: int) -> Response:
    """The contract as it is, ready to be changed."""
    contract = amendable(contract_id)
    check_amendable(contract.status)
    if contract.employment_id is not None:
        raise AgreedForLonger
    return written(contract, AmendForm.of(terms_of(contract)))


def written(contract: Contract, form: AmendForm, status: int = 200) -> Response:
    """The form, with what was typed."""
    return page(
        "contracts/amend.html",
        status=status,
        contract=contract,
        reference=reference_of(contract.entity.code, contract.id),
        form=form,
        today=clock.today(),
    )


@bp.post("")
@allow(*WRITERS)
@once("contracts.index")
def offer(contract_id: int) -> BaseResponse:
    """Offer the change to the worker; one's own is accepted by sending it."""
    contract, form = amendable(contract_id), AmendForm(request.form)
    if "add" in request.form:
        form.add_lines()
        return written(contract, form)
    if not form.validate():
        return written(contract, form, 422)
    try:
        made = actions.propose(
            contract, change_of(contract, form), author_id=g.person.id, now=clock.now()
        )
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return written(amendable(contract_id), form, 422)
    if made.answered:
        notify(_("The contract is amended. Its paper is on the way."))
    else:
        notify(_("The amendment is offered. It counts once the worker accepts it."))
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)


def change_of(contract: Contract, form: AmendForm) -> actions.Change:
    """What was typed, as terms."""
    assert form.gross.data is not None
    terms = new_terms(
        work=form.work.data or "",
        days=form.hours_by_day(),
        gross=form.gross.data,
        coefficient=contract.coefficient,
    )
    return actions.Change(terms=terms, reason=form.reason.data or "")


def waiting(contract_id: int, amendment_id: int) -> Amendment:
    """An amendment of this contract, in the reader's sight."""
    amendment = find(Amendment, amendment_id)
    if amendment.contract_id != contract_id:
        abort(404)
    return amendment


def to_answer(contract_id: int, amendment_id: int) -> Amendment:
    """An amendment of the reader's own contract: nobody else answers for them."""
    amendment = waiting(contract_id, amendment_id)
    if find(Contract, contract_id).person_id != g.person.id:
        abort(403)
    return amendment


@bp.post("/<int:amendment_id>/accept")
@allow(*READERS)
@once("contracts.index")
def accept(contract_id: int, amendment_id: int) -> BaseResponse:
    """The worker says yes: the contract changes."""
    amendment = to_answer(contract_id, amendment_id)
    actions.accept(amendment, now=clock.now())
    notify(_("You have accepted. The contract is amended, its paper is on the way."))
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)


@bp.post("/<int:amendment_id>/decline")
@allow(*READERS)
@once("contracts.index")
def decline(contract_id: int, amendment_id: int) -> BaseResponse:
    """The worker says no: the contract stays as it was."""
    amendment, form = to_answer(contract_id, amendment_id), DeclineForm(request.form)
    form.validate()
    actions.decline(amendment, (form.reason.data or "")[:500], now=clock.now())
    notify(_("You have declined. The contract stays as it was."))
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)


@bp.post("/<int:amendment_id>/withdraw")
@allow(*WRITERS)
@once("contracts.index")
def withdraw(contract_id: int, amendment_id: int) -> BaseResponse:
    """Who may write one takes it back before there is an answer."""
    amendable(contract_id)
    amendment = waiting(contract_id, amendment_id)
    actions.withdraw(amendment, now=clock.now())
    notify(_("The amendment is taken back. The contract stays as it was."))
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)
