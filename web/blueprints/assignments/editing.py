"""Writing an assignment: every change is kept and worked out, then it is sent."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import load_only
from werkzeug.datastructures import MultiDict

from domain.assignment.review import Incomplete
from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow, find, held_units
from web.actions import assignments as actions
from web.actions import drafts, employing
from web.actions.locks import alone
from web.blueprints.assignments import bp
from web.blueprints.assignments.desk import Desk, lay_out
from web.blueprints.assignments.pages import edit_page, moved_on, results
from web.extensions import db
from web.forms.assignments import as_typed
from web.htmx import wants_fragment
from web.i18n import word
from web.models.assignment import Assignment
from web.models.unit import Holding, Unit
from web.navigation import notify
from web.once import once
from web.queries.reckoning import Reckoning

STRUCTURE = frozenset({"go", "add", "people"})  # what changes more than the figures


@bp.post("/units/<int:unit_id>/assignments")
@allow(Role.MEMBER)
@once("assignments.index")
def begin(unit_id: int) -> Any:
    """One tap: an empty draft in this unit."""
    unit = find(Unit, unit_id)
    _check_held(unit.id)
    assignment = drafts.begin(unit, g.person, now=clock.now())
    return redirect(url_for(".show", assignment_id=assignment.id), code=303)


@bp.post("/assignments/<int:assignment_id>/draft")
@allow(Role.MEMBER)
def draft(assignment_id: int) -> Any:
    """Keep what was typed, and show what it comes to."""
    assignment = own(assignment_id, _own_alone())
    drafts.check_editable(assignment)
    desk = read_desk(assignment)
    if out_of_date(assignment):
        return moved_on(desk)
    _keep(desk)
    if "new_client" in request.form:
        back = url_for(".show", assignment_id=assignment_id)
        name = desk.form.client_q.data or None
        return redirect(url_for("clients.new", next=back, name=name), code=303)
    if wants_fragment():
        return edit_page(desk, fragment=_part())
    if desk.wrong:
        return edit_page(desk, status=422)
    place = "people" if STRUCTURE & set(request.form) else "equation"
    return redirect(url_for(".show", assignment_id=assignment_id, _anchor=place), code=303)


@bp.post("/assignments/<int:assignment_id>/submit")
@allow(Role.MEMBER)
@once("assignments.index")
def submit(assignment_id: int) -> Any:
    """Send it: to the rule, which accepts what is small and known, or to the adviser."""
    assignment = own(assignment_id)
    drafts.check_editable(assignment)
    desk = read_desk(assignment)
    if out_of_date(assignment):
        return moved_on(desk)
    try:
        verdict = actions.submit(
            assignment,
            _readable(desk),
            author_id=g.person.id,
            typed=_typed(desk),
            now=clock.now(),
        )
    except Incomplete as refusal:
        db.session.rollback()
        desk = read_desk(assignment)
        _keep(desk)
        desk.refuse(refusal.defects)
        return edit_page(desk, status=422)
    _tell(assignment_id, accepted=verdict.accepted)
    return redirect(url_for(".show", assignment_id=assignment_id), code=303)


@bp.get("/assignments/<int:assignment_id>/clients")
@allow(Role.MEMBER)
def clients(assignment_id: int) -> Response:
    """Clients found while typing, to touch."""
    return results(own(assignment_id), request.args.get("client_q", ""))


@cache
def _own() -> sa.Select[Assignment]:
    """Made once: making it again costs more than running it."""
    today = sa.bindparam("today", type_=sa.Date)
    held = sa.select(Holding.unit_id).where(
        Holding.person_id == sa.bindparam("person_id"),
        Holding.since <= today,
        sa.or_(Holding.until.is_(None), Holding.until >= today),
    )
    return sa.select(Assignment).where(
        Assignment.id == sa.bindparam("key"), Assignment.unit_id.in_(held)
    )


@cache
def _own_alone() -> sa.Select[Assignment]:
    """The same for one save at a time, with what a save needs: a tab does not overtake itself."""
    needed = load_only(
        Assignment.unit_id,
        Assignment.kind,
        Assignment.status,
        Assignment.typed,
        Assignment.version,
        Assignment.updated,
    )
    return alone(_own().options(needed), Assignment)


def own(assignment_id: int, query: sa.Select[Assignment] | None = None) -> Assignment:
    """An assignment of a unit that the reader holds: only holders write in it."""
    asked = {"key": assignment_id, "person_id": g.person.id, "today": clock.today()}
    assignment = db.session.scalar(_own() if query is None else query, asked)
    return assignment if assignment is not None else abort(404)


def _check_held(unit_id: int) -> None:
    held = db.session.scalar(held_units(g.person).where(Holding.unit_id == unit_id))
    if held is None:
        abort(404)


def read_desk(assignment: Assignment) -> Desk:
    """What was sent, with someone added by e-mail if that was asked."""
    sent_form = request.form
    guests = list(assignment.typed.get("guests", []))
    if "add" not in sent_form or not sent_form.get("email", "").strip():
        return lay_out(assignment, MultiDict(sent_form), guests)
    try:
        person_id = employing.somebody(sent_form["email"], g.person, now=clock.now())
    except RuleError as refusal:
        desk = lay_out(assignment, MultiDict(sent_form), guests)
        desk.form.email.errors = [*desk.form.email.errors, word(refusal)]
        return desk
    typed = MultiDict(sent_form)
    typed["email"] = ""
    typed.add("worker", str(person_id))
    return lay_out(assignment, typed, [*guests, person_id])


def out_of_date(assignment: Assignment) -> bool:
    """Was the draft changed since, by another tab or another person? Its own tab never is."""
    sent_form = request.form
    shown, tab = sent_form.get("version", ""), sent_form.get("tab", "")
    if shown == str(assignment.version) or sent_form.get("take") == str(assignment.version):
        return False
    return not tab or tab != assignment.typed.get("tab")


def _typed(desk: Desk) -> dict[str, Any]:
    """What the draft remembers of this form."""
    form = as_typed(request.form)
    form["month"] = [str(desk.month)]
    form["worker"] = [str(row.person.id) for row in desk.chosen]
    if not desk.form.email.errors:
        form["email"] = [desk.form.email.data or ""]
    return drafts.kept(form, guests=desk.guests, tab=request.form.get("tab", "")[:40])


def _keep(desk: Desk) -> None:
    reckoning = desk.reckoning
    drafts.save(desk.assignment, _typed(desk), reckoning.draft, reckoning.price, now=clock.now())


def _part() -> str:
    """Which part of the page the change concerns."""
    return "people" if STRUCTURE & set(request.form) else "live"


def _readable(desk: Desk) -> Reckoning:
    """What can be sent only if everything typed can be read."""
    if desk.wrong:
        real = current_app.config["COOPERATIVE"] == "real"
        raise Incomplete(desk.reckoning.review(real=real))
    return desk.reckoning


def _tell(assignment_id: int, *, accepted: bool) -> None:
    if accepted:
        notify(
            _("Accepted at once. Your contract is made; other people are asked to accept theirs.")
        )
    else:
        undo = url_for(".withdraw", assignment_id=assignment_id)
        notify(_("Sent to your adviser."), undo_url=undo)
