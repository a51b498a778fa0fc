"""The files of the project, read once, for the promises about them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("domain", "web", "i18n", "tests", "bench", "docs")


def files(*folders: str, suffix: str) -> list[Path]:
    """Every file of ours with this ending, as paths from the root of the project."""
    return sorted(
        path.relative_to(ROOT)
        for folder in folders or OURS
        for path in (ROOT / folder).rglob(f"*{suffix}")
        if "__pycache__" not in path.parts
    )


def text(path: Path) -> str:
    """What a file says."""
    return (ROOT / path).read_text("utf-8")


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Everything in a Python file, in no order."""
    return list(ast.walk(ast.parse(text(path))))


def called(node: ast.AST) -> str:
    """What a call calls, ``datetime.now`` or ``float``; empty for anything else."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def place(path: Path, node: ast.AST) -> str:
    """Where something is, for a message."""
    return f"{path}:{getattr(node, 'lineno', 0)}"
