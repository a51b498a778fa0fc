"""Keys, rehearsals and the opening of the urn: files to and from the offline tool."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from domain.voting.publishing import expected_names
from web import clock
from web.access import allow, find
from web.actions import ceremonies as actions
from web.extensions import db
from web.forms.ceremonies import LARGEST_ZIP, FileForm, unpack
from web.htmx import page
from web.models.poll import Poll
from web.navigation import notify
from web.queries.polls import definition_of, pairs_rehearsed

bp = Blueprint("keys", __name__, url_prefix="/polls/<int:poll_id>")
SCRUTINEERS = (Role.SCRUTINEER,)
OFFLINE = (
    "ceremony.py",
    "ceremony_keys.py",
    "ceremony_urn.py",
    "recount.py",
    "recount_stv.py",
    "recount_tie.py",
)
WITH_ASSEMBLY = (joinedload(Poll.assembly),)


def show(poll_id: int, step: str, form: FileForm | None = None) -> Response:
    """One step: what to do at the offline computer, and the file that comes back."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    form = form or FileForm()
    return page(
        "keys/step.html",
        status=422 if form.errors or form.form_errors else 200,
        poll=poll,
        assembly=poll.assembly,
        step=step,
        form=form,
        programs=OFFLINE,
        pairs=sorted(pairs_rehearsed(poll.id)),
    )


def take(poll_id: int, step: str, done: str, act: Any, most: int = 0) -> BaseResponse:
    """Read the file, act, or say at the field why not."""
    form, poll = FileForm(request.form), find(Poll, poll_id, *WITH_ASSEMBLY)
    try:
        act(poll, form.read(most=most) if most else form.read())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return show(poll_id, step, form)
    notify(done)
    return redirect(url_for("polls.show", poll_id=poll_id), code=303)


@bp.get("/keys")
@allow(*SCRUTINEERS)
def keys(poll_id: int) -> Response:
    """Make the key with three trustees, without a network."""
    return show(poll_id, "keys")


@bp.post("/keys")
@allow(*SCRUTINEERS)
def set_keys(poll_id: int) -> BaseResponse:
    """Take keys.json."""
    return take(poll_id, "keys", _("The keys are set."), actions.set_keys)


@bp.get("/rehearsal")
@allow(*SCRUTINEERS)
def rehearsal(poll_id: int) -> Response:
    """Two pairs of trustees open test ballots before anybody votes."""
    return show(poll_id, "rehearsal")


@bp.post("/rehearsal")
@allow(*SCRUTINEERS)
def record_rehearsal(poll_id: int) -> BaseResponse:
    """Take the proof of a pair."""

    def act(poll: Poll, data: bytes) -> None:
        actions.record_rehearsal(poll, data, now=clock.now())

    return take(poll_id, "rehearsal", _("This pair opened the test ballots."), act)


@bp.get("/rehearsal.json")
@allow(*SCRUTINEERS)
def rehearsal_file(poll_id: int) -> Response:
    """Test ballots to carry to the offline computer."""
    return download(actions.rehearsal_file(find(Poll, poll_id)), "rehearsal.json")


@bp.get("/urn")
@allow(*SCRUTINEERS)
def urn(poll_id: int) -> Response:
    """Carry the closed urn to the offline computer, and bring the result back."""
    return show(poll_id, "urn")


@bp.post("/urn")
@allow(*SCRUTINEERS)
def publish(poll_id: int) -> BaseResponse:
    """Take the folder that the opening made, check everything, publish."""

    def act(poll: Poll, data: bytes) -> None:
        files = unpack(data, expected_names(definition_of(poll)))
        actions.publish(poll, files, now=clock.now())

    return take(
        poll_id, "urn", _("Published. Everybody can read and recount it."), act, LARGEST_ZIP
    )


@bp.post("/urn.json")
@allow(*SCRUTINEERS)
def urn_file(poll_id: int) -> Response:
    """The sealed ballots; the download stands in the audit."""
    return download(actions.urn_file(find(Poll, poll_id)), "urn.json")


def download(data: bytes, name: str) -> Response:
    """A file to carry away."""
    response = Response(data, content_type="application/json; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
