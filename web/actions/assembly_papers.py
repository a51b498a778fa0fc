"""Papers of an assembly: printed by the worker from what is frozen, kept for ever."""

from datetime import datetime

import sqlalchemy as sa

from domain.assembly import convocation, minutes_sheet
from domain.assembly.papers import PaperKind
from web.actions.papers import keep
from web.documents.assembly import convocation_paper, minutes_paper
from web.documents.printable import Printable
from web.extensions import db
from web.models.assembly import Minutes
from web.models.assembly_papers import AssemblyPaper, Convocation
from web.queries.entities import company
from web.queries.minutes import signatures


def make(paper_id: int, *, now: datetime) -> None:
    """Make one paper, unless it is there; nothing is locked while it is being made."""
    paper = db.session.get_one(AssemblyPaper, paper_id)
    if paper.sha256 is not None:
        return
    printable = _printable(paper)
    db.session.commit()
    data = printable.pdf()
    keep(AssemblyPaper, paper_id, data, now=now)


def _printable(paper: AssemblyPaper) -> Printable:
    issuer = company().name
    if paper.kind is PaperKind.CONVOCATION:
        kept = db.session.get_one(Convocation, paper.assembly_id)
        sheet = convocation.from_json(kept.sheet)
        return convocation_paper(sheet, paper.language, company=issuer)
    wanted = sa.select(Minutes).where(
        Minutes.assembly_id == paper.assembly_id, Minutes.sequence == paper.sequence
    )
    row = db.session.scalars(wanted).one()
    return minutes_paper(
        minutes_sheet.from_json(row.sheet),
        paper.language,
        company=issuer,
        remarks=row.remarks,
        sequence=row.sequence,
        signatures=signatures(row.id),
    )
