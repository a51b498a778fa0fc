"""The roll of an assembly: am I on it, objections, and the office's freeze."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.electorate import CHANGES, REASONS
from domain.assembly.words import ProxyState
from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import EVERYONE, allow, find
from web.actions import roll as actions
from web.extensions import db
from web.forms.roll import AnswerForm, LookupForm, ObjectionForm
from web.htmx import page
from web.models.assembly import Assembly
from web.models.roll import Objection
from web.navigation import notify
from web.once import once
from web.queries import roll as queries
from web.queries.proxies import proxies_of, proxy_facts
from web.queries.register import own_lines
from web.queries.roll_line import my_votes, objections
from web.queries.roll_preview import preview

bp = Blueprint("roll", __name__)
OFFICE = (Role.BOARD, Role.ADMIN_TEAM)
READERS = (*OFFICE, Role.SCRUTINEER)


@bp.get("/assemblies/<int:assembly_id>/roll")
@allow(*EVERYONE)
def mine(assembly_id: int) -> Response:
    """Am I on the roll, as whom, and why not?"""
    return shown(assembly_id, ObjectionForm())


def shown(assembly_id: int, form: ObjectionForm, status: int = 200) -> Response:
    """The page, with what was typed."""
    assembly = find(Assembly, assembly_id)
    lines = [holder.id for holder in own_lines(g.person.id)]
    accepted = [row for row in proxies_of(assembly_id, lines) if row.state is ProxyState.ACCEPTED]
    return page(
        "roll/mine.html",
        status=status,
        assembly=assembly,
        votes=my_votes(assembly, g.person.id),
        reasons=REASONS,
        given=[row for row in accepted if row.grantor_id in lines],
        held=[row for row in accepted if row.holder_id in lines],
        objections=objections(assembly_id, person_id=g.person.id),
        form=form,
        open=clock.today() <= assembly.objections_until,
        office=not g.person.roles.isdisjoint(READERS),
    )


@bp.post("/assemblies/<int:assembly_id>/roll/objections")
@allow(*EVERYONE)
@once("assemblies.index")
def object_to(assembly_id: int) -> BaseResponse:
    """Say that the roll is wrong about me."""
    assembly, form = find(Assembly, assembly_id), ObjectionForm(request.form)
    if form.validate():
        try:
            actions.object_to(assembly, g.person.id, form.text.data or "", now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Sent. The answer will stand on this page."))
            return redirect(url_for(".mine", assembly_id=assembly_id), code=303)
    return shown(assembly_id, form, status=422)


@bp.get("/assemblies/<int:assembly_id>/roll/office")
@allow(*READERS)
def index(assembly_id: int) -> Response:
    """The roll in numbers, objections, proxies; a line is found by number and name together."""
    assembly, form = find(Assembly, assembly_id), LookupForm(request.args)
    looked = bool(request.args) and form.validate()
    is_ready = assembly.roll_frozen is None and clock.today() > assembly.record_day
    return page(
        "roll/office.html",
        assembly=assembly,
        facts=queries.facts(assembly_id),
        preview=preview(assembly.record_day) if is_ready else None,
        proxies=proxy_facts(assembly_id),
        objections=objections(assembly_id),
        form=form,
        looked=looked,
        line=queries.line_of(assembly_id, form.wanted, form.name.data or "") if looked else None,
        fixed=actions.is_fixed(assembly_id),
        may_change=not g.person.roles.isdisjoint(OFFICE),
    )


@bp.post("/assemblies/<int:assembly_id>/roll/freeze")
@allow(*OFFICE)
def freeze(assembly_id: int) -> BaseResponse:
    """Take the roll from the register, once."""
    actions.freeze(find(Assembly, assembly_id), now=clock.now())
    notify(_("The roll is frozen. The definition of the vote will hold its fingerprint."))
    return redirect(url_for(".index", assembly_id=assembly_id), code=303)


@bp.route(
    "/assemblies/<int:assembly_id>/roll/objections/<int:objection_id>", methods=["GET", "POST"]
)
@allow(*OFFICE)
def answer(assembly_id: int, objection_id: int) -> BaseResponse:
    """Answer an objection: grant it or not, with a reason."""
    assembly, row = find(Assembly, assembly_id), find(Objection, objection_id)
    if row.assembly_id != assembly.id:
        abort(404)
    votes = my_votes(assembly, row.person_id)
    changes = {vote.holder.id: _(CHANGES[vote.change], name=vote.holder.name) for vote in votes}
    form = AnswerForm(request.form).among(changes)
    if request.method == "POST" and form.validate():
        try:
            actions.answer(
                row,
                granted=request.form.get("decision") == "grant",
                text=form.text.data or "",
                shareholder_id=form.change.data or 0,
                now=clock.now(),
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Answered. The person reads it on their page."))
            return redirect(url_for(".index", assembly_id=assembly_id), code=303)
    assembly, row = find(Assembly, assembly_id), find(Objection, objection_id)
    return page(
        "roll/answer.html",
        status=422 if request.method == "POST" else 200,
        assembly=assembly,
        row=row,
        votes=votes,
        reasons=REASONS,
        form=form,
    )
