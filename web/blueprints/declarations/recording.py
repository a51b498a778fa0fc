"""Recording the number of a receipt, one at a time."""

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as BaseResponse

from domain.dimona.acts import Told, act_due, state
from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import declarations as actions
from web.blueprints.declarations import OFFICE, bp
from web.blueprints.declarations.tasks import here, read_wanted
from web.extensions import db
from web.forms.contracts import ReceiptForm
from web.htmx import page
from web.models.contract import Contract
from web.models.employment import Employment
from web.navigation import notify
from web.queries.dimona_tasks import reference_in

WITH_BOTH = (joinedload(Contract.entity), joinedload(Contract.person))
JOB_WITH_BOTH = (joinedload(Employment.entity), joinedload(Employment.person))


@bp.route("/contracts/<int:contract_id>/dimona", methods=["GET", "POST"])
@allow(*OFFICE)
def record(contract_id: int) -> BaseResponse:
    """Record the number of the receipt that the social security office gave."""
    contract = find(Contract, contract_id, *WITH_BOTH)
    known, code = contract.dimona_number or "", contract.entity.code
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
            back = url_for("contracts.show", contract_id=contract_id)
            return done(back, reference_in("C", code, contract_id))
    row = find(Contract, contract_id, *WITH_BOTH)
    return ask(form, "C", row, actions.told_of(row))


@bp.route("/employments/<int:employment_id>/dimona", methods=["GET", "POST"])
@allow(*OFFICE)
def record_job(employment_id: int) -> BaseResponse:
    """The same for open-ended employment: its beginning, its end, its cancellation."""
    job = find(Employment, employment_id, *JOB_WITH_BOTH)
    known = actions.known_of(actions.told_of_job(job), job.dimona_out_number)
    code = job.entity.code
    form = ReceiptForm(request.form, dimona_number=known, known=known)
    if request.method == "POST" and form.validate():
        try:
            actions.record_job_receipt(
                job, form.dimona_number.data or "", known=form.known.data or ""
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            back = url_for("employments.show", employment_id=employment_id)
            return done(back, reference_in("P", code, employment_id))
    row = find(Employment, employment_id, *JOB_WITH_BOTH)
    return ask(form, "P", row, actions.told_of_job(row))


def done(back: str, reference: str) -> BaseResponse:
    """To the list where the reader came from it, with the next number to type; else back."""
    notify(_("Recorded for %(contract)s.", contract=reference))
    if request.form.get("back"):
        back = url_for(".index", **here(read_wanted()), recorded=1)
    return redirect(back, code=303)


def ask(form: ReceiptForm, letter: str, row: Contract | Employment, told: Told) -> Response:
    """The form by itself."""
    return page(
        "declarations/record.html",
        status=422 if form.errors or form.form_errors else 200,
        form=form,
        contract=row,
        letter=letter,
        act=act_due(told),
        state=state(told),
        reference=reference_in(letter, row.entity.code, row.id),
        today=clock.today(),
    )
