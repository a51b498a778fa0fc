"""What the administrative team writes in the register."""

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from web import clock
from web.access import allow, find
from web.actions import share_exits, share_transfers, shareholders
from web.blueprints.shares import bp
from web.blueprints.shares.asking import TEAM, Question, answer, ask
from web.forms.fields import BaseForm
from web.forms.shares import (
    CategoryForm,
    DeathForm,
    ReasonForm,
    RepresentativeForm,
    TransferForm,
)
from web.models.share import Shareholder, ShareMovement
from web.once import once
from web.queries.register import by_number, person_by


def line_of(holder: Shareholder) -> str:
    """Where the line of somebody is shown."""
    return url_for(".line", shareholder_id=holder.id)


def about(holder: Shareholder, title: str, action: str, lines: tuple[str, ...] = ()) -> Question:
    """A question about one line."""
    return Question(title=title, lead=holder.name, action=action, back=line_of(holder), lines=lines)


@bp.route("/<int:shareholder_id>/category", methods=["GET", "POST"])
@allow(*TEAM)
def category(shareholder_id: int) -> BaseResponse:
    """Another category from a day on."""
    holder = find(Shareholder, shareholder_id)
    question = about(
        holder,
        _("Change the category"),
        _("Change the category"),
        (_("What was true before stays readable: the category counts from the day on."),),
    )
    form = CategoryForm(request.form, data={"since": clock.today()})
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: shareholders.change_category(holder, form.category.data, since=form.data["since"]),
        told=_("The category is changed."),
        to=question.back,
    )


@bp.route("/<int:shareholder_id>/representative", methods=["GET", "POST"])
@allow(*TEAM)
def representative(shareholder_id: int) -> BaseResponse:
    """Another person acts for a legal person."""
    holder = find(Shareholder, shareholder_id)
    question = about(holder, _("Change the representative"), _("Change the representative"))
    form = RepresentativeForm(request.form, data={"since": clock.today()})
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: shareholders.change_representative(
            holder, person_by(form.email.data), since=form.data["since"]
        ),
        told=_("The representative is changed."),
        to=question.back,
    )


def transfer_question(holder: Shareholder) -> Question:
    """What a transfer changes."""
    return about(
        holder,
        _("Transfer shares"),
        _("Transfer the shares"),
        (
            _("Both lines of the register change on that day and name each other."),
            _("What was paid on the shares goes with them. No money moves."),
            _("The years that a subscription opened stay with who subscribed."),
        ),
    )


@bp.get("/<int:shareholder_id>/transfer")
@allow(*TEAM)
def transfer(shareholder_id: int) -> BaseResponse:
    """Shares change hands."""
    question = transfer_question(find(Shareholder, shareholder_id))
    return ask(question, TransferForm(data={"day": clock.today()}))


@bp.post("/<int:shareholder_id>/transfer")
@allow(*TEAM)
@once("shares.register")
def transfer_now(shareholder_id: int) -> BaseResponse:
    """Both lines at once."""
    holder = find(Shareholder, shareholder_id)
    question, form = transfer_question(holder), TransferForm(request.form)
    return answer(
        question,
        form,
        lambda: share_transfers.hand_over(
            holder,
            by_number(form.data["to"]),
            shares=form.data["shares"],
            day=form.data["day"],
            reason=form.data["reason"],
        ),
        told=_("The shares are transferred."),
        to=question.back,
    )


@bp.route("/<int:shareholder_id>/death", methods=["GET", "POST"])
@allow(*TEAM)
def death(shareholder_id: int) -> BaseResponse:
    """Somebody died."""
    holder = find(Shareholder, shareholder_id)
    question = about(
        holder,
        _("Record a death"),
        _("Record the death"),
        (
            _("All shares are cancelled on the day of the death."),
            _("They are paid back to the person named below once the tests allow it."),
        ),
    )
    form = DeathForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    payee = share_exits.Payee(iban=form.data["iban"] or "", name=form.data["beneficiary"] or "")
    return answer(
        question,
        form,
        lambda: share_exits.record_death(
            holder, day=form.data["day"], payee=payee, now=clock.now()
        ),
        told=_("The death is recorded."),
        to=question.back,
    )


@bp.route("/movements/<int:movement_id>/correct", methods=["GET", "POST"])
@allow(*TEAM)
def correct(movement_id: int) -> BaseResponse:
    """A line that should not be there, taken back by its opposite."""
    row = find(ShareMovement, movement_id)
    holder = find(Shareholder, row.shareholder_id)
    question = about(
        holder,
        _("Correct a line of the register"),
        _("Write the counter-entry"),
        (
            _("The line stays readable; its exact opposite is added today, with your reason."),
            _("Of a transfer, the line of the other side is taken back too."),
            _("Of a departure, the departure is withdrawn."),
        ),
    )
    form: BaseForm = ReasonForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: share_transfers.take_back(row, reason=form.data["reason"]),
        told=_("The counter-entry is in the register."),
        to=question.back,
    )
