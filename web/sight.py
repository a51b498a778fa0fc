"""Which rows the reader may see: none, unless a table says otherwise.

The clauses are built once for each set of roles; whose they are is filled in when one is asked.
"""

from collections.abc import Callable
from functools import cache

import sqlalchemy as sa
from flask import g

from domain.assembly.words import CandidacyState, PollState
from domain.reports.kinds import ReportState
from domain.roles import Role
from web import clock
from web.extensions import Base
from web.models.amendment import Amendment
from web.models.assembly import (
    AgendaFile,
    AgendaItem,
    AskedQuestion,
    Assembly,
    Attendance,
    Candidacy,
    Mandate,
)
from web.models.assignment import Assignment
from web.models.attestation import Attestation
from web.models.client import Client
from web.models.contract import Contract
from web.models.dimona import DimonaExport, DimonaExported
from web.models.document import Document, DocumentKind
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.figure import FigureRelease
from web.models.invoice import ClientPayment, Invoice
from web.models.joining import Joining, JoiningPayment
from web.models.ledger import Entry, Posting
from web.models.pay import Debt, PaymentFile, PaymentLine
from web.models.payslip import PayRun, Payslip
from web.models.person import Person
from web.models.poll import BoardFile, Poll, Rehearsal, TieDecision
from web.models.quarter import QuarterLine, QuarterRun
from web.models.report import Report
from web.models.roll import Objection, Proxy, RollLine
from web.models.share import (
    AnnualAccounts,
    ShareCertificate,
    ShareExit,
    Shareholder,
    ShareMovement,
    SharePayment,
    Subscription,
)
from web.models.sister import SisterYear
from web.models.unit import Holding, Unit, UnitLook
from web.sight_reader import NOW, READER, TODAY
from web.sight_shares import OWN_LINES, of_shares

POLL_DESK = frozenset({Role.BOARD, Role.SCRUTINEER, Role.TRUSTEE})  # with staff
PREPARERS = frozenset({Role.BOARD, Role.ADMIN_TEAM})  # of assemblies
ROLL_DESK = PREPARERS | {Role.SCRUTINEER}  # one line at a time, by number and name
LISTED = (CandidacyState.ACCEPTED, CandidacyState.ELECTED, CandidacyState.NOT_ELECTED)

STAFF = frozenset({Role.FINANCE, Role.ADMIN_TEAM})  # an adviser sees the units they follow
Units = sa.Select[int]  # a subquery of unit ids


def held_units(person: Person) -> Units:
    """The units a person holds today."""
    today = clock.today()
    return sa.select(Holding.unit_id).where(
        Holding.person_id == person.id,
        Holding.since <= today,
        sa.or_(Holding.until.is_(None), Holding.until >= today),
    )


HELD: Units = sa.select(Holding.unit_id).where(  # the units that the reader holds today
    Holding.person_id == READER,
    Holding.since <= TODAY,
    sa.or_(Holding.until.is_(None), Holding.until >= TODAY),
)


@cache
def units_in_sight(roles: frozenset[Role]) -> sa.ColumnElement[bool]:
    """Units the reader holds, follows as an adviser, or was let into for a while."""
    sights: list[sa.ColumnElement[bool]] = [Unit.id.in_(HELD)]
    if Role.ADVISER in roles:
        looks = sa.select(UnitLook.unit_id).where(
            UnitLook.person_id == READER, UnitLook.until > NOW
        )
        sights += [Unit.adviser_id == READER, Unit.id.in_(looks)]
    return sa.or_(*sights)


def visible(model: type[Base]) -> sa.ColumnElement[bool]:
    """The rows of a table that the reader may see, as a WHERE clause.

    A table missing in ``VISIBLE`` raises at once: new tables are private by default.
    """
    return seen_with(model, g.person.roles)


