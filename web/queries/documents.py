"""Documents of an invoice or a contract: are they there yet, and if not, why?"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.errors import Msg
from web.extensions import db
from web.models.amendment import Amendment
from web.models.document import Document, DocumentKind, DocumentState


@dataclass(frozen=True, slots=True)
class Paper:
    """One document as a page lists it."""

    id: int
    kind: DocumentKind
    state: DocumentState
    filename: str
    size: int | None
    made: datetime | None
    findings: str

    @property
    def is_ready(self) -> bool:
        """Can it be opened?"""
        return self.state is DocumentState.READY

    @property
    def is_waiting(self) -> bool:
        """Is it being made?"""
        return self.state is DocumentState.WAITING

    @property
    def why(self) -> Msg:
        """Why it failed, as a sentence to translate."""
        return Msg(self.findings.partition("\n")[0])

    @property
    def details(self) -> list[str]:
        """What the rules or the machine said, for technicians; rules speak English."""
        lines = self.findings.splitlines()
        return lines if self.is_ready else lines[1:]


@dataclass(frozen=True, slots=True)
class Papers:
    """All documents of one thing."""

    items: tuple[Paper, ...]
    to_make: bool = False  # there could be some, and nobody has asked for them

    @property
    def is_waiting(self) -> bool:
        """Is one of them being made?"""
        return any(paper.is_waiting for paper in self.items)

    @property
    def tag(self) -> str:
        """Changes when one of them does: what has not changed is not sent again."""
        states = [(paper.id, paper.state.value, paper.findings) for paper in self.items]
        return hashlib.sha256(repr(states).encode()).hexdigest()[:16]


OF_INVOICE = Document.invoice_id == sa.bindparam("key")
OF_CONTRACT = Document.id.in_(  # and of its amendments: each by its own index, never “or”
    sa.union_all(
        sa.select(Document.id).where(Document.contract_id == sa.bindparam("key")),
        sa.select(Document.id)
        .join(Amendment, Amendment.id == Document.amendment_id)
        .where(Amendment.contract_id == sa.bindparam("key")),
    )
)
OF_CONTRACTS = Document.contract_id.in_(sa.bindparam("key", expanding=True))


def _papers(where: sa.ColumnElement[bool], key: int | Sequence[int]) -> Papers:
    rows = db.session.execute(_select(where), {"key": key})
    return Papers(tuple(Paper(*row) for row in rows))


@cache
def _select(where: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """Built once for each owner: building it costs more than asking it."""
    return (
        sa.select(
            Document.id,
            Document.kind,
            Document.state,
            Document.filename,
            Document.size,
            Document.made,
            Document.findings,
        )
        .where(where)
        .order_by(Document.id)
    )


def of_invoice(invoice_id: int) -> Papers:
    """The documents of an invoice or a credit note."""
    return _papers(OF_INVOICE, invoice_id)


def of_contract(contract_id: int) -> Papers:
    """The documents of a contract of employment."""
    return _papers(OF_CONTRACT, contract_id)


def of_contracts(contract_ids: Sequence[int]) -> Papers:
    """The documents of several contracts at once, such as those of an assignment."""
    return _papers(OF_CONTRACTS, list(contract_ids))
