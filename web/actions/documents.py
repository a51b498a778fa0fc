"""Documents: asked for in the act that needs them, made by the worker, kept for ever."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from domain.errors import N_, Msg
from web.actions.audit import record
from web.actions.making import Made, NotMadeError, prepare
from web.documents import archive
from web.documents.version import fingerprint
from web.extensions import db
from web.models.document import Document, DocumentKind, DocumentState
from web.queue import enqueue_each

TRIES = 3
BROKEN = N_("The document could not be made. This is our fault: we have kept the reason.")

log = logging.getLogger(__name__)
NEW = sa.insert(cast("sa.Table", Document.__table__))


@dataclass(frozen=True, slots=True)
class Paper:
    """One file to be made of an invoice or a contract."""

    kind: DocumentKind
    filename: str
    media_type: str = "application/pdf"


def ask_for(
    papers: Sequence[Paper],
    *,
    language: str,
    now: datetime,
    invoice_id: int | None = None,
    contract_id: int | None = None,
    amendment_id: int | None = None,
) -> None:
    """Documents that the worker will make once this transaction is committed.

    language: of the recipient; what they are of must be stored already (flush first if it is new)
    """
    of = {
        "invoice_id": invoice_id,
        "contract_id": contract_id,
        "amendment_id": amendment_id,
    }
    rows = [
        {
            "kind": paper.kind,
            "filename": paper.filename,
            "media_type": paper.media_type,
            "language": language,
            "asked": now,
            **of,
        }
        for paper in papers
    ]
    db.session.execute(NEW, rows)
    _enqueue([paper.kind for paper in papers], of, now)


def _enqueue(kinds: Sequence[DocumentKind], of: dict[str, Any], now: datetime) -> None:
    """Name each by what it is of: its own id is known to the database alone."""
    enqueue_each("make_document", now, [{"kind": kind.value, **of} for kind in kinds])


def make_for(
    kind: DocumentKind,
    *,
    now: datetime,
    invoice_id: int | None = None,
    contract_id: int | None = None,
    payslip_id: int | None = None,
    amendment_id: int | None = None,
    attestation_id: int | None = None,
    certificate_id: int | None = None,
) -> None:
    """Make the document of this kind of an invoice, a contract, an amendment or a payslip."""
    wanted = (
        Document.kind == kind,
        Document.invoice_id == invoice_id,
        Document.contract_id == contract_id,
        Document.payslip_id == payslip_id,
        Document.amendment_id == amendment_id,
        Document.attestation_id == attestation_id,
        Document.certificate_id == certificate_id,
    )
    make(db.session.scalars(sa.select(Document.id).where(*wanted)).one(), now=now)


def ask_again(document: Document, *, now: datetime) -> None:
    """Try a failed document anew; one that waits or is ready stays as it is."""
    failed = Document.id == document.id, Document.state == DocumentState.FAILED
    values = {"state": DocumentState.WAITING, "attempts": 0, "findings": ""}
    changed = db.session.execute(sa.update(Document).where(*failed).values(values))
    if changed.rowcount:  # type: ignore[attr-defined]  # the result of an UPDATE has it
        record("document_asked_again", document)
        of = {
            "invoice_id": document.invoice_id,
            "contract_id": document.contract_id,
            "payslip_id": document.payslip_id,
            "amendment_id": document.amendment_id,
            "attestation_id": document.attestation_id,
            "certificate_id": document.certificate_id,
        }
        _enqueue([document.kind], of, now)
    db.session.commit()


def note_read(document: Document) -> None:
    """Write down who opened it. Reading ends first: a reader must not become a writer midway."""
    session = db.session()
    session.expire_on_commit = False
    session.commit()
    record("document_read", document)
    session.commit()


def make(document_id: int, *, now: datetime) -> None:
    """Make one document, unless it is there; raises while another try may help.

    Nothing is locked while it is being made, which may take seconds.
    """
    document = db.session.get_one(Document, document_id)
    if document.state is not DocumentState.WAITING:
        db.session.rollback()
        return
    attempts = document.attempts + 1
    document.attempts = attempts
    db.session.commit()  # before anything is tried: even a try that kills us counts
    try:
        work = prepare(document)
        db.session.commit()
        made = work()
    except Exception as error:
        db.session.rollback()
        if attempts < TRIES:
            raise
        log.exception("document %s is given up", document_id)
        _give_up(document_id, attempts, error)
    else:
        _keep(document_id, made, now)


def _keep(document_id: int, made: Made, now: datetime) -> None:
    sha256 = archive.store(made.data)
    waiting = Document.id == document_id, Document.state == DocumentState.WAITING
    db.session.execute(
        sa.update(Document)
        .where(*waiting)
        .values(
            state=DocumentState.READY,
            sha256=sha256,
            size=len(made.data),
            made=now,
            findings=made.findings,
            code_version=fingerprint(),
        )
    )
    db.session.commit()


def _give_up(document_id: int, attempts: int, error: Exception) -> None:
    """Say why in words that can be translated, then what only technicians read."""
    why: Msg = error.why if isinstance(error, NotMadeError) else BROKEN
    details = error.details if isinstance(error, NotMadeError) else type(error).__name__
    waiting = Document.id == document_id, Document.state == DocumentState.WAITING
    values = {
        "state": DocumentState.FAILED,
        "attempts": attempts,
        "findings": f"{why}\n{details}".strip(),
    }
    db.session.execute(sa.update(Document).where(*waiting).values(values))
    db.session.commit()
