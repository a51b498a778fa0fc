"""Reports on paper: asked for by people, printed by the worker, kept."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from domain.reports.kinds import ReportState
from web.actions.papers import keep
from web.config import LANGUAGES
from web.documents.report import report_paper
from web.extensions import db
from web.models.report import Report, ReportPaper
from web.queries import reports as queries
from web.queue import enqueue_each


def ask(report: Report, *, now: datetime) -> None:
    """A paper in each language as the report is now, instead of those of a draft before it.

    The caller commits.
    """
    db.session.execute(sa.delete(ReportPaper).where(ReportPaper.report_id == report.id))
    papers = [ReportPaper(report_id=report.id, language=code, asked=now) for code in LANGUAGES]
    db.session.add_all(papers)
    db.session.flush()
    _enqueue(papers, now)


def ask_again(report: Report, *, now: datetime) -> None:
    """What is printed stays; the others are tried once more. The caller commits."""
    missing = [row for row in queries.papers(report.id).values() if row.sha256 is None]
    for row in missing:
        row.asked = now
    _enqueue(missing, now)


def _enqueue(papers: Sequence[ReportPaper], now: datetime) -> None:
    if papers:
        enqueue_each("make_report_paper", now, [{"paper_id": row.id} for row in papers])


def make(paper_id: int, *, now: datetime) -> None:
    """Make one paper, unless it is there or not wanted any more; nothing is locked meanwhile."""
    paper = db.session.get(ReportPaper, paper_id)
    if paper is None or paper.sha256 is not None:
        return
    report = db.session.get_one(Report, paper.report_id)
    printable = report_paper(
        queries.sheet_of(report), paper.language, draft=report.state is ReportState.DRAFT
    )
    db.session.commit()
    keep(ReportPaper, paper_id, printable.pdf(), now=now)
