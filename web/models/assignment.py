"""Assignments: the jobs of tool 3en1, each standing on its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.money import Eur
from domain.submission import AssignmentStatus
from domain.vat import WorkKind
from web.extensions import Base
from web.models.client import Client
from web.models.entity import Entity
from web.models.person import Person
from web.models.unit import Unit


class Assignment(Base):
    """One job for one client: its price pays the contribution, the expenses and the work."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'sent_back', 'cancelled') OR "
            "(client_id IS NOT NULL AND entity_id IS NOT NULL AND price IS NOT NULL)",
            name="complete",
        ),
        Index("ix_assignment_unit_id_id", "unit_id", "id"),
        Index("ix_assignment_status_submitted", "status", "submitted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    status: Mapped[AssignmentStatus] = mapped_column(default=AssignmentStatus.DRAFT)
    title: Mapped[str] = mapped_column(default="")
    kind: Mapped[WorkKind]
    price: Mapped[Eur | None]  # excluding VAT
    expenses: Mapped[Eur | None]  # planned, excluding VAT
    invoice_at_once: Mapped[bool] = mapped_column(default=True)
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the form as it was typed
    reason: Mapped[str] = mapped_column(default="")  # why it was sent back or cancelled
    doubts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # why an adviser must look
    created: Mapped[datetime]
    updated: Mapped[datetime]
    submitted: Mapped[datetime | None]
    decided: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    unit: Mapped[Unit] = relationship(lazy="raise")
    author: Mapped[Person] = relationship(lazy="raise", foreign_keys=[author_id])
    entity: Mapped[Entity | None] = relationship(lazy="raise")
    client: Mapped[Client | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}
