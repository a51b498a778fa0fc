"""Convocations and minutes on paper, in any of the three languages."""

from collections.abc import Sequence
from typing import Any

from domain.assembly.ballots import BOARD_MEANS, METHOD_MEANS
from domain.assembly.bureau import FUNCTIONS
from domain.assembly.convocation import ConvocationSheet
from domain.assembly.incidents import INCIDENTS
from domain.assembly.life import ASSEMBLY_KINDS
from domain.assembly.minutes_sheet import MinutesSheet
from domain.assembly.refusals import REFUSED
from domain.voting.lines import MEASURES
from domain.voting.words import BOARDS, KINDS, MAJORITIES, METHODS, QUORUMS, TIES
from web.documents.printable import Printable, printable

WORDS: dict[str, Any] = {
    "kinds": ASSEMBLY_KINDS,
    "functions": FUNCTIONS,
    "votes": KINDS,
    "methods": METHODS,
    "measures": MEASURES,
    "majorities": MAJORITIES,
    "quorums": QUORUMS,
    "ties": TIES,
    "boards": BOARDS,
    "board_means": BOARD_MEANS,
    "method_means": METHOD_MEANS,
    "happenings": INCIDENTS,
    "refusals": REFUSED,
}


def convocation_paper(sheet: ConvocationSheet, language: str, *, company: str) -> Printable:
    """The convocation as it was sent."""
    return printable("convocation", language, sheet=sheet, company=company, **WORDS)


def minutes_paper(
    sheet: MinutesSheet,
    language: str,
    *,
    company: str,
    remarks: str,
    sequence: int,
    signatures: Sequence[Any],
) -> Printable:
    """The minutes with the names of those who signed them."""
    return printable(
        "minutes",
        language,
        sheet=sheet,
        company=company,
        remarks=remarks,
        sequence=sequence,
        signatures=signatures,
        **WORDS,
    )
