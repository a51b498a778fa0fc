"""The catalogues of sentences: find every sentence in the code, hand it to translators, compile.

``python -P i18n/catalogues.py update`` (``make translations``) or ``compile`` (any set-up).
"""

import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import IO, Any

from babel.messages.frontend import CommandLineInterface

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
sys.path.insert(0, str(ROOT))

from domain.parameters.sources import cited  # noqa: E402 - needs the line above

TEMPLATE = FOLDER / "messages.pot"
LANGUAGES = ("fr", "nl", "en")
KEYWORDS = ("_l", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")

Found = tuple[int, str, str, list[str]]


def figure_titles(
    file: IO[bytes],
    _keywords: Mapping[str, Any],
    _comment_tags: Collection[str],
    options: Mapping[str, Any],  # noqa: ARG001 - Babel gives it by name
) -> Iterator[Found]:
    """Babel's extractor for dated figures: title, unit and sources are shown to people."""
    text = file.read().decode("utf-8")
    figure = tomllib.loads(text)
    sources = (cited(entry["source"]) for entry in figure.get("values", ()))
    shown = [figure.get("title", ""), figure.get("unit", "")]
    shown += [source.words for source in sources if source.has_words]
    for sentence in dict.fromkeys(filter(None, shown)):
        yield 1, "", sentence, []


def _pybabel(command: str, *arguments: str) -> None:
    CommandLineInterface().run(["pybabel", "--quiet", command, *arguments])  # type: ignore[no-untyped-call]


def extract(target: Path) -> None:
    """Write every sentence of the code, the templates and the figures to ``target``."""
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    plain = ["--add-location=file", "--add-comments=Translators:", "--no-wrap", "--omit-header"]
    with chdir(ROOT):  # places are written relative to it
        _pybabel("extract", "-F", "pyproject.toml", *keywords, *plain, "-o", str(target), ".")


def update() -> None:
    """Bring the template and each catalogue up to date; nothing is guessed (no “fuzzy”)."""
    extract(TEMPLATE)
    for language in LANGUAGES:
        exists = (FOLDER / language / "LC_MESSAGES" / "messages.po").exists()
        options = ["-i", str(TEMPLATE), "-d", str(FOLDER), "-l", language, "--no-wrap"]
        if exists:
            options += ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
        _pybabel("update" if exists else "init", *options)


def compile_all() -> None:
    """Make the binary catalogues that the application reads."""
    _pybabel("compile", "-d", str(FOLDER))


if __name__ == "__main__":
    update() if sys.argv[1:] == ["update"] else compile_all()
