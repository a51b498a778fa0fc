"""Reports as they are read: the list, the pages, the paper, the figures as a file."""

from datetime import timedelta
from decimal import Decimal

from flask import Response, abort, current_app, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from domain.figures.catalogue import figure
from domain.figures.releasing import BETWEEN
from domain.reports.kinds import MEANT_FOR, REPORT_KINDS, ReportState
from domain.reports.sheet import ReportSheet, last_day
from domain.roles import Role
from web import clock
from web.access import allow
from web.attached import CSV, ODS, attached
from web.blueprints.figures.bodies import bodies
from web.blueprints.figures.released_shown import Value, value_of
from web.blueprints.reports import ONE, bp, found, is_writer
from web.config import LANGUAGES
from web.documents import archive
from web.documents.printable import full_day
from web.figure_words import translated
from web.formats.ods import ods_file
from web.formats.sheet_file import Cell, sheet_file
from web.htmx import page
from web.i18n import language, one_locale
from web.models.report import Report
from web.queries import releases
from web.queries import reports as queries
from web.report_shown import report_title, shown

LONG = timedelta(minutes=10)  # for a paper that takes seconds


@bp.get("")
@allow(*Role)
def index() -> Response:
    """The reports that are published, and those that are being written."""
    rows = queries.listed(drafts=is_writer())
    return page(
        "reports/index.html",
        published=[row for row in rows if row.state is ReportState.PUBLISHED],
        drafts=[row for row in rows if row.state is ReportState.DRAFT],
        kinds=REPORT_KINDS,
        meant_for=MEANT_FOR,
        writer=is_writer(),
    )


def definition_at(sheet: ReportSheet, key: str) -> str:
    """Where a figure of a report is looked up."""
    return url_for("figures.definition", key=key, day=last_day(sheet.year).isoformat())


def body(report: Report, sheet: ReportSheet) -> Markup:
    """The chapters in the reader's language: of a published report, drawn once."""

    def draw() -> Markup:
        template = current_app.jinja_env.get_template("reports/_report.html")
        drawn = shown(sheet, language(), lambda key: definition_at(sheet, key))
        with one_locale():
            return Markup(template.render(report=drawn, full_day=full_day))

    if report.published is None:
        return draw()
    tag = f"report-{report.id}-{report.published.isoformat()}-{language()}"
    return bodies().get(tag, draw).html


def errata_of(sheet: ReportSheet) -> list[Value]:
    """What was corrected of the figures and tables of a published report."""
    known = sheet.lines.keys() | sheet.tables.keys()
    found = releases.errata(last_day(sheet.year))
    return [value_of(one) for one in found if one.release.key.split(BETWEEN)[0] in known]


@bp.get(ONE)
@allow(*Role)
def show(kind: str, year: int) -> Response:
    """One report."""
    report = found(kind, year)
    sheet = queries.sheet_of(report)
    return page(
        "reports/show.html",
        row=report,
        sheet=sheet,
        title=report_title(report.kind, year),
        body=body(report, sheet),
        draft=report.state is ReportState.DRAFT,
        errata=errata_of(sheet) if report.published else [],
        others=[row for row in queries.listed(drafts=False) if row.id != report.id][:6],
        kinds=REPORT_KINDS,
        writer=is_writer(),
    )


@bp.get(f"{ONE}/report.pdf")
@allow(*Role)
def paper(kind: str, year: int) -> Response:
    """The report on paper; while it is being made, a page that says so."""
    report = found(kind, year)
    wanted = request.args.get("language", "")
    code = wanted if wanted in LANGUAGES else language()
    known = queries.papers(report.id).get(code)
    if known is None:
        abort(404)
    if known.sha256 is None:
        title = report_title(report.kind, year)
        again = url_for("reports.paper", kind=kind, year=year, language=code)
        return page(
            "reports/waiting.html",
            status=202,
            row=report,
            title=title,
            again=again,
            late=clock.now() - known.asked > LONG,
            writer=is_writer(),
        )
    response = Response(archive.load(known.sha256), mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{kind}-{year}-{code}.pdf")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def figures_table(sheet: ReportSheet) -> tuple[list[str], list[list[Cell]]]:
    """Every figure of the report with its definition, as numbers."""
    years = str(sheet.year), str(sheet.year - 1)
    head = [_("Figure"), *years, _("Definition"), _("Version"), _("Key")]
    rows: list[list[Cell]] = [
        [
            translated(figure(line.key).title),
            line.value,
            line.before,
            translated(figure(line.key).definition),
            Decimal(line.version),
            line.key,
        ]
        for line in sheet.lines.values()
    ]
    return head, rows


@bp.get(f"{ONE}/figures.csv")
@allow(*Role)
def figures_csv(kind: str, year: int) -> Response:
    """The figures for a spreadsheet."""
    head, rows = figures_table(queries.sheet_of(found(kind, year)))
    data = sheet_file(head, rows, language())
    return attached(data, CSV, f"{kind}-{year}.csv")


@bp.get(f"{ONE}/figures.ods")
@allow(*Role)
def figures_ods(kind: str, year: int) -> Response:
    """The figures as an OpenDocument spreadsheet."""
    head, rows = figures_table(queries.sheet_of(found(kind, year)))
    return attached(ods_file(f"{kind} {year}", head, rows), ODS, f"{kind}-{year}.ods")
