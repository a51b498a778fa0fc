"""Reports: found, gathered from the figures while they are written, read as they were published."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from flask_babel import force_locale

from domain.errors import Msg, RuleError
from domain.figures.catalogue import FIGURES, TABLES, figure
from domain.figures.definition import TOTAL
from domain.figures.flow import Flow
from domain.figures.table import Table
from domain.periods import Month
from domain.reports.conditions import CONDITIONS
from domain.reports.evidence import Finding
from domain.reports.kinds import ReportKind, ReportState
from domain.reports.outline import CHAPTERS, Chapter, figures_of, tables_of
from domain.reports.publishing import Hindrance, fingerprint, hindrances, left_out
from domain.reports.sheet import (
    ChapterSheet,
    ConditionSheet,
    FigureLine,
    FindingSheet,
    ReportSheet,
    TableSheet,
    Trend,
    from_json,
    last_day,
)
from domain.reports.texts import figures_in
from web.extensions import db
from web.i18n import LOCALES, number, say
from web.language import catalogue
from web.models.person import Person
from web.models.report import Report, ReportPaper, ReportSignature, ReportText
from web.models.simulation import Simulation
from web.queries import figures, releases
from web.queries.entities import company
from web.queries.lines import NAME
from web.queries.report_evidence import evidence

TITLES: Mapping[str, Msg] = {
    **{chapter.key: chapter.title for kind in ReportKind for chapter in CHAPTERS[kind]},
    **{condition.key: condition.title for condition in CONDITIONS},
}
NUMBERS: Mapping[str, int] = {condition.key: condition.number for condition in CONDITIONS}


def report_of(kind: str, year: int) -> Report | None:
    """The report of a year, whatever its state."""
    query = sa.select(Report).where(Report.kind == kind, Report.year == year)
    return db.session.scalars(query).one_or_none()


def listed(*, drafts: bool) -> list[Report]:
    """Reports, the newest year first."""
    query = sa.select(Report).order_by(Report.year.desc(), Report.kind)
    if not drafts:
        query = query.where(Report.state == ReportState.PUBLISHED)
    return list(db.session.scalars(query))


def papers(report_id: int) -> dict[str, ReportPaper]:
    """The printed report, by language."""
    query = sa.select(ReportPaper).where(ReportPaper.report_id == report_id)
    return {row.language: row for row in db.session.scalars(query)}


def texts_of(report_id: int) -> dict[str, ReportText]:
    """What is written, by chapter or condition."""
    query = sa.select(ReportText).where(ReportText.report_id == report_id)
    return {row.chapter: row for row in db.session.scalars(query)}


def sheet_of(report: Report) -> ReportSheet:
    """The report as it is read: as it was published, or as it would be now."""
    return gathered(report) if report.sheet is None else from_json(report.sheet)


def gathered(report: Report) -> ReportSheet:
    """Everything on its pages, from the texts and the figures as they stand now."""
    day, kind = last_day(report.year), report.kind
    texts: dict[str, dict[str, str]] = {
        key: dict(row.texts) for key, row in texts_of(report.id).items()
    }
    shown = figures_of(kind)
    named = [key for text in texts.values() for key in figures_in(text) if key in FIGURES]
    lines = _lines([*shown, *named], day)
    tables = _tables(kind, day)
    return ReportSheet(
        kind=kind,
        year=report.year,
        company=company().name,
        simulated=db.session.get(Simulation, 1) is not None,
        chapters=tuple(
            _chapter(chapter, texts.get(chapter.key, {}), lines, tables, day)
            for chapter in CHAPTERS[kind]
        ),
        conditions=_conditions(report, texts) if kind is ReportKind.SOCIAL else (),
        named=tuple(
            lines[key] for key in dict.fromkeys(named) if key in lines and key not in shown
        ),
    )


def _lines(keys: Sequence[str], day: date) -> dict[str, FigureLine]:
    """Each figure that is known, as it was published or else as it is counted."""
    wanted = [key for key in dict.fromkeys(keys) if FIGURES[key].kept]
    now = releases.values_on(wanted, day)
    before = releases.values_on(wanted, last_day(day.year - 1))
    return {
        key: FigureLine(key, figure(key).version, stated.amount, before[key].amount)
        for key, stated in now.items()
        if stated.amount is not None
    }


def _chapter(
    chapter: Chapter,
    texts: dict[str, str],
    lines: Mapping[str, FigureLine],
    tables: Mapping[str, TableSheet],
    day: date,
) -> ChapterSheet:
    return ChapterSheet(
        chapter.key,
        texts,
        tuple(lines[key] for key in chapter.figures if key in lines),
        tuple(tables[key] for key in chapter.tables if key in tables),
        tuple(_flows(day)) if chapter.flow else (),
        tuple(_trend(key, day.year) for key in chapter.trends),
    )


def _tables(kind: ReportKind, day: date) -> dict[str, TableSheet]:
    """The tables as they may be shown; without those that are empty or all hidden."""
    found = figures.tables(kept_tables(kind), day)
    shown = {key: releases.released_table(key, day) or table for key, table in found.items()}
    return {key: TableSheet.of(table) for key, table in shown.items() if _says_something(table)}


def _says_something(table: Table) -> bool:
    whole = table.cells[TOTAL, TOTAL]
    return not whole.hidden and bool(whole.amount or whole.people)


def kept_tables(kind: ReportKind) -> list[str]:
    """The tables of a report whose acts are kept."""
    return [key for key in tables_of(kind) if FIGURES[TABLES[key].figure].kept]


def _flows(day: date) -> Sequence[Flow]:
    return figures.flow(day)


def _trend(key: str, year: int) -> Trend:
    now, before = (
        tuple(value for _, value in figures.trend(key, [Month(one, m) for m in range(1, 13)]))
        for one in (year, year - 1)
    )
    return Trend(key, now, before)


def _conditions(report: Report, texts: Mapping[str, dict[str, str]]) -> tuple[ConditionSheet, ...]:
    """The nine, each with its evidence, and its signature while that still holds."""
    signed = signatures(report.id)
    return tuple(
        _signed(
            ConditionSheet(
                condition.key,
                texts.get(condition.key, {}),
                tuple(_worded(finding) for finding in evidence(condition.key, report.year)),
            ),
            signed.get(condition.key),
        )
        for condition in CONDITIONS
    )


def _signed(
    condition: ConditionSheet, signature: tuple[ReportSignature, str] | None
) -> ConditionSheet:
    if signature is None or signature[0].fingerprint != fingerprint(condition):
        return condition
    row, name = signature
    return ConditionSheet(
        condition.key, condition.texts, condition.findings, name, row.signed.date(), row.remark
    )


def signatures(report_id: int) -> dict[str, tuple[ReportSignature, str]]:
    """The last signature of each condition, and whose it is."""
    query = (
        sa.select(ReportSignature, NAME)
        .join(Person, Person.id == ReportSignature.signed_by_id)
        .where(ReportSignature.report_id == report_id)
        .order_by(ReportSignature.id)
    )
    return {row.condition: (row, name) for row, name in db.session.execute(query)}


def _worded(finding: Finding) -> FindingSheet:
    """A piece of evidence in each language, as it is kept."""
    title, said = {}, {}
    for code, name in LOCALES.items():
        with force_locale(name):
            title[code] = str(say(finding.title))
            facts = {key: _fact(value) for key, value in finding.values.items()}
            said[code] = str(catalogue().ugettext(finding.said)) % facts
    return FindingSheet(title, said, finding.holds, finding.place, finding.about)


def _fact(value: int | Decimal | date) -> str:
    return number(value) if isinstance(value, int) else str(say(value))


def in_the_way(sheet: ReportSheet) -> tuple[list[Hindrance], list[RuleError]]:
    """What keeps a report from being published, and what is only left out of it."""
    keys = [key for key in figures_of(sheet.kind) if FIGURES[key].kept]
    named = [line.key for line in sheet.named]
    found = releases.objections([*keys, *named, *kept_tables(sheet.kind)], last_day(sheet.year))
    return hindrances(sheet, TITLES, NUMBERS, found), left_out(found)
