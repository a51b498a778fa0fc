"""Reports of a year: their texts, the signatures of the board, what was published, its papers."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.reports.kinds import ReportKind, ReportState
from web.extensions import Base


class Report(Base):
    """One report of one year; its sheet is frozen when it is published."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("kind", "year"),
        CheckConstraint("(state = 'published') = (sheet IS NOT NULL)", name="published_has_sheet"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind]
    year: Mapped[int]
    state: Mapped[ReportState] = mapped_column(default=ReportState.DRAFT)
    started: Mapped[datetime]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sheet: Mapped[dict[str, Any] | None]
    published: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ReportText(Base):
    """What is written in one chapter, or about one condition, in every language."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("report_id", "chapter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    chapter: Mapped[str] = mapped_column(String(40))
    texts: Mapped[dict[str, Any]]  # per language
    changed: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ReportSignature(Base):
    """A director answers for a condition, as it was worded and proved then; only ever added."""

    __tablename__ = "report_signature"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    condition: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64))
    remark: Mapped[str] = mapped_column(default="")
    signed: Mapped[datetime]
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ReportPaper(Base):
    """A published report on paper in one language; bytes in the archive once it is made."""

    __tablename__ = "report_paper"
    __table_args__ = (UniqueConstraint("report_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[datetime]
    made: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    code_version: Mapped[str] = mapped_column(default="")
