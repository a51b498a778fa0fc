"""More work planned with what an accepted assignment has left, so that it comes out at 0.00."""

from datetime import datetime

from flask import current_app

from domain.assignment.review import Incomplete
from domain.submission import ASSIGNMENT_STATUSES, AssignmentStatus, ForbiddenAssignmentMove
from web.actions.assignments import locked
from web.actions.audit import actor_id, record
from web.actions.employing import propose, settle
from web.actions.spending import lock_and_check
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.queries.extra import Extra


def plan_more(assignment: Assignment, extra: Extra, *, now: datetime) -> list[Contract]:
    """Contracts from the balance of an assignment: covered, or refused; others are asked first.

    Nobody needs to decide: the money was accepted with the assignment, and it does not grow.
    """
    locked(assignment)
    if assignment.status is not AssignmentStatus.ACCEPTED:
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[assignment.status])
    defects = extra.review(real=current_app.config["COOPERATIVE"] == "real")
    if defects:
        raise Incomplete(defects)
    lock_and_check(assignment.unit_id, extra.amount, assignment_id=assignment.id)
    contracts = [
        propose(assignment, share, extra.people[share.key].language) for share in extra.shares
    ]
    db.session.flush()
    for contract in contracts:
        settle(contract, author_id=actor_id(), now=now)
    record("assignment_extended", assignment, amount=extra.amount)
    db.session.commit()
    return contracts
