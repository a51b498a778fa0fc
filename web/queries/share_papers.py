"""Certificates of a shareholder, payments of a subscription."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from domain.money import Eur
from domain.shares.certificate import certificate_reference
from web.extensions import db
from web.models.document import Document, DocumentState
from web.models.share import ShareCertificate, SharePayment


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A certificate and its file."""

    id: int
    day: date
    shares: int
    code: str
    document_id: int
    state: DocumentState
    filename: str

    @property
    def reference(self) -> str:
        """How it is called."""
        return certificate_reference(self.id)


def certificates_of(shareholder_id: int) -> list[Paper]:
    """The certificates that were asked for, the last first."""
    query = (
        sa.select(
            ShareCertificate.id,
            ShareCertificate.day,
            ShareCertificate.shares,
            ShareCertificate.code,
            Document.id.label("document_id"),
            Document.state,
            Document.filename,
        )
        .join(Document, Document.certificate_id == ShareCertificate.id)
        .where(ShareCertificate.shareholder_id == shareholder_id)
        .order_by(ShareCertificate.id.desc())
        .limit(20)
    )
    return [Paper(**row) for row in db.session.execute(query).mappings()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One payment for shares."""

    id: int
    day: date
    amount: Eur
    reason: str
    taken_back: bool


def payments_of(subscription_id: int) -> list[Received]:
    """What was received for a subscription, corrections included."""
    later = aliased(SharePayment)
    taken = sa.select(later.id).where(later.corrects_id == SharePayment.id).exists()
    query = (
        sa.select(
            SharePayment.id,
            SharePayment.day,
            SharePayment.amount,
            SharePayment.reason,
            taken.label("taken_back"),
        )
        .where(SharePayment.subscription_id == subscription_id)
        .order_by(SharePayment.id)
    )
    return [Received(**row) for row in db.session.execute(query).mappings()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a stranger may know of a certificate."""

    day: date
    shares: int
    name: str


def certificate_by(code: str) -> Verified | None:
    """The certificate with this code, if there is one."""
    query = sa.select(
        ShareCertificate.day,
        ShareCertificate.shares,
        ShareCertificate.sheet["holder"]["name"].as_string().label("name"),  # as it says
    ).where(ShareCertificate.code == code)
    row = db.session.execute(query).mappings().one_or_none()
    return Verified(**row) if row and code else None
