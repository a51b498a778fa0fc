"""Printed papers: their bytes go to the archive once, whoever made them first."""

from datetime import datetime

import sqlalchemy as sa

from web.documents import archive
from web.documents.version import fingerprint
from web.extensions import db
from web.models.assembly_papers import AssemblyPaper
from web.models.report import ReportPaper

Paper = type[AssemblyPaper] | type[ReportPaper]


def keep(paper: Paper, paper_id: int, data: bytes, *, now: datetime) -> None:
    """Store what was printed, unless the paper is there already."""
    missing = paper.id == paper_id, paper.sha256.is_(None)
    values = {
        "sha256": archive.store(data),
        "size": len(data),
        "made": now,
        "code_version": fingerprint(),
    }
    db.session.execute(sa.update(paper).where(*missing).values(**values))
    db.session.commit()
