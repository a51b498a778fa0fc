"""Every setting is read in one place and told in docs/settings.md."""

import ast
import re
from pathlib import Path

from tests.repo.tree import called, files, nodes, place, text

PAGE = Path("docs/settings.md")
READ_BY = {
    "web/config.py": {"given.get"},
    "web/serve.py": {"os.environ.get"},
    "web/setup/data.py": {"os.environ.get"},
}
TOLD = re.compile(r"^\| `([A-Z][A-Z0-9_]+)`", re.MULTILINE)
SHELL = re.compile(r"\$\{([A-Z][A-Z0-9_]+):-")
OF_THE_SHELL = {"DEBIAN_FRONTEND"}


def read_by_python() -> set[str]:
    return {
        node.args[0].value
        for path, calls in READ_BY.items()
        for node in nodes(Path(path))
        if called(node) in calls and isinstance(node, ast.Call)
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }


def read_by_set_up() -> set[str]:
    return set(SHELL.findall(text(Path("web/setup/prepare.sh")))) - OF_THE_SHELL


def read_by_tests() -> set[str]:
    return {
        node.args[0].value
        for path in files("tests", "bench", suffix=".py")
        for node in nodes(path)
        if called(node) in {"os.environ.get", "os.getenv"} and isinstance(node, ast.Call)
        if isinstance(node.args[0], ast.Constant)
    }


def test_every_setting_is_told():
    wanted = read_by_python() | read_by_set_up() | read_by_tests()
    assert wanted - set(TOLD.findall(text(PAGE))) == set()


def test_nothing_is_told_that_is_not_read():
    wanted = read_by_python() | read_by_set_up() | read_by_tests()
    assert set(TOLD.findall(text(PAGE))) - wanted == set()


def test_settings_are_read_in_one_place():
    elsewhere = [
        place(path, node)
        for path in files("domain", "web", suffix=".py")
        for node in nodes(path)
        if called(node) in {"os.environ.get", "os.getenv"} and str(path) not in READ_BY
        if isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant)
        if not str(node.args[0].value).startswith("FLASK_")
    ]
    assert not elsewhere, "settings are read in web/config.py"
