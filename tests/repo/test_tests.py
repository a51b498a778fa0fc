"""The tests themselves: each one checks something, and none is skipped without saying why."""

import ast

from tests.repo.tree import called, files, nodes, place

TESTS = files("tests", suffix=".py")
SKIPS = {
    f"pytest{part}.{kind}"
    for part in ("", ".mark")
    for kind in ("skip", "skipif", "xfail", "importorskip")
}
CHECKS = ("assert", "check", "raises", "expect", "warns", "fail", "wait_for")


def has_reason(call: ast.Call) -> bool:
    """Is there a sentence that says why?"""
    said = [keyword.value for keyword in call.keywords if keyword.arg == "reason"]
    if called(call) == "pytest.skip":
        said += call.args
    return any(not isinstance(value, ast.Constant) or len(str(value.value)) > 10 for value in said)


def checks_something(test: ast.AST) -> bool:
    """Does it assert, or call something that does?"""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if any(word in called(node).lower() for word in CHECKS):
            return True
    return False


def test_nothing_is_skipped_without_a_reason():
    silent = [
        place(path, node)
        for path in TESTS
        for node in nodes(path)
        if isinstance(node, ast.Call) and called(node) in SKIPS and not has_reason(node)
    ]
    bare = [
        place(path, decorator)
        for path in TESTS
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for decorator in node.decorator_list
        if ast.unparse(decorator) in SKIPS
    ]
    assert not silent + bare


def test_every_test_checks_something():
    idle = [
        place(path, node)
        for path in TESTS
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and path.name.startswith("test_")
        and not checks_something(node)
    ]
    assert not idle


def test_test_files_are_found_by_pytest():
    lost = [
        path
        for path in TESTS
        if not path.name.startswith("test_")
        and any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            for node in nodes(path)
        )
    ]
    assert not lost
