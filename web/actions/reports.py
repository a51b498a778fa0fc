"""Reports: begun, written, signed by directors, published with their figures frozen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from domain.reports.conditions import CONDITIONS
from domain.reports.kinds import ReportKind, ReportState
from domain.reports.outline import CHAPTERS
from domain.reports.publishing import (
    ReportExists,
    ReportIsPublished,
    TextChanged,
    YearNotOver,
    check_remark,
    fingerprint,
    published_with,
)
from domain.reports.sheet import ConditionSheet, last_day, to_json
from domain.reports.texts import check_texts
from web import clock
from web.actions import releases, report_papers
from web.actions.audit import actor_id, record
from web.actions.locks import alone, flush_or
from web.config import LANGUAGES
from web.extensions import db
from web.models.report import Report, ReportPaper, ReportSignature, ReportText
from web.queries import reports as queries


def places(kind: ReportKind) -> list[str]:
    """The chapters of a report, and the conditions where it has them: all that can be written."""
    conditions = [one.key for one in CONDITIONS] if kind is ReportKind.SOCIAL else []
    return [*(chapter.key for chapter in CHAPTERS[kind]), *conditions]


def begin(kind: ReportKind, year: int, *, now: datetime) -> Report:
    """A new report; its texts start as those of the year before."""
    report = Report(kind=kind, year=year, started=now, started_by_id=actor_id())
    db.session.add(report)
    flush_or(ReportExists(year))
    _carry_over(report, now)
    record("report_begun", report, year=year)
    db.session.commit()
    return report


def _carry_over(report: Report, now: datetime) -> None:
    earlier = queries.report_of(report.kind, report.year - 1)
    known = queries.texts_of(earlier.id) if earlier else {}
    for key in places(report.kind):
        if key in known:
            _put(report, key, dict(known[key].texts), now)


def _put(report: Report, key: str, texts: dict[str, str], now: datetime) -> ReportText:
    row = ReportText(
        report_id=report.id, chapter=key, texts=texts, changed=now, changed_by_id=actor_id()
    )
    db.session.add(row)
    db.session.flush()
    return row


def put_away(report: Report) -> None:
    """Remove a draft with its texts and signatures; what was published stays."""
    row = locked(report.id)
    record("report_dropped", row, year=row.year)
    for table in (ReportText, ReportSignature, ReportPaper):
        db.session.execute(sa.delete(table).where(table.report_id == row.id))
    db.session.delete(row)
    db.session.commit()


def locked(report_id: int) -> Report:
    """The report as it is now, still being written; others who act on it wait."""
    query = sa.select(Report).where(Report.id == report_id)
    row: Report = db.session.scalars(alone(query)).one()
    if row.state is not ReportState.DRAFT:
        raise ReportIsPublished
    return row


def write(
    report: Report, chapter: str, texts: Mapping[str, str], *, version: int, now: datetime
) -> None:
    """What a chapter says, in every language.

    version: of the text that the writer had before them, 0 for none
    """
    row = locked(report.id)
    check_texts(texts)
    written = {code: texts.get(code, "").strip() for code in LANGUAGES}
    kept = queries.texts_of(row.id).get(chapter)
    if (kept.version if kept else 0) != version:
        raise TextChanged
    if kept is None:
        kept = _put(row, chapter, written, now)
    else:
        kept.texts, kept.changed, kept.changed_by_id = written, now, actor_id()
    record("report_written", row, chapter=chapter)
    db.session.commit()


def sign(report: Report, condition: ConditionSheet, remark: str, *, by: int, now: datetime) -> None:
    """A director answers for a condition, as they have read it."""
    row = locked(report.id)
    check_remark(condition, remark)
    db.session.add(
        ReportSignature(
            report_id=row.id,
            condition=condition.key,
            fingerprint=fingerprint(condition),
            remark=remark.strip(),
            signed=now,
            signed_by_id=by,
        )
    )
    record("report_condition_signed", row, condition=queries.NUMBERS[condition.key])
    db.session.commit()


def publish(report: Report, *, address: str, by: int | None, now: datetime) -> None:
    """Freeze its figures and its pages, and print it in every language.

    Raises the first of what stands in its way: a figure that contradicts another, a text that
    is missing in a language, a condition that nobody signed.

    address: of the site, where readers of the paper look a figure up
    """
    if last_day(report.year) >= clock.day_of(now):
        raise YearNotOver(report.year)
    sheet = queries.gathered(report)
    for hindrance in queries.in_the_way(sheet)[0]:
        raise hindrance.refusal
    releases.publish(published_with(sheet), last_day(report.year), by=by, now=now)
    row = locked(report.id)
    frozen = replace(queries.gathered(row), published=clock.day_of(now), address=address)
    row.sheet = to_json(frozen)
    row.state, row.published, row.published_by_id = ReportState.PUBLISHED, now, by
    report_papers.ask(row, now=now)
    record("report_published", row, year=row.year, figures=len(frozen.lines))
    db.session.commit()


def ask_for_papers(report: Report, *, now: datetime) -> None:
    """Print a draft as it is now; of a published report, what could not be printed."""
    if report.state is ReportState.DRAFT:
        report_papers.ask(locked(report.id), now=now)
    else:
        report_papers.ask_again(report, now=now)
    db.session.commit()
