"""Reports on paper: printed by the worker from what was published, kept for ever."""

from datetime import datetime

import sqlalchemy as sa

from domain.reports.sheet import from_json
from web.documents import archive
from web.documents.report import report_paper
from web.documents.version import fingerprint
from web.extensions import db
from web.models.report import Report, ReportPaper


def make(paper_id: int, *, now: datetime) -> None:
    """Make one paper, unless it is there; nothing is locked while it is being made."""
    paper = db.session.get_one(ReportPaper, paper_id)
    if paper.sha256 is not None:
        return
    report = db.session.get_one(Report, paper.report_id)
    assert report.sheet is not None  # papers are asked for when it is published
    sheet, language = from_json(report.sheet), paper.language
    db.session.commit()
    data = report_paper(sheet, language).pdf()
    missing = ReportPaper.id == paper_id, ReportPaper.sha256.is_(None)
    values = {
        "sha256": archive.store(data),
        "size": len(data),
        "made": now,
        "code_version": fingerprint(),
    }
    db.session.execute(sa.update(ReportPaper).where(*missing).values(**values))
    db.session.commit()
