"""A whole invented cooperative: how long its making takes, and how much room it needs.

``python -P bench/simulate.py [SCALE]``; 1 is the whole size, 0.1 what is made otherwise. The
targets are those of the whole size, in proportion: fixed work weighs more on a small one.
"""

import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, application, report  # noqa: E402
from domain.simulated.plan import Plan  # noqa: E402
from web.cli.simulate import begin, end  # noqa: E402
from web.extensions import db  # noqa: E402
from web.queries.soundness import verdicts  # noqa: E402
from web.simulate.steps import run  # noqa: E402
from web.simulate.store import Making  # noqa: E402

YEAR, SEED, TENTH = 2025, 1, "0.1"
WHOLE = 20 * 60.0  # seconds at scale 1
AN_ACT = 0.8  # milliseconds
MEMORY = 1_500.0  # MB, whatever the scale
DATABASE = 3_000.0  # MB at scale 1
MB = 1_000_000


def against(what: str, value: float, unit: str, target: float) -> Result:
    """A figure beside its target, and as a part of it."""
    return Result(what, value, unit, target, value / target)


def made(scale: str) -> list[Result]:
    """Make one, and look for anything wrong with it."""
    with application() as app, app.app_context():
        begin(YEAR, scale, SEED)
        began = time.monotonic()
        acts = sum(done for _step, done in run(Making(Plan(YEAR, float(scale), SEED))))
        end()
        took = time.monotonic() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB
        wrong = sum(len(verdict.problems) for verdict in verdicts())
        folder = Path(app.config["DATA_DIR"])
        db.session.remove()
        db.engine.dispose()  # the last one to close it brings its log into the database
        size = sum(path.stat().st_size for path in folder.glob("*.sqlite*")) / MB
    part = min(1.0, float(scale))
    return [
        against(f"a year at scale {scale}", took, "s", WHOLE * part),
        against(f"each of {acts:,} acts", took / acts * 1000, "ms", AN_ACT),
        against("memory at most", peak, "MB", MEMORY),
        against("database", size, "MB", DATABASE * part),
        Result("problems found", wrong, "", 0),
    ]


def main() -> int:
    """Print every figure."""
    return report(made(sys.argv[1] if len(sys.argv) > 1 else TENTH))


if __name__ == "__main__":
    sys.exit(main())
