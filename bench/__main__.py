"""``make bench``: every measurement of this folder, one after the other, into RESULTS.md.

``python -m bench statement memory`` runs only those named, ``storm:60`` with what it is given.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import ROOT, machine

FOLDER = Path(__file__).parent
SHARED = {
    "__main__",
    "attendees",
    "grown",
    "measure",
    "members",
    "voters",
    "whole",
    "year",
}  # what measurements use; all else measures
APART = {"grow", "mutation"}  # makes a folder; needs packages of its own: `make mutation`
RESULTS = FOLDER / "RESULTS.md"


def names() -> list[str]:
    """Every measurement there is."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in SHARED | APART)


def run(wanted: str) -> tuple[str, bool]:
    """One measurement, in a process of its own: what it printed, and whether it met its targets."""
    name, *given = wanted.split(":")
    began = time.monotonic()
    print(f"— {wanted}", flush=True)
    done = subprocess.run(
        [sys.executable, "-P", str(FOLDER / f"{name}.py"), *given],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    text = done.stdout.strip() or done.stderr.strip()[-2000:]
    print(text, f"({time.monotonic() - began:.0f} s)", sep="\n", flush=True)
    return text, done.returncode == 0


def kept() -> dict[str, str]:
    """What was measured before, by name."""
    parts = RESULTS.read_text("utf-8").split("\n## ")[1:] if RESULTS.exists() else []
    return {part.partition(":")[0]: f"## {part.strip()}\n" for part in parts}


def section(name: str, text: str, met: bool) -> str:
    """What one measurement printed, when, and on what machine."""
    verdict = "every target met" if met else "a target is missed"
    return (
        f"## {name}: {verdict}\n\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}.\n\n"
        f"```\n{text}\n```\n"
    )


def written(sections: dict[str, str]) -> str:
    """The report: every measurement as it was last made."""
    head = "# Measurements\n\nMade by `make bench`. What each figure is: [README.md](README.md).\n"
    return "\n".join([head, *(sections[name] for name in sorted(sections))])


def main() -> int:
    """Run all, or those named; the exit code says whether every target was met."""
    wanted = sys.argv[1:] or names()
    found = {name: run(name) for name in wanted}
    parts = [(one.partition(":")[0], text, met) for one, (text, met) in found.items()]
    new = {name: section(name, text, met) for name, text, met in parts}
    RESULTS.write_text(written({**kept(), **new}), "utf-8")
    return int(not all(met for _, met in found.values()))


if __name__ == "__main__":
    sys.exit(main())
