"""The queue: what waits for an adviser or the administrative team, decided one after another."""

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm.exc import StaleDataError

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import HELD, allow
from web.actions import assignments as actions
from web.blueprints.assignments.pages import reader
from web.extensions import db
from web.forms.assignments import ReasonForm
from web.forms.versions import VersionedForm
from web.htmx import page
from web.i18n import word
from web.models.assignment import Assignment
from web.models.unit import Unit
from web.navigation import notify
from web.once import once
from web.queries import assignments as lines
from web.queries import queue as queries
from web.queries.cases import Record, record_of
from web.queries.explained import decided
from web.queries.following import Story, follow
from web.queries.parts import Part
from web.queries.steps import Step, steps

bp = Blueprint("queue", __name__, url_prefix="/queue")

DECIDERS = (Role.ADVISER, Role.ADMIN_TEAM)
KEY = re.compile(r"(assignment|expense)-(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything about one assignment that waits."""

    story: Story
    line: lines.AssignmentLine
    member: queries.Member
    record: Record
    parts: list[Part]
    steps: list[Step]


def decidable() -> sa.ColumnElement[bool]:
    """Assignments of the units one follows, all for the team; never of one's own units."""
    followed = sa.true() if Role.ADMIN_TEAM in g.person.roles else Unit.adviser_id == g.person.id
    return sa.and_(followed, Assignment.unit_id.not_in(HELD))


@bp.get("")
@allow(*DECIDERS)
def index() -> Response:
    """List, case and decision side by side."""
    return _page(request.args.get("item", ""))


@bp.post("/assignments/<int:assignment_id>/accept")
@allow(*DECIDERS)
@once("queue.index")
def accept(assignment_id: int) -> Any:
    """Yes: contracts are made, the invoice goes out when it was asked for."""
    assignment = waiting_for_me(assignment_id)
    VersionedForm(request.form).check_version(assignment)
    try:
        actions.accept(assignment, now=clock.now())
    except RuleError as refusal:
        return _refused(assignment_id, refusal)
    notify(_("Accepted: %(what)s", what=assignment.title))
    return _next()


@bp.post("/assignments/<int:assignment_id>/send-back")
@allow(*DECIDERS)
@once("queue.index")
def send_back(assignment_id: int) -> Any:
    """Not like this: the member reads why."""
    assignment, form = waiting_for_me(assignment_id), ReasonForm(request.form)
    if not form.validate():
        return _page(f"assignment-{assignment_id}", form=form, status=422)
    VersionedForm(request.form).check_version(assignment)
    try:
        actions.send_back(assignment, form.reason.data, now=clock.now())
    except RuleError as refusal:
        return _refused(assignment_id, refusal)
    notify(_("Sent back: %(what)s", what=assignment.title))
    return _next()


@bp.post("/accept")
@allow(*DECIDERS)
@once("queue.index")
def accept_ticked() -> Any:
    """Several at once; each stands alone, so that one refusal stops nobody else."""
    reasons = []
    for ticked in request.form.getlist("ticked"):
        found = re.fullmatch(r"(\d{1,9}):(\d{1,9})", ticked, re.ASCII)
        if found is None:
            abort(400)
        reasons.append(_accept_one(int(found[1]), int(found[2])))
    accepted = reasons.count("")
    if accepted:
        notify(ngettext("%(num)s is accepted.", "%(num)s are accepted.", accepted))
    for reason in filter(None, reasons):
        notify(reason, kind="warn")
    if not reasons:
        notify(_("Tick what you accept first."), kind="warn")
    return redirect(url_for(".index"), code=303)


def _accept_one(assignment_id: int, version: int) -> str:
    """Accept one of several; returns why not."""
    assignment = waiting_for_me(assignment_id)
    title = assignment.title
    changed = f"{title}: {_('Someone changed it in the meantime. Look again.')}"
    if assignment.version != version:
        return changed
    try:
        actions.accept(assignment, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        return f"{title}: {word(refusal)}"
    except StaleDataError:
        db.session.rollback()
        return changed
    return ""


def waiting_for_me(assignment_id: int) -> Assignment:
    """An assignment that this reader decides on, in whatever state it is by now."""
    query = sa.select(Assignment).join(Unit, Unit.id == Assignment.unit_id)
    assignment = db.session.scalar(query.where(Assignment.id == assignment_id, decidable()))
    return assignment if assignment is not None else abort(404)


def _refused(assignment_id: int, refusal: RuleError) -> Response:
    db.session.rollback()
    return _page(f"assignment-{assignment_id}", refusal=word(refusal), status=422)


def _next() -> Any:
    """To the next thing that waits."""
    wanted = request.form.get("next", "")
    item = wanted if KEY.fullmatch(wanted) else None
    return redirect(url_for(".index", item=item), code=303)


def _page(
    key: str, *, form: ReasonForm | None = None, refusal: str = "", status: int = 200
) -> Response:
    waiting = queries.waiting(g.person, decidable())
    chosen = key if any(item.key == key for item in waiting) else ""
    shown = chosen or (waiting[0].key if waiting else "")
    kind, _dash, number = shown.partition("-")
    return page(
        "queue/index.html",
        status=status,
        waiting=waiting,
        chosen=chosen,
        shown=shown,
        gone=bool(key and not chosen),
        next_key=queries.next_key(waiting, shown),
        case=_case(int(number)) if kind == "assignment" else None,
        expense=queries.expense(int(number)) if kind == "expense" else None,
        form=form or ReasonForm(),
        refusal=refusal,
        today=clock.today(),
    )


def _case(assignment_id: int) -> Case:
    """Everything about one assignment, on one screen."""
    assignment = db.session.get_one(Assignment, assignment_id)
    line, story = lines.line(assignment_id, reader()), follow(assignment)
    return Case(
        story=story,
        line=line,
        member=queries.member(assignment.author_id),
        record=record_of(assignment.client_id, assignment.author_id, clock.today()),
        parts=decided(story, _("Net pay")),
        steps=steps(story, line, clock.today()),
    )
