"""Reports as they are written: begun, chapter by chapter in three languages, put away."""

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.reports.kinds import MEANT_FOR
from domain.reports.outline import CHAPTERS, chapter_of
from domain.reports.publishing import TextChanged
from domain.reports.sheet import ReportSheet
from web import clock
from web.access import allow
from web.actions import reports as actions
from web.blueprints.reports import (
    ONE,
    WRITERS,
    bp,
    found,
    is_director,
    no,
    status_of,
)
from web.blueprints.reports.reading import definition_at
from web.forms.reports import BeginForm, ChapterForm
from web.htmx import page
from web.i18n import language
from web.models.report import Report
from web.navigation import notify
from web.once import once
from web.queries import reports as queries
from web.report_shown import FigureRow, figure_row, report_title


def to_desk(report: Report) -> BaseResponse:
    """Back to what is to be done for a report."""
    where = url_for("reports.desk", kind=report.kind.value, year=report.year)
    return redirect(where, code=303)


@bp.get("/new")
@allow(*WRITERS)
def new() -> Response:
    """A new report, of the year that is over."""
    return begun(BeginForm(year=clock.today().year - 1))


def begun(form: BeginForm) -> Response:
    """The form of a new report."""
    return page("reports/new.html", status=status_of(form), form=form, meant_for=MEANT_FOR)


@bp.post("/new")
@allow(*WRITERS)
@once("reports.index")
def begin() -> BaseResponse:
    """Begin it with the texts of the year before."""
    form = BeginForm(request.form)
    if form.validate():
        try:
            report = actions.begin(form.kind.data, form.year.data, now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Begun. Texts of the year before are there to be changed."))
            return to_desk(report)
    return begun(form)


@bp.get(f"{ONE}/write")
@allow(*WRITERS)
def desk(kind: str, year: int) -> Response:
    """What is written, what is missing, what would not be published and why."""
    report = found(kind, year)
    if report.sheet is not None:
        return redirect(url_for("reports.show", kind=kind, year=year))  # type: ignore[return-value]
    sheet = queries.gathered(report)
    hindrances, left_out = queries.in_the_way(sheet)
    return page(
        "reports/desk.html",
        report=report,
        title=report_title(report.kind, year),
        chapters=CHAPTERS[report.kind],
        sheet=sheet,
        written={one.key: one for one in sheet.chapters},
        numbers=queries.NUMBERS,
        titles=queries.TITLES,
        hindrances=hindrances,
        left_out_of=left_out,
        director=is_director(),
        over=year < clock.today().year,
    )


@bp.post(f"{ONE}/papers")
@allow(*WRITERS)
def ask_paper(kind: str, year: int) -> BaseResponse:
    """Print the draft as it is now, or what could not be printed, and look at it."""
    actions.ask_for_papers(found(kind, year), now=clock.now())
    return redirect(url_for("reports.paper", kind=kind, year=year), code=303)


@bp.route(f"{ONE}/write/<string:chapter>", methods=["GET", "POST"])
@allow(*WRITERS)
def write(kind: str, year: int, chapter: str) -> BaseResponse:
    """One chapter, in three languages side by side."""
    report, form = found(kind, year), ChapterForm(request.form)
    if chapter_of(report.kind, chapter) is None or report.sheet is not None:
        abort(404)
    if request.method == "POST" and save(report, chapter, form):
        notify(_("Saved."))
        return to_desk(report)
    return written(found(kind, year), chapter, form)


def save(report: Report, place: str, form: ChapterForm) -> bool:
    """Keep what was typed, or say why not and keep it in the form."""
    if not form.validate():
        return False
    try:
        actions.write(report, place, form.texts, version=form.seen, now=clock.now())
    except TextChanged as refusal:
        no(form, refusal)
        theirs = queries.texts_of(report.id)[place]
        form.version.raw_data, form.version.data = None, str(theirs.version)
    except RuleError as refusal:
        no(form, refusal)
    return not form.form_errors


def written(report: Report, chapter: str, form: ChapterForm) -> Response:
    """The page of a chapter, with the figures that a sentence can name."""
    kept = queries.texts_of(report.id).get(chapter)
    if request.method == "GET" and kept is not None:
        form.begin(kept.texts, kept.version)
    sheet = queries.gathered(report)
    order = [one.key for one in CHAPTERS[report.kind]]
    after = order[order.index(chapter) + 1 :]
    return page(
        "reports/chapter.html",
        status=status_of(form),
        report=report,
        title=report_title(report.kind, report.year),
        about=chapter_of(report.kind, chapter),
        form=form,
        theirs=kept.texts if kept is not None and form.form_errors else None,
        rows=_rows(sheet),
        following=after[0] if after else "",
        language=language(),
    )


def _rows(sheet: ReportSheet) -> list[FigureRow]:
    """The figures that a sentence can name."""
    lines = sheet.lines.values()
    return [figure_row(line, lambda key: definition_at(sheet, key)) for line in lines]


@bp.get(f"{ONE}/put-away")
@allow(*WRITERS)
def ask_put_away(kind: str, year: int) -> Response:
    """Is the draft really not needed?"""
    report = found(kind, year)
    return page("reports/put_away.html", report=report, title=report_title(report.kind, year))


@bp.post(f"{ONE}/put-away")
@allow(*WRITERS)
@once("reports.index")
def put_away(kind: str, year: int) -> BaseResponse:
    """Remove a draft with its texts."""
    actions.put_away(found(kind, year))
    notify(_("The draft is gone."))
    return redirect(url_for("reports.index"), code=303)
