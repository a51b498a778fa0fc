"""Around a meeting: the bureau in the room, questions and answers, what disturbed."""

import sqlalchemy as sa
from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import EVERYONE, allow, find
from web.actions import meeting as actions
from web.blueprints.candidates import holders
from web.extensions import db
from web.forms.meeting import AnswerForm, BureauForm, IncidentForm, QuestionForm
from web.htmx import page
from web.models.assembly import AgendaItem, AskedQuestion, Assembly
from web.models.person import Person
from web.models.share import Shareholder
from web.navigation import notify
from web.once import once
from web.queries import meeting as queries

bp = Blueprint("meeting", __name__, url_prefix="/assemblies/<int:assembly_id>")
OFFICE = (Role.BOARD, Role.ADMIN_TEAM)
BUREAU = (Role.BOARD, Role.ADMIN_TEAM, Role.SCRUTINEER)


def is_office() -> bool:
    """May the reader answer?"""
    return not g.person.roles.isdisjoint(OFFICE)


def points(assembly_id: int) -> dict[int, str]:
    """The points of the agenda, by id."""
    query = sa.select(AgendaItem).where(AgendaItem.assembly_id == assembly_id)
    items = db.session.scalars(query.order_by(AgendaItem.position))
    return {item.id: f"{item.number} {item.titles[g.language]}" for item in items}


@bp.get("/questions")
@allow(*EVERYONE)
def questions(assembly_id: int) -> Response:
    """What shareholders asked, and what the board answered."""
    return shown(assembly_id, None)


def shown(assembly_id: int, form: QuestionForm | None, status: int = 200) -> Response:
    """The page, with what was typed."""
    assembly = find(Assembly, assembly_id)
    form = form or QuestionForm().among(points(assembly_id), _("The whole assembly"))
    return page(
        "meeting/questions.html",
        status=status,
        assembly=assembly,
        found=queries.questions(assembly_id),
        form=form,
        able=holders(),
        office=is_office(),
    )


@bp.post("/questions")
@allow(*EVERYONE)
@once("assemblies.index")
def ask(assembly_id: int) -> BaseResponse:
    """Ask."""
    assembly = find(Assembly, assembly_id)
    known = points(assembly_id)
    form = QuestionForm(request.form).among(known, _("The whole assembly"))
    able = holders()
    if not able:
        abort(403)
    if form.validate():
        holder = db.session.get_one(Shareholder, next(iter(able)))
        try:
            actions.ask(
                assembly, holder, form.text.data, item_id=form.item.data or None, now=clock.now()
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Asked. The answer will stand on this page and in the minutes."))
            return redirect(url_for(".questions", assembly_id=assembly_id), code=303)
    return shown(assembly_id, form, status=422)


@bp.route("/questions/<int:question_id>", methods=["GET", "POST"])
@allow(*OFFICE)
def answer(assembly_id: int, question_id: int) -> BaseResponse:
    """Answer one question."""
    assembly, row = find(Assembly, assembly_id), find(AskedQuestion, question_id)
    if row.assembly_id != assembly.id:
        abort(404)
    form = AnswerForm(request.form, text=row.answer)
    if request.method == "POST" and form.validate():
        try:
            actions.answer(row, form.text.data, clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Answered."))
            return redirect(url_for(".questions", assembly_id=assembly_id), code=303)
    status = 422 if request.method == "POST" else 200
    assembly, row = find(Assembly, assembly_id), find(AskedQuestion, question_id)
    return page("meeting/answer.html", status=status, assembly=assembly, row=row, form=form)


@bp.route("/bureau", methods=["GET", "POST"])
@allow(*BUREAU)
def bureau(assembly_id: int) -> BaseResponse:
    """Who leads the meeting, and who of them is in the room."""
    assembly = find(Assembly, assembly_id)
    form = BureauForm(request.form)
    if request.method == "POST":
        if not is_office():
            abort(403)
        if form.validate():
            email = (form.email.data or "").lower()
            person = db.session.scalar(sa.select(Person).where(Person.email == email))
            if person is not None:
                actions.name_bureau(assembly, person, form.data["function"])
                notify(_("Named."))
                return redirect(url_for(".bureau", assembly_id=assembly_id), code=303)
            form.email.errors = [_("Nobody has this address. Add the person first.")]
    status = 422 if request.method == "POST" else 200
    return page(
        "meeting/bureau.html",
        status=status,
        assembly=assembly,
        form=form,
        chairs=queries.bureau(assembly_id),
        office=is_office(),
    )


@bp.post("/bureau/<int:person_id>/present")
@allow(*BUREAU)
def present(assembly_id: int, person_id: int) -> BaseResponse:
    """Somebody of the bureau sits in the room."""
    assembly = find(Assembly, assembly_id)
    if person_id not in {chair.person_id for chair in queries.bureau(assembly_id)}:
        abort(404)
    actions.sign_bureau(assembly, db.session.get_one(Person, person_id), clock.now())
    notify(_("Signed in at the bureau."))
    return redirect(url_for(".bureau", assembly_id=assembly_id), code=303)


@bp.post("/bureau/<int:person_id>/leave")
@allow(*OFFICE)
def leave(assembly_id: int, person_id: int) -> BaseResponse:
    """Somebody is not at the bureau after all."""
    assembly = find(Assembly, assembly_id)
    if person_id not in {chair.person_id for chair in queries.bureau(assembly_id)}:
        abort(404)
    actions.leave_bureau(assembly, db.session.get_one(Person, person_id))
    notify(_("Taken off the bureau."))
    return redirect(url_for(".bureau", assembly_id=assembly_id), code=303)


@bp.route("/incidents", methods=["GET", "POST"])
@allow(*BUREAU)
def incidents(assembly_id: int) -> BaseResponse:
    """What disturbed taking part or voting: added to, never changed, printed in the minutes."""
    assembly = find(Assembly, assembly_id)
    form = IncidentForm(request.form)
    if request.method == "POST" and form.validate():
        affected = form.affected.data
        try:
            actions.log_incident(
                assembly,
                form.data["kind"],
                form.text.data,
                affected=int(affected) if affected else None,
                now=clock.now(),
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Written down. It will stand in the minutes."))
            return redirect(url_for(".incidents", assembly_id=assembly_id), code=303)
    status = 422 if request.method == "POST" else 200
    return page(
        "meeting/incidents.html",
        status=status,
        assembly=find(Assembly, assembly_id),
        form=form,
        found=queries.incidents(assembly_id),
    )
