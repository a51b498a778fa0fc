"""What a fresh machine relies on: pinned packages, two commands, nothing of our own machines."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.repo.tree import OURS, ROOT, files, text
from web.setup.data import newest_migrations

LOCKS = ("requirements.txt", "requirements-dev.txt")
PACKAGE = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)
ASKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
EXPLAINED = re.compile(r"^([a-z]+):.*## \S", re.MULTILINE)
COMMAND = re.compile(r"(?:`| {4})make ([a-z]+)\b")
# Written in two halves, so that this file does not hold what it looks for.
HOSTS = ["pypi" + ".org/simple", "python" + "hosted.org", "npm" + "js.org", "deb" + ".debian"]
PLACES = ["/work" + "/main", "../" + "shared", "/work" + "/shared", "/root" + "/"]
TEXTS = {".py", ".md", ".toml", ".txt", ".in", ".sh", ".html", ".css", ".js", ".ini", ".po", ".pot"}


def pins(lock: str) -> dict[str, str]:
    return dict(PACKAGE.findall(text(Path(lock))))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock):
    blocks = re.split(r"\n(?=\S)", text(Path(lock)).strip())
    assert len(blocks) == len(pins(lock)), "each package has exactly one version"
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_packages_come_from(lock):
    assert "://" not in text(Path(lock)), "the machine's own settings decide"
    assert not re.search(r"^-", text(Path(lock)), re.MULTILINE)


def test_tests_run_with_the_packages_that_serve():
    served, tested = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: tested.get(name) for name in served} == served


def test_every_package_asked_for_is_locked():
    for asked, lock in zip(("requirements.in", "requirements-dev.in"), LOCKS, strict=True):
        assert set(ASKED.findall(text(Path(asked)))) <= set(pins(lock))


def test_every_package_asked_for_is_explained():
    told = text(Path("docs/dependencies.md")).lower()
    asked = {
        name
        for path in ("requirements.in", "requirements-dev.in")
        for name in ASKED.findall(text(Path(path)))
    }
    assert not {name for name in asked if f"`{name}`" not in told}


def test_the_readme_names_only_commands_that_exist():
    targets = set(TARGET.findall(text(Path("Makefile"))))
    for page in [Path("README.md"), *files("docs", suffix=".md")]:
        assert set(COMMAND.findall(text(page))) <= targets, page
    assert {"run", "test"} <= set(COMMAND.findall(text(Path("README.md"))))


def test_the_readme_shows_what_is_there():
    for page in [Path("README.md"), *files("docs", suffix=".md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(page)):
            assert (ROOT / page.parent / target).exists(), f"{page} points to {target}"


def test_every_target_is_explained():
    makefile = text(Path("Makefile"))
    assert set(TARGET.findall(makefile)) == set(EXPLAINED.findall(makefile))


def test_ci_runs_the_test_command_and_nothing_else():
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    commands = [line for line in run.read_text("utf-8").splitlines() if "make" in line]
    assert commands == ["exec make test </dev/null"]


def test_the_set_up_is_a_shell_script_that_parses():
    done = subprocess.run(["sh", "-n", ROOT / "web" / "setup" / "prepare.sh"], check=False)
    assert done.returncode == 0


def test_migrations_have_one_end():
    named = [
        name
        for path in files("web/migrations/versions", suffix=".py")
        for name in re.findall(r"^revision\b[^=]*= *[\"'](\w+)", text(path), re.MULTILINE)
    ]
    assert len(named) == len(set(named)), "two migrations of one name"
    assert len(newest_migrations()) == 1, "two people added a migration: let one follow the other"


def test_nothing_names_a_machine_or_a_package_host():
    shown = [Path(name) for name in ("README.md", "CHANGELOG.md", "Makefile", "pyproject.toml")]
    shown += [path for path in files(*OURS, suffix="") if path.suffix in TEXTS]
    found = [
        f"{path}: {word}"
        for path in shown
        if (ROOT / path).is_file()
        for word in HOSTS + PLACES
        if word in text(path)
    ]
    assert not found
