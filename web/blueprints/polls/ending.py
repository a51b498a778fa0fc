"""A poll given up before it opened; an urn kept for a court; the protocol of its destruction."""

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import poll_ending as actions
from web.blueprints.polls import READERS, SCRUTINEERS, bp
from web.blueprints.polls.leading import to_poll
from web.blueprints.polls.reading import WITH_ASSEMBLY
from web.extensions import db
from web.forms.polls import ReasonForm
from web.htmx import page
from web.models.poll import Poll
from web.navigation import notify


@bp.route("/polls/<int:poll_id>/give-up", methods=["GET", "POST"])
@allow(*SCRUTINEERS)
def give_up(poll_id: int) -> BaseResponse:
    """Put a poll away that nobody voted in."""
    form, poll = ReasonForm(request.form), find(Poll, poll_id, *WITH_ASSEMBLY)
    if request.method == "POST" and form.validate():
        try:
            actions.give_up(poll, reason=form.reason.data, now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("The poll is given up. A new one can be prepared."))
            return to_poll(poll_id)
    return asked("polls/give_up.html", form, poll_id)


@bp.route("/polls/<int:poll_id>/keep", methods=["GET", "POST"])
@allow(*SCRUTINEERS)
def keep(poll_id: int) -> BaseResponse:
    """Keep the urn past its term, because somebody went to court."""
    form, poll = ReasonForm(request.form), find(Poll, poll_id, *WITH_ASSEMBLY)
    if request.method == "POST" and form.validate():
        actions.keep(poll, reason=form.reason.data)
        notify(_("The urn is kept until you say otherwise."))
        return to_poll(poll_id)
    return asked("polls/keep.html", form, poll_id)


@bp.post("/polls/<int:poll_id>/keep/end")
@allow(*SCRUTINEERS)
def keep_no_longer(poll_id: int) -> BaseResponse:
    """The court has decided."""
    actions.keep(find(Poll, poll_id), reason="")
    notify(_("The urn is kept for its legal term only."))
    return to_poll(poll_id)


@bp.get("/polls/<int:poll_id>/destruction")
@allow(*READERS)
def destruction(poll_id: int) -> Response:
    """The protocol to print: what was destroyed, what the trustees destroy and sign for."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    return page("polls/destruction.html", poll=poll, assembly=poll.assembly, now=clock.now())


def asked(template: str, form: ReasonForm, poll_id: int) -> Response:
    """A page that asks for a reason, with what was refused."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    status = 422 if form.errors or form.form_errors else 200
    return page(template, status=status, form=form, poll=poll, assembly=poll.assembly)
