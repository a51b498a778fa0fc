"""How many faults put into the payroll engine on purpose its tests let pass.

Needs the packages of ``mutation.txt``: ``make mutation`` installs them in a place of their own.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, report  # noqa: E402

COPIED = ("domain", "web", "i18n", "tests", "docs", "wsgi.py", "pyproject.toml")
MOST_SURVIVING = 15.0  # percent
SETTINGS = """
[tool.mutmut]
source_paths = ["domain/payroll"]
also_copy = ["domain", "web", "i18n", "tests", "docs", "wsgi.py", "pyproject.toml"]
pytest_add_cli_args_test_selection = [
  "tests/domain", "-k", "payroll or minimum or employment or student or amateur",
]
"""


def copy_to(folder: Path) -> None:
    """The code and its tests: what is measured is never the checkout itself."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)


def mutmut(folder: Path, *words: str) -> str:
    """Run the tool in the copy; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def survivors(results: str) -> list[str]:
    """The faults that no test noticed, as the tool names them."""
    return [line.strip() for line in results.splitlines() if line.strip().endswith("survived")]


def main() -> int:
    """Put the faults in, run the tests on each, and name those that nobody noticed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_to(folder)
        mutmut(folder, "run")
        mutmut(folder, "export-cicd-stats")
        found = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text("utf-8"))
        alive = survivors(mutmut(folder, "results"))
    passed = 100 * (1 - found["killed"] / found["total"])
    print(f"{found['killed']} of {found['total']} faults were noticed.")
    for line in alive:
        print(f"  {line}")
    what = "Faults in domain/payroll that no test notices"
    return report([Result(what, passed, "%", MOST_SURVIVING)])


if __name__ == "__main__":
    sys.exit(main())
