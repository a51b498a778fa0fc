"""A certificate of shares: what it says is fixed when it is asked for, its paper comes after."""

import secrets
from datetime import datetime

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.shares.certificate import (
    LENGTH,
    LETTERS,
    CertificateSheet,
    certificate_reference,
    to_json,
)
from domain.shares.leaving import NothingHeld
from domain.sheet import Party
from web import clock
from web.actions.audit import actor_id, record
from web.documents.contract import employer_party
from web.extensions import db
from web.models.document import Document, DocumentKind
from web.models.entity import Entity
from web.models.person import Person
from web.models.share import ShareCertificate, Shareholder
from web.queries.register import line_on
from web.queries.share_lines import covered_until
from web.queue import enqueue


def ask(holder: Shareholder, *, language: str, now: datetime) -> ShareCertificate:
    """Certify what somebody holds today."""
    today = clock.day_of(now)
    line = line_on(holder.id, today)
    if line is None:
        raise NothingHeld
    company = db.session.scalars(sa.select(Entity).where(Entity.code == EntityCode.SC)).one()
    sheet = CertificateSheet(
        made=today,
        language=language,
        company=employer_party(company),
        holder=_party(holder),
        number=line.number,
        category=line.category,
        shares=line.shares,
        paid_in=line.paid_in,
        since=line.since,
        covered_until=covered_until(holder.id),
        code="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
    )
    row = ShareCertificate(
        shareholder_id=holder.id, code=sheet.code, day=today, shares=sheet.shares,
        language=language, sheet=to_json(sheet), asked=now, asked_by_id=actor_id(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    kind = DocumentKind.SHARE_CERTIFICATE
    document = {
        "kind": kind, "filename": f"{certificate_reference(row.id)}.pdf",
        "media_type": "application/pdf", "language": language, "asked": now,
        "certificate_id": row.id,
    }  # fmt: skip
    db.session.execute(sa.insert(Document), [document])
    enqueue("make_document", now, kind=kind.value, certificate_id=row.id)
    record("certificate_asked", holder, number=certificate_reference(row.id))
    db.session.commit()
    return row


def _party(holder: Shareholder) -> Party:
    """Somebody as the register names them: their home, or the seat of a legal person."""
    if holder.person_id is None:
        return Party(
            name=holder.name,
            address=(holder.street,) if holder.street else (),
            postcode=holder.postcode,
            city=holder.city,
            country=holder.country,
            enterprise_number=holder.enterprise_number or "",
        )
    person = db.session.get_one(Person, holder.person_id)
    return Party(
        name=holder.name,
        address=(person.street,) if person.street else (),
        postcode=person.postcode,
        city=person.city,
        country=person.country,
    )
