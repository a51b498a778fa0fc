"""Who did what, when: only ever added to (the migration adds the triggers)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class AuditEntry(Base):
    """One act of one person on one thing."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject", "subject_id", "id"),
        Index("ix_audit_entry_act", "act", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    act: Mapped[str]  # a word of web.actions.audit.ACTS
    subject: Mapped[str]  # the table
    subject_id: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
