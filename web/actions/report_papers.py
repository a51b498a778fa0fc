"""Reports on paper: printed by the worker from what was published, kept for ever."""

from datetime import datetime

from domain.reports.sheet import from_json
from web.actions.papers import keep
from web.documents.report import report_paper
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
    keep(ReportPaper, paper_id, data, now=now)
