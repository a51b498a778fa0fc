"""A report as it is shown in one language: numbers in words, charts drawn, texts set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from markupsafe import Markup

from domain.figures.catalogue import figure
from domain.figures.definition import CUTOFFS, FIGURE_UNITS
from domain.periods import Month
from domain.reports.conditions import CONDITIONS, Condition
from domain.reports.kinds import REPORT_KINDS, ReportKind
from domain.reports.outline import CHAPTERS, Chapter
from domain.reports.sheet import ChapterSheet, ConditionSheet, FigureLine, ReportSheet, Trend
from domain.reports.texts import Asks, Block, FigureAsked, blocks
from web.figure_charts import (
    ChartShown,
    TableShown,
    flow_chart,
    table_shown,
    trend_chart,
)
from web.figure_drawing import FLOW_TITLE, MAPS, drawn_as, map_note
from web.figure_words import UNKNOWN, change_text, figure_shown, figure_text, translated
from web.i18n import label

Address = Callable[[str], str]  # where the definition of a figure is read


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the report, with all that a reader needs to check it."""

    key: str
    title: str
    now: Markup | str
    before: Markup | str
    change: str
    unit: str
    definition: str
    cutoff: str
    owner: str
    version: int
    url: str


@dataclass(frozen=True, slots=True)
class ChapterShown:
    """A chapter in one language."""

    key: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    rows: tuple[FigureRow, ...]
    flow: ChartShown | None
    trends: tuple[ChartShown, ...]
    charts: tuple[ChartShown, ...]
    conditions: tuple["ConditionShown", ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """One of the nine conditions in one language."""

    about: Condition
    blocks: tuple[Block, ...]
    sheet: ConditionSheet


@dataclass(frozen=True, slots=True)
class ReportShown:
    """The whole report in one language."""

    sheet: ReportSheet
    language: str
    title: str
    chapters: tuple[ChapterShown, ...]
    rows: Mapping[str, FigureRow]  # every figure that it says, by key

    def said(self, asked: FigureAsked) -> str:
        """A number inside a sentence."""
        line = self.sheet.lines.get(asked.key)
        if line is None:
            return UNKNOWN
        unit = figure(asked.key).unit
        if asked.asks is Asks.BEFORE:
            return figure_text(line.before, unit)
        if asked.asks is Asks.CHANGE:
            return change_text(line.value, line.before, unit) or UNKNOWN
        return figure_text(line.value, unit)

    @property
    def tables(self) -> list[TableShown]:
        """The numbers behind the charts, in their order."""
        drawn = [chart for one in self.chapters for chart in (*one.trends, *one.charts)]
        flows = [one.flow for one in self.chapters if one.flow is not None]
        return [chart.table for chart in (*flows, *drawn)]


def report_title(kind: ReportKind, year: int) -> str:
    """What a report is called."""
    return str(_("%(report)s %(year)s", report=translated(REPORT_KINDS[kind]), year=year))


def shown(sheet: ReportSheet, language: str, address: Address) -> ReportShown:
    """A report in the language in use."""
    about = {chapter.key: chapter for chapter in CHAPTERS[sheet.kind]}
    full = [one for one in sheet.chapters if not one.empty or about[one.key].conditions]
    return ReportShown(
        sheet=sheet,
        language=language,
        title=report_title(sheet.kind, sheet.year),
        chapters=tuple(
            _chapter(number, about[one.key], one, sheet, language, address)
            for number, one in enumerate(full, 1)
        ),
        rows={key: figure_row(line, address) for key, line in sheet.lines.items()},
    )


def _chapter(
    number: int,
    about: Chapter,
    one: ChapterSheet,
    sheet: ReportSheet,
    language: str,
    address: Address,
) -> ChapterShown:
    return ChapterShown(
        key=one.key,
        number=number,
        title=translated(about.title),
        blocks=text_in(one.texts, language),
        rows=tuple(figure_row(line, address) for line in one.figures),
        flow=flow_chart(one.flows, FLOW_TITLE) if one.flows else None,
        trends=tuple(_trend(trend, sheet.year) for trend in one.trends if any(trend.values)),
        charts=tuple(_chart(table.key, sheet) for table in one.tables),
        conditions=tuple(_conditions(sheet, language)) if about.conditions else (),
    )


def text_in(texts: Mapping[str, str], language: str) -> tuple[Block, ...]:
    """A text as it is set; while a report is written, in a language that is there already."""
    found = texts.get(language) or next((text for text in texts.values() if text), "")
    return blocks(found)


def figure_row(line: FigureLine, address: Address) -> FigureRow:
    """A figure with its year before, its change and its definition."""
    about = figure(line.key)
    return FigureRow(
        key=line.key,
        title=translated(about.title),
        now=figure_shown(line.value, about.unit),
        before=figure_shown(line.before, about.unit),
        change="" if line.key.endswith("_growth") else _change(line),
        unit=translated(FIGURE_UNITS[about.unit]),
        definition=translated(about.definition),
        cutoff=translated(CUTOFFS[about.cutoff]),
        owner=label(about.owner),
        version=line.version,
        url=address(line.key),
    )


def _change(line: FigureLine) -> str:
    return change_text(line.value, line.before, figure(line.key).unit)


def _trend(trend: Trend, year: int) -> ChartShown:
    months = {
        one: [(Month(one, place), value) for place, value in enumerate(values, 1)]
        for one, values in ((year, trend.values), (year - 1, trend.before))
        if any(values)
    }
    return trend_chart(trend.key, months)


def _chart(key: str, sheet: ReportSheet) -> ChartShown:
    table = sheet.tables[key].table
    drawn = ChartShown(
        key, translated(table.definition.title), drawn_as(key)(table), table_shown(table)
    )
    return replace(drawn, note=map_note()) if key in MAPS else drawn


def _conditions(sheet: ReportSheet, language: str) -> list[ConditionShown]:
    known = {condition.key: condition for condition in sheet.conditions}
    return [
        ConditionShown(about, text_in(known[about.key].texts, language), known[about.key])
        for about in CONDITIONS
        if about.key in known
    ]
