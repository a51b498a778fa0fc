"""Closed months as pages list them, and the payslips that people open."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.money import Eur
from domain.periods import Month
from web.extensions import db
from web.models.document import Document, DocumentState
from web.models.entity import Entity
from web.models.payslip import PayRun, Payslip
from web.models.person import Person
from web.queries.paging import Page, after_row, cut, matching

PAGE = 50

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run of a month: everybody's payslips, or corrections of some."""

    id: int
    entity_id: int
    code: EntityCode
    entity: str
    month: Month
    sequence: int
    closed: datetime
    by: str  # empty: closed from the terminal
    earned: int
    left_open: int
    people: int
    gross: Eur
    social_security: Eur
    withholding: Eur
    special_contribution: Eur
    settlement: Eur
    net: Eur


RUNS = (
    sa.select(
        PayRun.id,
        PayRun.entity_id,
        Entity.code,
        Entity.name.label("entity"),
        PayRun.month,
        PayRun.sequence,
        PayRun.closed,
        sa.func.coalesce(Person.given_name + " " + Person.family_name, "").label("by"),
        PayRun.earned,
        PayRun.left_open,
        PayRun.people,
        PayRun.gross,
        PayRun.social_security,
        PayRun.withholding,
        PayRun.special_contribution,
        PayRun.settlement,
        PayRun.net,
    )
    .join(Entity, Entity.id == PayRun.entity_id)
    .outerjoin(Person, Person.id == PayRun.closed_by_id)
    .order_by(PayRun.sequence)
)


def runs_where(*where: sa.ColumnElement[bool]) -> list[RunLine]:
    """Some runs; of each month the first one first."""
    found = db.session.execute(RUNS.where(*where))
    return [RunLine(**row) for row in found.mappings()]


def run(run_id: int) -> RunLine | None:
    """One run."""
    return next(iter(runs_where(PayRun.id == run_id)), None)


def runs_of(entity_id: int, month: Month) -> list[RunLine]:
    """The runs of a month, the first one first."""
    return runs_where(PayRun.entity_id == entity_id, PayRun.month == month)


@dataclass(frozen=True, slots=True)
class ClosedSlip:
    """One closed payslip, and its paper."""

    id: int
    person_id: int
    person: str
    entity: str
    sequence: int
    closed: datetime
    gross: Eur
    settlement: Eur
    net: Eur
    document_id: int | None  # None: nobody has asked for it
    filename: str
    paper: DocumentState | None

    @property
    def is_ready(self) -> bool:
        """Can it be opened?"""
        return self.paper is DocumentState.READY

    @property
    def is_waiting(self) -> bool:
        """Is it being made?"""
        return self.paper is DocumentState.WAITING


SLIPS: Rows = (
    sa.select(
        Payslip.id,
        Payslip.person_id,
        Person.given_name + " " + Person.family_name,
        Entity.name,
        Payslip.sequence,
        PayRun.closed,
        Payslip.gross,
        Payslip.settlement,
        Payslip.net,
        Document.id,
        sa.func.coalesce(Document.filename, Payslip.sheet["reference"].as_string() + ".pdf"),
        Document.state,
    )
    .join(PayRun, PayRun.id == Payslip.run_id)
    .join(Person, Person.id == Payslip.person_id)
    .join(Entity, Entity.id == Payslip.entity_id)
    .outerjoin(Document, Document.payslip_id == Payslip.id)
)


def closed_of(person_id: int, month: Month) -> list[ClosedSlip]:
    """A person's own closed payslips of a month; of each employer the last one first."""
    query = SLIPS.where(Payslip.person_id == person_id, Payslip.month == month)
    ordered = query.order_by(Payslip.entity_id, Payslip.sequence.desc())
    return [ClosedSlip(*row) for row in db.session.execute(ordered)]


def slips_of(run_id: int, *, typed: str = "", after: int = 0) -> Page[ClosedSlip]:
    """The payslips of a run by name, after a person (0: from the first)."""
    query = SLIPS.where(
        Payslip.run_id == run_id, *matching(Person.likeness, typed), after_row(Person, after)
    )
    ordered = query.order_by(Person.likeness, Person.id).limit(PAGE + 1)
    found = [ClosedSlip(*row) for row in db.session.execute(ordered)]
    last = found[PAGE - 1].person_id if len(found) > PAGE else 0
    return Page(cut(found, PAGE).items, last)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the worker is with the papers of a run."""

    ready: int
    failed: int
    total: int

    @property
    def is_over(self) -> bool:
        """Nothing is being made any more."""
        return self.ready + self.failed == self.total

    @property
    def tag(self) -> str:
        """Changes when one of them does."""
        return hashlib.sha256(repr((self.ready, self.failed)).encode()).hexdigest()[:16]


def progress(run_id: int) -> Progress:
    """Counted anew each time."""
    counted = (
        sa.select(Document.state, sa.func.count())
        .join(Payslip, Payslip.id == Document.payslip_id)
        .where(Payslip.run_id == run_id)
        .group_by(Document.state)
    )
    states = {paper: many for paper, many in db.session.execute(counted)}  # noqa: C416 - pairs
    ready, failed = states.get(DocumentState.READY, 0), states.get(DocumentState.FAILED, 0)
    return Progress(ready, failed, sum(states.values()))
