"""What can be done with an assignment besides writing it."""

from typing import Any

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _

from domain.contract_life import ContractStatus
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import assignments as actions
from web.actions import drafts
from web.blueprints.assignments import bp
from web.blueprints.assignments.editing import own
from web.blueprints.assignments.pages import reader
from web.extensions import db
from web.forms.assignments import ReasonForm
from web.forms.versions import VersionedForm
from web.htmx import page
from web.models.assignment import Assignment
from web.models.unit import Unit
from web.navigation import notify
from web.once import once
from web.queries import assignments as queries
from web.queries.following import Story, follow


def _shown(assignment_id: int) -> Any:
    return redirect(url_for(".show", assignment_id=assignment_id), code=303)


@bp.post("/assignments/<int:assignment_id>/withdraw")
@allow(Role.MEMBER)
def withdraw(assignment_id: int) -> Any:
    """Take back what the adviser has not decided yet."""
    actions.withdraw(own(assignment_id), now=clock.now())
    notify(_("Taken back: it is a draft again."))
    return _shown(assignment_id)


@bp.post("/assignments/<int:assignment_id>/copy")
@allow(Role.MEMBER)
@once("assignments.index")
def copy(assignment_id: int) -> Any:
    """The same again, on other days."""
    assignment = own(assignment_id)
    unit = db.session.get_one(Unit, assignment.unit_id)
    new = drafts.copy(assignment, unit, g.person, now=clock.now())
    notify(_("This is a copy. Choose the days, look at the price, and send it."))
    return _shown(new.id)


@bp.post("/assignments/<int:assignment_id>/put-away")
@allow(Role.MEMBER)
def put_away(assignment_id: int) -> Any:
    """Remove a draft; one with something in it can be taken back."""
    kept = drafts.put_away(own(assignment_id), now=clock.now())
    undo = url_for(".take_back", assignment_id=assignment_id) if kept else ""
    notify(_("The draft is put away.") if kept else _("The empty draft is gone."), undo_url=undo)
    return redirect(url_for(".index"), code=303)


@bp.post("/assignments/<int:assignment_id>/take-back")
@allow(Role.MEMBER)
def take_back(assignment_id: int) -> Any:
    """A draft that was put away is a draft again."""
    drafts.take_back(own(assignment_id), now=clock.now())
    return _shown(assignment_id)


@bp.post("/assignments/<int:assignment_id>/invoice")
@allow(Role.MEMBER)
@once("assignments.index")
def invoice(assignment_id: int) -> Any:
    """The invoice, now that the member says so."""
    made = actions.issue_invoice(own(assignment_id), clock.now())
    notify(_("Invoice %(number)s is issued.", number=made.number))
    return _shown(assignment_id)


@bp.get("/assignments/<int:assignment_id>/cancel")
@allow(Role.MEMBER)
def cancelling(assignment_id: int) -> Response:
    """The consequences of cancelling, before it is done."""
    return _cancel_page(own(assignment_id), ReasonForm())


@bp.post("/assignments/<int:assignment_id>/cancel")
@allow(Role.MEMBER)
@once("assignments.index")
def cancel(assignment_id: int) -> Any:
    """Nothing comes of it: its contracts are cancelled before they begin."""
    assignment, form = own(assignment_id), ReasonForm(request.form)
    if not form.validate():
        return _cancel_page(assignment, form, status=422)
    VersionedForm(request.form).check_version(assignment)
    actions.cancel(assignment, form.reason.data, now=clock.now())
    notify(_("The assignment is cancelled."))
    return _shown(assignment_id)


def _cancel_page(assignment: Assignment, form: ReasonForm, *, status: int = 200) -> Response:
    line = queries.line(assignment.id, reader())
    story = follow(assignment)
    return page(
        "assignments/cancel.html",
        status=status,
        story=story,
        line=line,
        form=form,
        consequences=_consequences(story),
    )


def _consequences(story: Story) -> list[str]:
    """What cancelling does, in words."""
    open_ = [item for item in story.live if item.status is not ContractStatus.CONFIRMED]
    found = [
        _(
            "The contract of %(name)s is cancelled: they are not paid for these days.",
            name=item.name,
        )
        for item in open_
    ]
    if any(item.declared for item in open_):
        found.append(_("The declaration of the work (Dimona) must be withdrawn by the office."))
    return [*found, _("The client is not invoiced."), _("It stays in your list, as cancelled.")]
