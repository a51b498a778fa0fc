"""When a report may be published: what stands in its way, each by name."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.figures.refused import title_of
from domain.figures.releasing import NotKnown, TooFew
from domain.reports.sheet import ConditionSheet, ReportSheet
from domain.reports.texts import figures_in

LANGUAGES: Mapping[str, Msg] = {"fr": N_("French"), "nl": N_("Dutch"), "en": N_("English")}


@dataclass(eq=False)
class YearNotOver(RuleError):
    """A report tells a whole year."""

    message = N_("The year %(year)s is not over. Its report can be published from 1 January.")
    field: ClassVar[str] = "year"
    year: int


@dataclass(eq=False)
class ReportExists(RuleError):
    """Each report is written once a year."""

    message = N_("There is a report of %(year)s already. Open that one.")
    field: ClassVar[str] = "year"
    year: int


@dataclass(eq=False)
class ReportIsPublished(RuleError):
    """What was published stays as it is."""

    message = N_("This report is published and does not change. A wrong figure gets an erratum.")


@dataclass(eq=False)
class TextChanged(RuleError):
    """Two people wrote the same chapter."""

    message = N_(
        "Somebody changed this text while you were writing. Yours is still here: compare it with "
        "theirs below, then save again."
    )


@dataclass(eq=False)
class NothingWritten(RuleError):
    """A report of numbers alone."""

    message = N_("No chapter has a text yet.")


@dataclass(eq=False)
class LanguageMissing(RuleError):
    """A chapter that some readers could not read."""

    message = N_("“%(chapter)s” has no text in this language: %(language)s.")
    chapter: Msg
    language: Msg


@dataclass(eq=False)
class TextNamesMissing(RuleError):
    """A sentence with a hole."""

    message = N_("“%(chapter)s” names the figure “%(title)s”, which cannot be published.")
    chapter: Msg
    title: Msg


@dataclass(eq=False)
class NotSigned(RuleError):
    """The board answers for each condition."""

    message = N_("Condition %(number)s is not signed, or changed after it was signed.")
    number: int


@dataclass(eq=False)
class RemarkNeeded(RuleError):
    """The registers do not prove the condition."""

    message = N_(
        "The registers do not show that this condition is met. Say what you rely on, or why it is "
        "not met."
    )
    field: ClassVar[str] = "remark"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something to do before publishing, and where: the key of a chapter or of a condition."""

    refusal: RuleError
    where: str = ""


def fingerprint(condition: ConditionSheet) -> str:
    """Changes whenever what was signed does: the text of the board or the evidence."""
    signed = [
        condition.texts,
        [[finding.said, finding.holds] for finding in condition.findings],
    ]
    plain = json.dumps(signed, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def proved(condition: ConditionSheet) -> bool:
    """Do the registers alone show that it is met?"""
    return bool(condition.findings) and all(one.holds for one in condition.findings)


def check_remark(condition: ConditionSheet, remark: str) -> None:
    """Who signs more than the registers show says why."""
    if not proved(condition) and not remark.strip():
        raise RemarkNeeded


def hindrances(
    sheet: ReportSheet,
    titles: Mapping[str, Msg],
    numbers: Mapping[str, int],
    objections: Iterable[RuleError],
) -> list[Hindrance]:
    """Everything for which a report is not published.

    titles:     of the chapters, by their key
    numbers:    of the conditions, by their key
    objections: of the catalogue, to the figures and tables of the report
    """
    texts = {chapter.key: chapter.texts for chapter in sheet.chapters}
    found = (
        [] if any(any(text.values()) for text in texts.values()) else [Hindrance(NothingWritten())]
    )
    for key, written in texts.items():
        found += _languages(key, titles[key], written)
        found += [
            Hindrance(TextNamesMissing(titles[key], title_of(name)), key)
            for name in figures_in(written)
            if name not in sheet.lines
        ]
    for condition in sheet.conditions:
        title = titles[condition.key]
        found += _languages(condition.key, title, condition.texts, needed=True)
        if condition.signed is None:
            found.append(Hindrance(NotSigned(numbers[condition.key]), condition.key))
    return [*found, *(Hindrance(one) for one in blocking(objections))]


def _languages(
    key: str, title: Msg, texts: Mapping[str, str], *, needed: bool = False
) -> list[Hindrance]:
    """A text that is there in one language is there in all of them."""
    if not needed and not any(texts.values()):
        return []
    missing = [code for code in LANGUAGES if not texts.get(code)]
    return [Hindrance(LanguageMissing(title, LANGUAGES[code]), key) for code in missing]


def blocking(objections: Iterable[RuleError]) -> list[RuleError]:
    """The objections that stop a report: numbers that contradict each other, or are undefined."""
    return [one for one in objections if not isinstance(one, (NotKnown, TooFew))]


def left_out(objections: Iterable[RuleError]) -> list[RuleError]:
    """Those that only keep one figure out of it: not known, or of too few people."""
    return [one for one in objections if isinstance(one, (NotKnown, TooFew))]


def published_with(sheet: ReportSheet) -> list[str]:
    """The figures and tables that are published with a report: what it shows."""
    return [*sheet.lines, *sheet.tables]