@cache
def seen_with(model: type[Base], roles: frozenset[Role]) -> sa.ColumnElement[bool]:
    """The same for whoever has these roles."""
    if model is Client:
        return sa.true()  # shared by the whole cooperative
    if not roles.isdisjoint(STAFF) and model is not Document:
        return sa.true()
    return VISIBLE[model](roles, sa.select(Unit.id).where(units_in_sight(roles)))


# Drafts are for those who prepare them; a convocation is for everybody who signs in.
ANNOUNCED = sa.select(Assembly.id).where(Assembly.convened.is_not(None))


def _assemblies(roles: frozenset[Role]) -> sa.Select[int]:
    """The assemblies that these roles may see."""
    return sa.select(Assembly.id) if not roles.isdisjoint(POLL_DESK) else ANNOUNCED


def _document(roles: frozenset[Role], units: Units) -> sa.ColumnElement[bool]:
    """Through what it belongs to; bank files for finance, a payslip for its person."""
    if not roles.isdisjoint(STAFF):
        return sa.or_(Document.kind != DocumentKind.PAYMENT_FILE, sa.literal(Role.FINANCE in roles))
    invoices = sa.select(Invoice.id).where(Invoice.unit_id.in_(units))
    # A contract tells a national number, an estimate a family: the holders of the unit, who
    # see the contract itself, do not open these papers.
    followed = sa.select(Unit.id).where(Unit.adviser_id == READER)
    contracts = sa.select(Contract.id).where(
        sa.or_(Contract.unit_id.in_(followed), Contract.person_id == READER)
    )
    receipts = (
        sa.select(ExpenseLine.receipt_id)
        .join(ExpenseNote, ExpenseNote.id == ExpenseLine.note_id)
        .where(ExpenseNote.unit_id.in_(units), ExpenseLine.receipt_id.is_not(None))
    )
    return sa.or_(
        Document.invoice_id.in_(invoices),
        Document.contract_id.in_(contracts),
        Document.amendment_id.in_(
            sa.select(Amendment.id).where(Amendment.contract_id.in_(contracts))
        ),
        Document.payslip_id.in_(sa.select(Payslip.id).where(Payslip.person_id == READER)),
        Document.attestation_id.in_(
            sa.select(Attestation.id).where(Attestation.person_id == READER)
        ),
        Document.certificate_id.in_(
            sa.select(ShareCertificate.id).where(ShareCertificate.shareholder_id.in_(OWN_LINES))
        ),
        Document.id.in_(receipts),
        Document.owner_id == READER,
    )


