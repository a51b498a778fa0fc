"""Work for later, when the database is SQLite; on PostgreSQL, Procrastinate keeps its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class Job(Base):
    """One task to run, at least once."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_done_due", "done", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[str]
    args: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
