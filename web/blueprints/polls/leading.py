"""What a scrutineer does with a poll: its moments, the freezing, the opening, the closing."""

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import polls as actions
from web.blueprints.polls import SCRUTINEERS, bp
from web.blueprints.polls.reading import WITH_ASSEMBLY
from web.extensions import db
from web.forms.polls import TimesForm
from web.htmx import page
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.navigation import notify
from web.once import once
from web.queries import polls as queries


def to_poll(poll_id: int) -> BaseResponse:
    """Back to the page of the poll."""
    return redirect(url_for("polls.show", poll_id=poll_id), code=303)


@bp.get("/assemblies/<int:assembly_id>/polls/new")
@allow(*SCRUTINEERS)
def new(assembly_id: int) -> Response:
    """When people may vote: as long as the meeting is announced for, to begin with."""
    assembly = find(Assembly, assembly_id)
    return times(TimesForm(opens_at=assembly.starts), assembly)


@bp.post("/assemblies/<int:assembly_id>/polls/new")
@allow(*SCRUTINEERS)
@once("assemblies.index")
def create(assembly_id: int) -> BaseResponse:
    """Begin to prepare a poll."""
    assembly = find(Assembly, assembly_id)
    form = TimesForm(request.form)
    if form.validate():
        try:
            poll = actions.create(
                assembly, opens_at=form.data["opens_at"], closes_at=form.data["closes_at"]
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return to_poll(poll.id)
    return times(form, find(Assembly, assembly_id))


def times(form: TimesForm, assembly: Assembly, poll: Poll | None = None) -> Response:
    """The form of the moments."""
    status = 422 if form.errors or form.form_errors else 200
    return page("polls/times.html", status=status, form=form, assembly=assembly, poll=poll)


@bp.route("/polls/<int:poll_id>/times", methods=["GET", "POST"])
@allow(*SCRUTINEERS)
def reschedule(poll_id: int) -> BaseResponse:
    """Other moments, as long as nothing is frozen."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    form = TimesForm(request.form or None, opens_at=poll.opens_at, closes_at=poll.closes_at)
    if request.method == "POST" and form.validate():
        try:
            actions.reschedule(
                poll, opens_at=form.data["opens_at"], closes_at=form.data["closes_at"]
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return to_poll(poll_id)
    row = find(Poll, poll_id, *WITH_ASSEMBLY)
    return times(form, row.assembly, row)


@bp.get("/polls/<int:poll_id>/freeze")
@allow(*SCRUTINEERS)
def ask_to_freeze(poll_id: int) -> Response:
    """What freezing fixes for good, before it is done."""
    return freezing(poll_id)


def freezing(poll_id: int, refusal: RuleError | None = None) -> Response:
    """The page, with what stands in the way."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    lacking = [refusal] if refusal else queries.lacking(poll, poll.assembly, clock.now())
    return page(
        "polls/freeze.html",
        status=422 if refusal else 200,
        poll=poll,
        assembly=poll.assembly,
        lacking=lacking,
    )


@bp.post("/polls/<int:poll_id>/freeze")
@allow(*SCRUTINEERS)
@once("assemblies.index")
def freeze(poll_id: int) -> BaseResponse:
    """Fix everything."""
    try:
        actions.freeze(find(Poll, poll_id), now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        return freezing(poll_id, refusal)
    notify(_("Frozen. Publish the hash with the convocation, or read it out in the meeting."))
    return to_poll(poll_id)


@bp.post("/polls/<int:poll_id>/open")
@allow(*SCRUTINEERS)
def open_now(poll_id: int) -> BaseResponse:
    """Let people vote, from the announced moment on."""
    actions.open_poll(find(Poll, poll_id), now=clock.now())
    notify(_("The poll is open."))
    return to_poll(poll_id)


@bp.post("/polls/<int:poll_id>/close")
@allow(*SCRUTINEERS)
def close_now(poll_id: int) -> BaseResponse:
    """Close after the announced end, where the worker did not."""
    actions.close_poll(find(Poll, poll_id), now=clock.now())
    notify(_("The poll is closed."))
    return to_poll(poll_id)