VISIBLE: dict[type[Base], Callable[[frozenset[Role], Units], sa.ColumnElement[bool]]] = {
    Unit: lambda roles, _units: units_in_sight(roles),
    Assignment: lambda _roles, units: Assignment.unit_id.in_(units),
    Invoice: lambda _roles, units: Invoice.unit_id.in_(units),
    ClientPayment: lambda _roles, units: ClientPayment.invoice_id.in_(
        sa.select(Invoice.id).where(Invoice.unit_id.in_(units))
    ),
    Contract: lambda _roles, units: sa.or_(
        Contract.unit_id.in_(units), Contract.person_id == READER
    ),
    Amendment: lambda _roles, units: Amendment.contract_id.in_(
        sa.select(Contract.id).where(
            sa.or_(Contract.unit_id.in_(units), Contract.person_id == READER)
        )
    ),
    Employment: lambda _roles, units: sa.or_(
        Employment.unit_id.in_(units), Employment.person_id == READER
    ),
    EmploymentTerms: lambda _roles, units: EmploymentTerms.employment_id.in_(
        sa.select(Employment.id).where(
            sa.or_(Employment.unit_id.in_(units), Employment.person_id == READER)
        )
    ),
    DimonaExport: lambda _roles, _units: sa.false(),
    DimonaExported: lambda _roles, _units: sa.false(),
    ExpenseNote: lambda _roles, units: sa.or_(
        ExpenseNote.unit_id.in_(units), ExpenseNote.person_id == READER
    ),
    Posting: lambda _roles, units: Posting.unit_id.in_(units),
    Entry: lambda _roles, units: sa.exists().where(
        Posting.entry_id == Entry.id, Posting.unit_id.in_(units)
    ),
    Candidacy: lambda roles, _units: sa.or_(
        Candidacy.shareholder_id.in_(OWN_LINES),
        Candidacy.state.in_(LISTED),
        sa.literal(not roles.isdisjoint(PREPARERS)),
    ),
    AskedQuestion: lambda _roles, _units: sa.true(),
    Mandate: lambda _roles, _units: sa.true(),
    Objection: lambda roles, _units: sa.or_(
        Objection.person_id == READER, sa.literal(not roles.isdisjoint(PREPARERS))
    ),
    RollLine: lambda roles, _units: sa.or_(
        RollLine.person_id == READER,
        RollLine.shareholder_id.in_(OWN_LINES),
        sa.literal(not roles.isdisjoint(ROLL_DESK)),
    ),
    Attendance: lambda roles, _units: sa.or_(
        Attendance.shareholder_id.in_(OWN_LINES), sa.literal(not roles.isdisjoint(ROLL_DESK))
    ),
    Proxy: lambda _roles, _units: sa.or_(
        Proxy.grantor_id.in_(OWN_LINES), Proxy.holder_id.in_(OWN_LINES)
    ),
    Debt: lambda _roles, _units: Debt.person_id == READER,
    PaymentFile: lambda _roles, _units: sa.false(),
    PaymentLine: lambda _roles, _units: sa.false(),
    PayRun: lambda _roles, _units: sa.false(),
    QuarterRun: lambda _roles, _units: sa.false(),
    QuarterLine: lambda _roles, _units: sa.false(),
    Payslip: lambda _roles, _units: Payslip.person_id == READER,
    Attestation: lambda _roles, _units: Attestation.person_id == READER,
    Assembly: lambda roles, _units: Assembly.id.in_(_assemblies(roles)),
    AgendaItem: lambda roles, _units: AgendaItem.assembly_id.in_(_assemblies(roles)),
    AgendaFile: lambda roles, _units: AgendaFile.item_id.in_(
        sa.select(AgendaItem.id).where(AgendaItem.assembly_id.in_(_assemblies(roles)))
    ),
    Poll: lambda roles, _units: sa.or_(  # once frozen, what is asked is public
        sa.literal(not roles.isdisjoint(POLL_DESK)), Poll.state != PollState.DRAFT
    ),
    Rehearsal: lambda roles, _units: sa.literal(not roles.isdisjoint(POLL_DESK)),
    BoardFile: lambda _roles, _units: BoardFile.poll_id.in_(
        sa.select(Poll.id).where(Poll.published.is_not(None))
    ),
    Person: lambda roles, _units: sa.or_(
        Person.id == READER, sa.literal(Role.SYSTEM_ADMIN in roles)
    ),
    Shareholder: of_shares(Shareholder.id),
    Subscription: of_shares(Subscription.shareholder_id),
    ShareExit: of_shares(ShareExit.shareholder_id),
    ShareMovement: of_shares(ShareMovement.shareholder_id),
    ShareCertificate: of_shares(ShareCertificate.shareholder_id),
    SharePayment: lambda _roles, _units: sa.false(),
    Joining: lambda _roles, _units: sa.false(),  # an applicant comes by their link
    JoiningPayment: lambda _roles, _units: sa.false(),
    AnnualAccounts: lambda roles, _units: sa.literal(Role.BOARD in roles),
    **dict.fromkeys((FigureRelease, SisterYear, TieDecision), lambda _roles, _units: sa.true()),
    Report: lambda roles, _units: sa.or_(
        Report.state == ReportState.PUBLISHED, sa.literal(not roles.isdisjoint(PREPARERS))
    ),
    Document: _document,
}
