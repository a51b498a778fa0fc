"""A report on paper, in any of the three languages."""

from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from domain.reports.kinds import REPORT_KINDS
from domain.reports.sheet import ReportSheet
from web.charts import cover
from web.documents.printable import Printable, printable
from web.figure_words import translated
from web.i18n import LOCALES
from web.report_shown import shown


def report_paper(sheet: ReportSheet, language: str, *, draft: bool = False) -> Printable:
    """A report as it is handed out; numbers lead to the definitions at its end."""
    with force_locale(LOCALES[language]):
        report = shown(sheet, language, lambda key: f"#figure-{key}")
        kind = translated(REPORT_KINDS[sheet.kind])
        drawing, note = _cover(sheet)
    return printable(
        "report",
        language,
        report=report,
        called=kind,
        tables=report.tables,
        cover=drawing,
        cover_note=note,
        draft=draft,
    )


def _cover(sheet: ReportSheet) -> tuple[Markup, str]:
    """What the cover shows, and the sentence that says so."""
    trends = [trend for chapter in sheet.chapters for trend in chapter.trends]
    if trends:
        drawn = cover.months(trends[0].values, trends[0].before)
        said = _(
            "The bars: turnover of each month of %(year)s, before that of the year before.",
            year=sheet.year,
        )
        return drawn, said if drawn else ""
    if sheet.conditions:
        drawn = cover.steps([one.signed is not None for one in sheet.conditions])
        return drawn, _("The bars: the nine conditions, bright where a director signed.")
    return Markup(""), ""
