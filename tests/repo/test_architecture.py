"""Layers, purity and size: what keeps the code easy to change."""

import ast

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.repo.tree import ROOT, called, files, nodes, place, text

RULES = files("domain", suffix=".py")
SIMULATED = files("domain/simulated", suffix=".py")
ACTIONS = files("web/actions", suffix=".py")
OUTSIDE = {"os", "random", "secrets", "socket", "sqlite3", "subprocess", "time", "uuid", "locale"}
CLOCK = {"today", "now", "utcnow"}
READS_THE_TIME = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
LONGEST = 250  # lines
SIZED = [
    path
    for path in files("domain", "web", "i18n", "bench", suffix=".py")
    if "migrations" not in path.parts
]


def test_requests_flow_down_never_up(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("path", RULES, ids=str)
def test_rules_never_read_the_clock(path):
    read = [
        place(path, node)
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in CLOCK
    ]
    assert not read, "a rule is told the day"


@pytest.mark.parametrize("path", RULES, ids=str)
def test_rules_know_nothing_of_the_machine(path):
    imported = {
        name.split(".")[0]
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + [alias.name for alias in node.names]
    }
    if path in SIMULATED:  # a generator with a seed always says the same
        assert not imported & (OUTSIDE - {"random"})
        assert "from random import Random\n" in text(path) or "random" not in imported
        return
    assert not imported & OUTSIDE


@pytest.mark.parametrize("path", SIMULATED, ids=str)
def test_invented_chance_has_a_seed(path):
    made = [
        place(path, node) for node in nodes(path) if called(node) in {"Random", "random.Random"}
    ]
    assert not made or path.name == "chance.py"
    assert "import random\n" not in text(path)


@pytest.mark.parametrize("path", [*RULES, *ACTIONS], ids=str)
def test_no_float_near_money(path):
    made = [place(path, node) for node in nodes(path) if called(node) == "float"]
    written = [
        place(path, node)
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    if path in SIMULATED:  # weights and shares, in whole cents at the end
        assert "domain.money" not in text(path)
        return
    assert not made
    assert not written or "domain.money" not in text(path)


def test_only_the_clock_reads_the_time():
    allowed = {"web/clock.py", "web/serve.py"}
    found = [
        place(path, node)
        for path in files("web", suffix=".py")
        for node in nodes(path)
        if str(path) not in allowed and called(node) in READS_THE_TIME
    ]
    assert not found, "now and today come from web.clock"


@pytest.mark.parametrize("path", SIZED, ids=str)
def test_a_file_can_be_read_in_one_go(path):
    assert len(text(path).splitlines()) <= LONGEST, "split it by noun"


def test_names_say_something():
    empty = [
        path
        for path in files("domain", "web", "tests", "bench", suffix=".py")
        if SAYS_NOTHING & {*path.with_suffix("").parts, *path.stem.split("_")}
    ]
    assert not empty


def test_every_module_says_what_it_is_for():
    silent = [path for path in SIZED if not ast.get_docstring(ast.parse(text(path)))]
    assert not silent
