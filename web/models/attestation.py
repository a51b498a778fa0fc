"""Attestations that people ask for themselves. The migration lets nobody change them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.attestations import AttestationKind
from web.extensions import Base
from web.models.person import Person


class Attestation(Base):
    """What the cooperative attests of one person's work, as it was known on a day."""

    __tablename__ = "attestation"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        Index("ix_attestation_person_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # the person, or the office
    kind: Mapped[AttestationKind]
    first_day: Mapped[date]
    last_day: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[datetime]
    sheet: Mapped[dict[str, Any]]  # everything it says, but for the sealed numbers

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
