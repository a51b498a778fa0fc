"""What browsers are sent: vendored files are the ones we chose, and our own stay small."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.repo.tree import ROOT, files, text

VENDOR = ROOT / "web" / "static" / "vendor"
LOCK = re.compile(r"^([0-9a-f]{64})[ *]+(\S+)", re.MULTILINE)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(")
FETCHED = re.compile(r"src=[\"']https?:|<link[^>]+https?:|url\([\"']?https?:|@import")
STYLES = files("web/static/css", suffix=".css")


def locked() -> dict[str, str]:
    return {name: digest for digest, name in LOCK.findall((VENDOR / "LOCK").read_text("utf-8"))}


def test_vendored_files_are_the_ones_we_chose():
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "LOCK" and "LICENSE" not in path.name
    }
    assert found == locked()


def test_our_own_script_stays_small():
    for path in files("web/static", suffix=".js"):
        # web/static/voting holds programs that people run by themselves, not scripts of pages
        if not {"vendor", "voting"} & set(path.parts):
            assert len(text(path).splitlines()) < 100, path


@pytest.mark.parametrize("path", STYLES, ids=str)
def test_colours_are_tokens(path):
    if path.name not in ("tokens.css", "print.css"):
        assert COLOUR.findall(re.sub(r"url\([^)]*\)", "", text(path))) == []


def test_nothing_is_fetched_from_elsewhere():
    for path in [*STYLES, *files("web/templates", suffix=".html")]:
        assert not FETCHED.findall(text(path)), path


def test_the_accessibility_checker_is_the_one_we_chose():
    axe = Path("tests/browser/vendor/axe-4.14.1.min.js")
    assert hashlib.sha256((ROOT / axe).read_bytes()).hexdigest() == (
        "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
    )
