"""Reports for tests: written in three languages, the year over."""

from datetime import UTC, datetime

from domain.reports.conditions import CONDITIONS
from domain.reports.kinds import ReportKind
from domain.reports.sheet import last_day
from tests.web import crowd, make
from web.actions import reports
from web.extensions import db
from web.models.report import Report
from web.queries import reports as queries

YEAR = 2026
BEGUN = datetime(2027, 1, 11, 9, tzinfo=UTC)
PUBLISHED = datetime(2027, 1, 15, 10, tzinfo=UTC)
TEXTS = {
    "fr": "## Ensemble\nNous sommes {members}, et avons facturé {turnover}.\n\n- un\n- deux",
    "nl": "We zijn met {members}.",
    "en": "We are {members}; turnover was {turnover}, {turnover:before} the year before.",
}


def sold() -> None:
    """Twelve holders with a sale each, counted."""
    make.invoice(price="1000.00")
    for number in range(12):
        crowd.holder(number, price="250.00")
    crowd.keep()


def begun(kind: ReportKind = ReportKind.ACTIVITY, *, written: bool = True) -> Report:
    """A draft; with texts where they are needed."""
    report = reports.begin(kind, YEAR, now=BEGUN)
    for place in reports.places(kind) if written else ():
        reports.write(report, place, TEXTS, version=0, now=BEGUN)
    return report


def signed(report: Report, by: int = 1) -> None:
    """All conditions."""
    for condition in queries.gathered(report).conditions:
        reports.sign(report, condition, "Read with the statutes.", by=by, now=BEGUN)


def published(kind: ReportKind = ReportKind.ACTIVITY) -> Report:
    """A report that everybody can read."""
    report = begun(kind)
    if kind is ReportKind.SOCIAL:
        signed(report)
    reports.publish(report, address="http://localhost/", by=1, now=PUBLISHED)
    db.session.expire_all()
    return report


LAST_DAY = last_day(YEAR)
NINE = [condition.key for condition in CONDITIONS]
