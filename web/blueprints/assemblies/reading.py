"""What everybody who signs in reads: the list, one assembly, its convocation, its papers."""

from flask import Response, abort, g

from domain.assembly.convening import last_day
from domain.assembly.life import COMING, WRITTEN_UP
from domain.assembly.papers import PaperKind
from domain.assembly.words import AssemblyState
from domain.voting.words import Kind
from web import clock
from web.access import EVERYONE, allow, find
from web.blueprints.assemblies import as_attachment, bp, is_office, place
from web.documents import archive
from web.documents.assembly import WORDS
from web.documents.printable import WRITTEN
from web.extensions import db
from web.htmx import page
from web.i18n import language
from web.models.assembly import AgendaFile, Assembly
from web.models.assembly_papers import AssemblyPaper
from web.queries import assemblies as queries
from web.queries.convocation import sent_sheet
from web.queries.minutes import versions
from web.queries.register import represented_by, shareholder_of


def deeds(assembly: Assembly, *, has_election: bool) -> dict[str, str]:
    """Where one does what, as far as this installation has the pages."""
    there = {"assembly_id": assembly.id}
    found = {
        "roll": place("roll.mine", **there),
        "proxies": place("proxies.index", **there),
        "questions": place("meeting.questions", **there),
        "votes": place("votes.index"),
        "candidates": place("candidates.index", **there) if has_election else "",
        "projector": place("projector.show", **there),
    }
    return {name: url for name, url in found.items() if url}


def desks(assembly: Assembly) -> dict[str, str]:
    """Where the office works on this assembly."""
    there = {"assembly_id": assembly.id}
    found = {
        "polls": place("polls.of_assembly", **there),
        "roll": place("roll.office", **there),
        "bureau": place("meeting.bureau", **there),
        "incidents": place("meeting.incidents", **there),
        "candidates": place("candidates.index", **there),
        "questions": place("meeting.questions", **there),
    }
    return {name: url for name, url in found.items() if url}


@bp.get("")
@allow(*EVERYONE)
def index() -> Response:
    """What comes, and what was."""
    return page("assemblies/index.html", lists=queries.lists(), office=is_office())


@bp.get("/<int:assembly_id>")
@allow(*EVERYONE)
def show(assembly_id: int) -> Response:
    """One assembly: when, where, what I must do, the agenda in three languages."""
    assembly = find(Assembly, assembly_id)
    points = queries.agenda(assembly_id)
    has_election = any(one.item.ballot.get("kind") == Kind.ELECTION for one in points)
    written = versions(assembly_id)
    signed = written[0] if written and written[0].signed else None
    is_draft = assembly.state is AssemblyState.DRAFT
    return page(
        "assemblies/show.html",
        assembly=assembly,
        points=points,
        poll=queries.poll_of(assembly_id),
        codes=queries.in_order(language()),
        deeds=deeds(assembly, has_election=has_election) if assembly.state in COMING else {},
        desks=desks(assembly) if is_office() else {},
        shareholder=bool(shareholder_of(g.person.id) or represented_by(g.person.id)),
        on_roll=queries.on_roll(assembly, g.person.id),
        papers=queries.papers_of(assembly_id, PaperKind.CONVOCATION),
        minutes=signed,
        minutes_papers=(
            queries.papers_of(assembly_id, PaperKind.MINUTES, signed.sequence) if signed else {}
        ),
        second=queries.second_of(assembly_id),
        last_day=last_day(clock.day_of(assembly.starts)),
        office=is_office(),
        is_draft=is_draft,
        written_up=assembly.state in WRITTEN_UP,
        now=clock.now(),
        **WORDS,
    )


@bp.get("/<int:assembly_id>/convocation")
@allow(*EVERYONE)
def convocation(assembly_id: int) -> Response:
    """The convocation as it was sent, in the reader's language."""
    assembly = find(Assembly, assembly_id)
    sheet = sent_sheet(assembly_id)
    if sheet is None:
        abort(404)
    return page(
        "assemblies/convocation.html",
        assembly=assembly,
        sheet=sheet,
        language=language(),
        papers=queries.papers_of(assembly_id, PaperKind.CONVOCATION),
        **WORDS,
        **WRITTEN,
    )


@bp.get("/papers/<int:paper_id>")
@allow(*EVERYONE)
def paper(paper_id: int) -> Response:
    """A printed paper: the convocation for all who are invited, minutes once they are signed."""
    row = db.session.get(AssemblyPaper, paper_id)
    if row is None or row.sha256 is None:
        abort(404)
    find(Assembly, row.assembly_id)
    if row.kind is PaperKind.MINUTES and not is_office():
        last = versions(row.assembly_id)[0]
        if last.signed is None or last.sequence != row.sequence:
            abort(404)
    name = f"{row.kind}-{row.assembly_id}-{row.language}.pdf"
    return as_attachment(archive.load(row.sha256), name, "application/pdf")


@bp.get("/files/<int:file_id>")
@allow(*EVERYONE)
def file(file_id: int) -> Response:
    """A document of the agenda."""
    row = find(AgendaFile, file_id)
    return as_attachment(archive.load(row.sha256), row.filename, row.media_type)
