"""Contracts for the office: what is declared, what is not, what waits for someone."""

from flask import Blueprint, Response, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow, find, visible
from web.actions import declarations as actions
from web.documents.contract import reference_of
from web.extensions import db
from web.forms.contracts import ReceiptForm
from web.htmx import page
from web.models.contract import Contract
from web.navigation import notify
from web.queries import contracts as queries
from web.queries.contracts import View

bp = Blueprint("declarations", __name__)
OFFICE = (Role.ADMIN_TEAM, Role.FINANCE)
WITH_BOTH = (joinedload(Contract.entity), joinedload(Contract.person))


@bp.get("/contracts")
@allow(*OFFICE, Role.ADVISER)
def index() -> Response:
    """Contracts in sight; for those who declare them, the ones without a receipt first."""
    declares = not g.person.roles.isdisjoint(OFFICE)
    asked = request.args.get("view", "" if declares else View.ALL)
    view = View(asked) if asked in [*View] else None
    today = clock.today()
    if declares and view is None:
        found = queries.undeclared(today=today, after=request.args.get("after", 0, type=int))
    else:
        found = queries.team(
            visible(Contract),
            view=view or View.ALL,
            today=today,
            unit_id=request.args.get("unit", 0, type=int),
            before=request.args.get("before", 0, type=int),
        )
    return page(
        "declarations/index.html",
        fragment="rows",
        found=found,
        view=view,
        declares=declares,
        today=today,
    )


@bp.route("/contracts/<int:contract_id>/dimona", methods=["GET", "POST"])
@allow(*OFFICE)
def record(contract_id: int) -> BaseResponse:
    """Record the number of the receipt that the social security office gave."""
    contract = find(Contract, contract_id, *WITH_BOTH)
    known = contract.dimona_number or ""
    reference = reference_of(contract.entity.code, contract_id)
    form = ReceiptForm(request.form, dimona_number=known, known=known)
    if request.method == "POST" and form.validate():
        try:
            actions.record_receipt(
                contract, form.dimona_number.data or "", known=form.known.data or ""
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Recorded for %(contract)s.", contract=reference))
            return redirect(_back(contract_id), code=303)
    status = 422 if form.errors or form.form_errors else 200
    contract = find(Contract, contract_id, *WITH_BOTH)
    return page(
        "declarations/record.html",
        status=status,
        form=form,
        contract=contract,
        reference=reference,
        today=clock.today(),
    )


def _back(contract_id: int) -> str:
    """To the list where the reader came from it, else to the contract."""
    if request.form.get("back"):
        return url_for(".index")
    return url_for("contracts.show", contract_id=contract_id)
