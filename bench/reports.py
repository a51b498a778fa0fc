"""Both reports of a year on paper, in each language, and their pages.

``python -P bench/reports.py [DATA_DIR]``: on a copy of a data folder that ``flask simulate`` made,
or on a simulation of a hundredth made for it. Every chapter has a text of 150 words.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, report  # noqa: E402
from bench.whole import whole  # noqa: E402
from domain.reports.kinds import ReportKind  # noqa: E402
from web import clock  # noqa: E402
from web.actions import reports  # noqa: E402
from web.config import LANGUAGES  # noqa: E402
from web.documents.report import report_paper  # noqa: E402
from web.models.report import Report  # noqa: E402
from web.queries import reports as queries  # noqa: E402

YEAR = 2025
MOST = 60.0  # seconds for one paper
WORDS = "We are {members} people who own this house together. " * 15
TEXTS = dict.fromkeys(LANGUAGES, f"## A year\n{WORDS}\n\n- one\n- two")


def drafted(kind: ReportKind) -> Report:
    """A draft with a text in every place."""
    draft = queries.report_of(kind, YEAR) or reports.begin(kind, YEAR, now=clock.now())
    kept = queries.texts_of(draft.id)
    for place in reports.places(kind):
        version = kept[place].version if place in kept else 0
        reports.write(draft, place, TEXTS, version=version, now=clock.now())
    return draft


def printed(kind: ReportKind) -> list[Result]:
    """A report gathered and printed in each language, from nothing."""
    draft, found = drafted(kind), []
    for code in LANGUAGES:
        began = time.monotonic()
        pdf = report_paper(queries.gathered(draft), code).pdf()
        took = time.monotonic() - began
        found.append(Result(f"{kind.value} report, {code}", took, "s", MOST, took / MOST))
        found.append(Result(f"{kind.value} report, {code}: size", len(pdf) / 1000, "kB"))
    return found


def main() -> int:
    """Print every figure."""
    with whole() as app, app.app_context():
        return report([one for kind in ReportKind for one in printed(kind)])


if __name__ == "__main__":
    sys.exit(main())
