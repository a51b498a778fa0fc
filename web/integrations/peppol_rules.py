"""Does an e-invoice obey the official rules? Three layers: UBL schema, EN 16931, Peppol.

The rules run in a process of their own (``peppol_process``); this module only refuses what
must not be parsed, asks, and gives the answer a form.
"""

import atexit
import re
from dataclasses import dataclass
from functools import cache

from flask import current_app, has_app_context

from domain.errors import N_, Msg, RuleError
from web.integrations.peppol_files import RulesUnavailableError
from web.integrations.peppol_judge import Judge

__all__ = [
    "Finding",
    "HostileDocument",
    "Report",
    "RulesUnavailableError",
    "check",
    "check_en16931",
    "refuse_hostile",
]

LARGEST = 10_000_000  # bytes; an invoice with its PDF has a few hundred thousand
ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
DECLARES = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(eq=False)
class HostileDocument(RuleError):
    """Refused before anything parses it."""

    message = N_("This e-invoice was refused without opening it: %(why)s. Ask for another file.")
    why: Msg


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule said."""

    rule: str  # BR-CO-10, PEPPOL-EN16931-R003, XSD…
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict; ``ok`` is true when no rule was fatal."""

    ok: bool
    fatal: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    rules_label: Msg  # by which rules; say so wherever the verdict is shown
    official: bool  # only then may a page say “Peppol validated”


def check(xml: bytes) -> Report:
    """Judge a Peppol document by all three layers."""
    return _report(xml, layers=2)


def check_en16931(xml: bytes) -> Report:
    """Judge a document that does not go through Peppol: schema and EN 16931 only."""
    return _report(xml, layers=1)


def refuse_hostile(xml: bytes) -> None:
    """Refuse what could harm a parser: too large, not UTF-8, or declaring a document type."""
    if len(xml) > LARGEST:
        raise HostileDocument(N_("it is larger than 10 MB"))
    declared = ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise HostileDocument(N_("it is not written in UTF-8"))
    try:
        text = xml.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HostileDocument(N_("it is not written in UTF-8")) from error
    if DECLARES.search(text):
        raise HostileDocument(N_("it declares a document type"))


def _report(xml: bytes, *, layers: int) -> Report:
    refuse_hostile(xml)
    folder = current_app.config["PEPPOL_RULES_DIR"] if has_app_context() else ""
    judge = _judge(folder)
    found = judge.findings(xml, layers)
    fatal, warnings = (
        tuple(
            Finding(item["rule"], item["text"], item["where"])
            for item in found
            if (item["flag"] == "fatal") is wanted
        )
        for wanted in (True, False)
    )
    return Report(not fatal, fatal, warnings, judge.rules.label, judge.rules.official)


@cache
def _judge(folder: str) -> Judge:
    """One process per set of rules, ended with the application."""
    judge = Judge(folder)
    atexit.register(judge.stop)
    return judge
