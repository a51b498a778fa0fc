"""The life of an assignment: sent, decided, invoiced, cancelled. Each act is one transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError

from domain.assignment.review import Incomplete
from domain.contract_life import AGREED, ContractStatus
from domain.doubts import written
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.ledger import Account
from domain.money import ZERO, Eur
from domain.queues import Verdict, verdict
from domain.submission import (
    ASSIGNMENT_STATUSES,
    AlreadyInvoiced,
    AssignmentStatus,
    ForbiddenAssignmentMove,
    InvoiceStands,
    MoneyMoved,
    ReasonMissing,
    move_assignment,
)
from web.actions.audit import actor_id, record
from web.actions.drafts import check_open, columns
from web.actions.employing import cancel_contract, propose, settle
from web.actions.invoicing import DraftLine, put_out
from web.actions.locks import alone, lock_units
from web.extensions import db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.models.ledger import Posting
from web.models.person import Person
from web.models.unit import Unit
from web.queries.amounts import sums
from web.queries.cases import case_of
from web.queries.reckoning import Reckoning

STANDING = (InvoiceStatus.ISSUED, InvoiceStatus.PAID)
STANDING_CONTRACTS = (ContractStatus.OFFERED, *AGREED)  # work is planned, or was done
ONCE = Decimal(1)


def locked(assignment: Assignment, *, tab: str = "") -> Unit:
    """Everyone else who acts on this unit waits; who read the assignment too early is told.

    tab: the browser tab that sends it; what this tab itself saved meanwhile changes nothing
    """
    version = assignment.version
    lock_units(sa.select(Unit.id).where(Unit.id == assignment.unit_id))
    db.session.scalars(alone(sa.select(Assignment).where(Assignment.id == assignment.id))).one()
    if assignment.version != version and not (tab and tab == assignment.typed.get("tab")):
        raise StaleDataError
    return db.session.get_one(Unit, assignment.unit_id)


def submit(
    assignment: Assignment,
    reckoning: Reckoning,
    *,
    author_id: int,
    typed: dict[str, Any],
    now: datetime,
) -> Verdict:
    """Send an assignment: accepted at once when it is small, known and clean; else to the adviser.

    author_id: who sends it, whose history counts
    typed:     the form, kept with it; see ``drafts.kept``
    """
    check_open(locked(assignment, tab=typed.get("tab", "")), now)
    defects = reckoning.review(real=current_app.config["COOPERATIVE"] == "real")
    if defects or reckoning.equation is None:
        raise Incomplete(defects)
    found = verdict(case_of(reckoning, author_id))
    status = move_assignment(
        assignment.status,
        AssignmentStatus.ACCEPTED if found.accepted else AssignmentStatus.SUBMITTED,
    )
    for name, value in columns(typed, reckoning.draft, reckoning.price, now).items():
        setattr(assignment, name, value)
    assignment.entity_id, assignment.author_id = reckoning.employer.id, author_id
    assignment.status, assignment.submitted, assignment.reason = status, now, ""
    assignment.doubts = written(found.reasons)
    contracts = [
        propose(assignment, share, reckoning.people[share.key].language)
        for share in reckoning.equation.shares
    ]
    db.session.flush()
    record("assignment_submitted", assignment, price=reckoning.price)
    if found.accepted:
        assignment.decided = now
        record("assignment_accepted_at_once", assignment, price=assignment.price)
        _carry_out(assignment, contracts, now=now)
    db.session.commit()
    return found


def accept(assignment: Assignment, *, now: datetime) -> None:
    """An adviser says yes: contracts are made, the invoice goes out when it was asked for."""
    locked(assignment)
    status = move_assignment(assignment.status, AssignmentStatus.ACCEPTED)
    if assignment.submitted is None or assignment.status is not AssignmentStatus.SUBMITTED:
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[assignment.status])
    contracts = contracts_of(assignment, ContractStatus.PROPOSED)
    assignment.status = status
    assignment.decided, assignment.decided_by_id = now, actor_id()
    record("assignment_accepted", assignment, price=assignment.price)
    _carry_out(assignment, contracts, now=now)
    db.session.commit()


def _carry_out(assignment: Assignment, contracts: Sequence[Contract], *, now: datetime) -> None:
    """What follows from a yes: contracts or offers, and the invoice where it was asked for."""
    for contract in contracts:
        settle(contract, author_id=assignment.author_id, now=now)
    if assignment.invoice_at_once:
        _invoice(assignment, contracts, now=now)


def _invoice(assignment: Assignment, contracts: Sequence[Contract], *, now: datetime) -> Invoice:
    """The one invoice of an assignment: its title and its price, delivered on the days worked."""
    assert assignment.price is not None
    return put_out(
        unit=db.session.get_one(Unit, assignment.unit_id),
        client=db.session.get_one(Client, assignment.client_id),
        entity=db.session.get_one(Entity, assignment.entity_id),
        author=db.session.get_one(Person, assignment.author_id),
        kind=assignment.kind,
        title=assignment.title,
        lines=[DraftLine(assignment.title, ONCE, "LS", assignment.price)],
        assignment_id=assignment.id,
        delivered=delivery(contracts),
        now=now,
    )


def delivery(contracts: Sequence[Contract]) -> tuple[date, date] | None:
    """From the first to the last day of work, if somebody works."""
    if not contracts:
        return None
    return min(item.first_day for item in contracts), max(item.last_day for item in contracts)


def contracts_of(assignment: Assignment, *statuses: ContractStatus) -> list[Contract]:
    """The contracts of an assignment in these states, with their people."""
    query = (
        sa.select(Contract)
        .where(Contract.assignment_id == assignment.id, Contract.status.in_(statuses))
        .order_by(Contract.id)
        .options(joinedload(Contract.person))
    )
    return list(db.session.scalars(query))


def standing_invoice(assignment: Assignment) -> Invoice | None:
    """The invoice that asks the client for money, if there is one."""
    return db.session.scalar(
        sa.select(Invoice).where(
            Invoice.assignment_id == assignment.id,
            Invoice.kind == InvoiceKind.INVOICE,
            Invoice.status.in_(STANDING),
        )
    )


def issue_invoice(assignment: Assignment, now: datetime) -> Invoice:
    """The invoice of an accepted assignment, when the member says so."""
    locked(assignment)
    if assignment.status is not AssignmentStatus.ACCEPTED:
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[assignment.status])
    standing = standing_invoice(assignment)
    if standing is not None:
        raise AlreadyInvoiced(str(standing.number))
    contracts = contracts_of(assignment, *STANDING_CONTRACTS)
    invoice = _invoice(assignment, contracts, now=now)
    db.session.commit()
    return invoice


def send_back(assignment: Assignment, reason: str, *, now: datetime) -> None:
    """An adviser asks for a change; the member reads why, and the contracts are drawn up anew."""
    if not reason.strip():
        raise ReasonMissing
    locked(assignment)
    status = move_assignment(assignment.status, AssignmentStatus.SENT_BACK)
    _forget_proposals(assignment)
    assignment.status, assignment.reason = status, reason.strip()
    assignment.decided, assignment.decided_by_id = now, actor_id()
    record("assignment_sent_back", assignment, reason=reason.strip())
    db.session.commit()


def withdraw(assignment: Assignment, *, now: datetime) -> None:
    """The member takes back what the adviser has not decided yet."""
    locked(assignment)
    if assignment.status is not AssignmentStatus.SUBMITTED:
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[assignment.status])
    _forget_proposals(assignment)
    assignment.status = move_assignment(assignment.status, AssignmentStatus.DRAFT)
    assignment.submitted, assignment.updated = None, now
    record("assignment_withdrawn", assignment)
    db.session.commit()


def _forget_proposals(assignment: Assignment) -> None:
    """Proposed contracts bind nobody: they are drawn up again when the assignment is sent again."""
    query = sa.select(Contract).where(
        Contract.assignment_id == assignment.id, Contract.status == ContractStatus.PROPOSED
    )
    for contract in db.session.scalars(query.options(joinedload(Contract.days))).unique():
        db.session.delete(contract)


def cancel(assignment: Assignment, reason: str, *, now: datetime) -> None:
    """Nothing comes of an accepted assignment: its contracts are cancelled before they begin."""
    locked(assignment)
    status = move_assignment(assignment.status, AssignmentStatus.CANCELLED)
    standing = standing_invoice(assignment)
    if standing is not None:
        raise InvoiceStands(str(standing.number))
    spent = balance(assignment.id)
    if spent != ZERO:
        raise MoneyMoved(Eur(abs(spent)))
    for contract in contracts_of(assignment, *STANDING_CONTRACTS):
        cancel_contract(contract, now=now)
    assignment.status, assignment.reason = status, reason.strip()
    assignment.decided, assignment.decided_by_id = now, actor_id()
    record("assignment_cancelled", assignment, reason=reason.strip())
    db.session.commit()


def balance(assignment_id: int) -> Eur:
    """What the ledger holds for an assignment, positive where money is left."""
    found: Eur = db.session.execute(
        sa.select(sums(-Posting.amount)).where(
            Posting.assignment_id == assignment_id, Posting.account == Account.ASSIGNMENT
        )
    ).scalar_one()
    return found
