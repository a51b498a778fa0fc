"""The attestations that a person asked for before, and whether their papers are there."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.attestations import AttestationKind, attestation_reference
from domain.errors import Msg
from web.extensions import db
from web.models.attestation import Attestation
from web.models.document import Document, DocumentState

MOST = 100  # shown of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One attestation as a page lists it."""

    id: int
    kind: AttestationKind
    first_day: date
    last_day: date
    language: str
    asked: datetime
    by_office: bool
    document_id: int
    filename: str
    paper: DocumentState
    findings: str

    @property
    def reference(self) -> str:
        """How it is called."""
        return attestation_reference(self.id)

    @property
    def is_ready(self) -> bool:
        """Can it be opened?"""
        return self.paper is DocumentState.READY

    @property
    def is_waiting(self) -> bool:
        """Is it being made?"""
        return self.paper is DocumentState.WAITING

    @property
    def why(self) -> Msg:
        """Why it could not be made, as a sentence to translate."""
        return Msg(self.findings.partition("\n")[0])


@dataclass(frozen=True, slots=True)
class AskedList:
    """The attestations of one person, the last first."""

    items: tuple[Asked, ...]

    @property
    def is_waiting(self) -> bool:
        """Is one of them being made?"""
        return any(item.is_waiting for item in self.items)

    @property
    def tag(self) -> str:
        """Changes when one of them does."""
        states = repr([(item.id, item.paper.value) for item in self.items])
        return hashlib.sha256(states.encode()).hexdigest()[:16]


def asked(person_id: int) -> AskedList:
    """What was asked for before."""
    return AskedList(tuple(_asked(person_id)))


def _asked(person_id: int) -> Iterator[Asked]:
    query = (
        sa.select(
            Attestation.id,
            Attestation.kind,
            Attestation.first_day,
            Attestation.last_day,
            Attestation.language,
            Attestation.asked,
            (Attestation.asked_by_id != Attestation.person_id).label("by_office"),
            Document.id.label("document_id"),
            Document.filename,
            Document.state.label("paper"),
            Document.findings,
        )
        .join(Document, Document.attestation_id == Attestation.id)
        .where(Attestation.person_id == person_id)
        .order_by(Attestation.id.desc())
        .limit(MOST)
    )
    return (Asked(**row) for row in db.session.execute(query).mappings())
