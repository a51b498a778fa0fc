"""``make bench``: every measurement of this folder, one after the other, into RESULTS.md.

``python -m bench statement memory`` runs only those named.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import ROOT, machine

FOLDER = Path(__file__).parent
SHARED = {"__main__", "measure", "year"}  # what measurements use; all else measures
RESULTS = FOLDER / "RESULTS.md"


def names() -> list[str]:
    """Every measurement there is."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in SHARED)


def run(name: str) -> tuple[str, bool]:
    """One measurement, in a process of its own: what it printed, and whether it met its targets."""
    began = time.monotonic()
    print(f"— {name}", flush=True)
    done = subprocess.run(
        [sys.executable, "-P", str(FOLDER / f"{name}.py")],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    text = done.stdout.strip() or done.stderr.strip()[-2000:]
    print(text, f"({time.monotonic() - began:.0f} s)", sep="\n", flush=True)
    return text, done.returncode == 0


def written(found: dict[str, tuple[str, bool]]) -> str:
    """The report: when, where, and what each measurement printed."""
    parts = [
        "# Measurements\n",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine()}. Made by `make bench`.\n",
        "What each figure is, and how to read it: [README.md](README.md).\n",
    ]
    for name, (text, met) in found.items():
        parts.append(f"## {name}: {'every target met' if met else 'a target is missed'}\n")
        parts.append(f"```\n{text}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Run all, or those named; the exit code says whether every target was met."""
    wanted = sys.argv[1:] or names()
    found = {name: run(name) for name in wanted}
    RESULTS.write_text(written(found), "utf-8")
    return int(not all(met for _, met in found.values()))


if __name__ == "__main__":
    sys.exit(main())
