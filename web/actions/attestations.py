"""Asking for an attestation: what it says is fixed at that moment, its paper is made afterwards."""

from datetime import date, datetime

import sqlalchemy as sa

from domain.attestations import (
    AttestationKind,
    AttestationSheet,
    NothingClosed,
    NothingConfirmed,
    attestation_reference,
    check_period,
    to_json,
)
from web import clock
from web.actions.audit import actor_id, record
from web.documents.contract import worker_of
from web.extensions import db
from web.models.attestation import Attestation
from web.models.document import Document, DocumentKind
from web.models.person import Person
from web.queries import attestations as queries
from web.queue import enqueue


def ask_for_earnings(
    person: Person, first_day: date, last_day: date, *, language: str, now: datetime
) -> Attestation:
    """Days, hours and earnings between two days, both included."""
    today = clock.day_of(now)
    check_period(first_day, last_day, today)
    found = queries.worked(person.id, first_day, last_day)
    if not found:
        raise NothingConfirmed(first_day, last_day)
    sheet = AttestationSheet(
        kind=AttestationKind.EARNINGS,
        made=today,
        language=language,
        first_day=first_day,
        last_day=last_day,
        worker=worker_of(person).party,
        worked=found,
        to_confirm=queries.count_to_confirm(person.id, first_day, last_day),
    )
    return _ask(person, sheet, now)


def ask_for_year(person: Person, year: int, *, language: str, now: datetime) -> Attestation:
    """The pay of a calendar year, from closed payslips alone."""
    found = queries.paid(person.id, year)
    if not found:
        raise NothingClosed(year)
    sheet = AttestationSheet(
        kind=AttestationKind.YEAR,
        made=clock.day_of(now),
        language=language,
        first_day=date(year, 1, 1),
        last_day=date(year, 12, 31),
        worker=worker_of(person).party,
        paid=found,
        still_open=queries.still_open(person.id, year),
    )
    return _ask(person, sheet, now)


def _ask(person: Person, sheet: AttestationSheet, now: datetime) -> Attestation:
    """Write it down, let the worker make its paper, and say who asked."""
    row = Attestation(
        person_id=person.id,
        asked_by_id=actor_id() or person.id,
        kind=sheet.kind,
        first_day=sheet.first_day,
        last_day=sheet.last_day,
        language=sheet.language,
        asked=now,
        sheet=to_json(sheet),
    )
    db.session.add(row)
    db.session.flush()
    document = {
        "kind": DocumentKind.ATTESTATION,
        "filename": f"{attestation_reference(row.id)}.pdf",
        "media_type": "application/pdf",
        "language": sheet.language,
        "asked": now,
        "attestation_id": row.id,
    }
    db.session.execute(sa.insert(Document), [document])
    kind = DocumentKind.ATTESTATION.value
    enqueue("make_document", now, kind=kind, attestation_id=row.id)
    record(
        "attestation_asked",
        person,
        number=attestation_reference(row.id),
        first=sheet.first_day,
        last=sheet.last_day,
    )
    db.session.commit()
    return row
