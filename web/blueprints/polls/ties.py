"""Equal votes: the number of the lot is named before the vote, the decision is taken after it."""

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import ties as actions
from web.blueprints.polls import READERS, SCRUTINEERS, bp
from web.blueprints.polls.leading import to_poll
from web.blueprints.polls.reading import WITH_ASSEMBLY
from web.extensions import db
from web.forms.polls import DrawnForm, LotForm
from web.htmx import page
from web.models.poll import Poll
from web.navigation import notify
from web.queries.ties import waiting


@bp.route("/polls/<int:poll_id>/lot", methods=["GET", "POST"])
@allow(*SCRUTINEERS)
def name_lot(poll_id: int) -> BaseResponse:
    """Name the number, before the questions are frozen."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    form = LotForm(request.form or None, lot=poll.lot)
    if request.method == "POST" and form.validate():
        try:
            actions.name_lot(poll, " ".join((form.lot.data or "").split()))
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return to_poll(poll_id)
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    status = 422 if form.errors or form.form_errors else 200
    return page("polls/lot.html", status=status, form=form, poll=poll, assembly=poll.assembly)


@bp.get("/polls/<int:poll_id>/ties")
@allow(*READERS)
def ties(poll_id: int) -> Response:
    """What is left to decide, and how the number typed would decide it; nothing is kept yet."""
    return deciding(poll_id, DrawnForm(request.args))


def deciding(poll_id: int, form: DrawnForm) -> Response:
    """The page, with the order that follows from the number."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    number = typed(form)
    return page(
        "polls/ties.html",
        status=422 if form.errors or form.form_errors else 200,
        form=form,
        number=number,
        poll=poll,
        assembly=poll.assembly,
        waiting=waiting(poll, number) if poll.result else [],
    )


def typed(form: DrawnForm) -> str:
    """Without the spaces around it, and one where there were several."""
    return " ".join((form.number.data or "").split())


@bp.post("/polls/<int:poll_id>/ties")
@allow(*SCRUTINEERS)
def decide(poll_id: int) -> BaseResponse:
    """Record one decision for good."""
    form = DrawnForm(request.form)
    try:
        question = request.form.get("question", "")
        actions.decide_tie(find(Poll, poll_id), question, typed(form), now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return deciding(poll_id, form)
    notify(_("Decided and published. Everybody can draw it again."))
    return to_poll(poll_id)
