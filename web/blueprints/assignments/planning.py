"""More work with what is left of an accepted assignment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from domain.assignment.review import Defect, Incomplete
from domain.errors import RuleError
from domain.periods import ONE_DAY
from domain.roles import Role
from domain.submission import ASSIGNMENT_STATUSES, AssignmentStatus, ForbiddenAssignmentMove
from web import clock
from web.access import allow
from web.actions import planning as actions
from web.blueprints.assignments import bp
from web.blueprints.assignments.desk import Crew
from web.blueprints.assignments.editing import STRUCTURE, own
from web.extensions import db
from web.forms.assignments import ExtraForm, shown_month, worker_rows
from web.htmx import page, wants_fragment
from web.i18n import word
from web.models.assignment import Assignment
from web.navigation import notify
from web.once import once
from web.queries.explained import Earner, earners
from web.queries.extra import Extra, extra
from web.queries.working import candidates


@dataclass(kw_only=True)
class ExtraDesk(Crew):
    """The form of a follow-up, and what it would pay."""

    assignment: Assignment
    form: ExtraForm
    extra: Extra

    @property
    def wrong(self) -> bool:
        """Something typed cannot be read, or cannot be."""
        return bool(self.form.errors or any(row.errors for row in self.rows))

    @property
    def earners(self) -> list[Earner]:
        """What each person would earn."""
        return earners(self.extra.shares, self.extra.people)

    def refuse(self, reasons: Iterable[Defect]) -> None:
        """Put each defect at its person, or above the form."""
        for defect in reasons:
            text = word(defect.reason)
            if not self.refuse_row(defect) and text not in self.form.form_errors:
                self.form.form_errors.append(text)


def lay_out(assignment: Assignment, typed: MultiDict[str, str]) -> ExtraDesk:
    """Read what was typed and work out what it would pay."""
    if assignment.status is not AssignmentStatus.ACCEPTED:
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[assignment.status])
    today = clock.today()
    form = ExtraForm(typed)
    form.validate()
    guests = assignment.typed.get("guests", [])
    people = candidates(assignment.unit_id, guests, today)
    rows = worker_rows(typed, people, assignment.kind)
    wanted = [row.wanted for row in rows if row.chosen]
    return ExtraDesk(
        assignment=assignment, form=form, rows=rows, today=today,
        month=shown_month(typed, rows, today + ONE_DAY),
        extra=extra(assignment, form.amount.data, wanted, people, today),
    )  # fmt: skip


@bp.get("/assignments/<int:assignment_id>/more")
@allow(Role.MEMBER)
def more(assignment_id: int) -> Response:
    """Who could work with what is left, and when."""
    typed = MultiDict({"worker": str(g.person.id)})
    return _page(lay_out(own(assignment_id), typed))


@bp.post("/assignments/<int:assignment_id>/more/figures")
@allow(Role.MEMBER)
def more_figures(assignment_id: int) -> Response:
    """The same, with what was typed; nothing is kept yet."""
    desk = lay_out(own(assignment_id), MultiDict(request.form))
    people = STRUCTURE & set(request.form)
    return _page(desk, fragment="people" if people else "live")


@bp.post("/assignments/<int:assignment_id>/more")
@allow(Role.MEMBER)
@once("assignments.index")
def plan_more(assignment_id: int) -> Any:
    """Make the contracts."""
    assignment = own(assignment_id)
    desk = lay_out(assignment, MultiDict(request.form))
    if desk.wrong:
        return _page(desk, status=422)
    try:
        actions.plan_more(assignment, desk.extra, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        desk = lay_out(assignment, MultiDict(request.form))
        found = refusal.defects if isinstance(refusal, Incomplete) else [Defect(refusal)]
        desk.refuse(found)
        return _page(desk, status=422)
    notify(_("Done. Your own contract is made; other people are asked to accept theirs."))
    return redirect(url_for(".show", assignment_id=assignment_id), code=303)


def _page(desk: ExtraDesk, *, fragment: str = "", status: int = 200) -> Response:
    return page(
        "assignments/more.html",
        fragment=fragment,
        status=status,
        desk=desk,
        redrawn=bool(fragment) and wants_fragment(),
    )
