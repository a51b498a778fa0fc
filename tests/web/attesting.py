"""Attestations in tests: asked for, and read as people read them."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.attestations import AttestationSheet, from_json
from tests.web import make
from tests.web.papers import made, text_of
from web import clock
from web.actions import attestations as actions
from web.demo.people import WORKER
from web.documents import archive
from web.extensions import db
from web.models.attestation import Attestation
from web.models.document import Document, DocumentKind

MINE = "/work/attestations"
AUGUST_LONG = {"period-first_day": "2026-08-01", "period-last_day": "2026-08-31"}


def asked(**changes: Any) -> Attestation:
    """An attestation of the worker over August, made at once."""
    first, last = changes.pop("period", (date(2026, 8, 1), date(2026, 8, 31)))
    language = changes.pop("language", "en")
    person = make.person(changes.pop("email", WORKER))
    return actions.ask_for_earnings(person, first, last, language=language, now=clock.now())


def paper() -> Document:
    """The last document of this kind."""
    query = sa.select(Document).where(Document.kind == DocumentKind.ATTESTATION)
    return list(db.session.scalars(query.order_by(Document.id)))[-1]


def text() -> str:
    """What the last one says."""
    return text_of(archive.load(made(paper().id).sha256))


def sheet_of(row: Attestation) -> AttestationSheet:
    """What was archived of it."""
    return from_json(row.sheet)
