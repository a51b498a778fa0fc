"""Both reports of a year as drafts, with example texts: nothing is signed or published."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from domain.reports.kinds import ReportKind
from web import clock
from web.actions import reports
from web.demo.people import BOARD
from web.demo.stage import Stage, acting, office_day
from web.queries.reports import report_of, texts_of

FILE = Path(__file__).parent / "report_texts.toml"
CONDITIONS = "conditions"  # the part of the file about the nine conditions

Texts = dict[str, str]  # by language


def plan_reports(stage: Stage) -> None:
    """On one morning the board begins the reports of the year before."""
    day = office_day(stage.ago(20))
    stage.plan(day, "09:40", begin_both(stage.today.year - 1))


def begin_both(year: int) -> Callable[[], None]:
    """Done by the board."""

    def act() -> None:
        with acting(BOARD):
            drafts(year, clock.now())

    return act


def drafts(year: int, now: datetime) -> None:
    """Begin the reports of a year that nobody has begun, and write what is empty in them."""
    known = examples()
    for kind in ReportKind:
        if report_of(kind, year) is not None:
            continue
        report = reports.begin(kind, year, now=now)
        texts = {**known[CONDITIONS], **known[kind]}
        written = texts_of(report.id)  # carried over from the year before
        for place in reports.places(kind):
            if place not in written:
                reports.write(report, place, texts[place], version=0, now=now)


def examples() -> dict[str, dict[str, Texts]]:
    """The texts by report and chapter; those of the conditions apart."""
    read: dict[str, dict[str, Texts]] = tomllib.loads(FILE.read_text("utf-8"))
    return {
        part: {key: stripped(texts) for key, texts in one.items()} for part, one in read.items()
    }


def stripped(texts: Texts) -> Texts:
    """Without the empty lines at both ends."""
    return {code: text.strip() for code, text in texts.items()}
