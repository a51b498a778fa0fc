"""More time for an open poll: asked by one, confirmed by another."""

from datetime import timedelta

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import prolonging as actions
from web.blueprints.polls import TWO_OF, bp
from web.blueprints.polls.leading import to_poll
from web.blueprints.polls.reading import WITH_ASSEMBLY
from web.extensions import db
from web.forms.polls import ProlongForm
from web.htmx import page
from web.models.poll import Poll
from web.navigation import notify

USUAL = timedelta(minutes=30)


@bp.route("/polls/<int:poll_id>/prolong", methods=["GET", "POST"])
@allow(*TWO_OF)
def prolong(poll_id: int) -> BaseResponse:
    """Ask for more time, with the reason that the minutes will give."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    form = ProlongForm(request.form or None, closes_at=poll.closes_at + USUAL)
    if request.method == "POST" and form.validate():
        try:
            actions.ask(
                poll, closes_at=form.data["closes_at"], reason=form.reason.data, now=clock.now()
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Asked. A second person confirms it before the announced end."))
            return to_poll(poll_id)
    row = find(Poll, poll_id, *WITH_ASSEMBLY)
    status = 422 if form.errors or form.form_errors else 200
    return page("polls/prolong.html", status=status, form=form, poll=row, assembly=row.assembly)


@bp.post("/polls/<int:poll_id>/prolong/confirm")
@allow(*TWO_OF)
def confirm_prolonging(poll_id: int) -> BaseResponse:
    """Agree, as the second person."""
    actions.confirm(find(Poll, poll_id), now=clock.now())
    notify(_("The poll is open longer. The log of incidents says why."))
    return to_poll(poll_id)
