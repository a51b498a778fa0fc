"""The bars of a published result: its lines in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import force_locale, gettext

from domain.errors import Msg
from domain.voting.definition import Question, Words
from domain.voting.lines import lines
from web.i18n import LOCALES


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An answer, a candidate or an option, and what it got; see ``domain.voting.lines.Line``."""

    name: Words
    figure: int | str
    of_whole: Decimal
    percent: Decimal | None
    against: int | None
    place: int | None
    chosen: bool


def bars(question: Question, outcome: Mapping[str, Any], counted: int) -> Iterator[Bar]:
    """The lines of a result, said in every language.

    counted: the ballots on the board
    """
    for line in lines(question, outcome, counted):
        yield Bar(
            name=line.name if isinstance(line.name, Mapping) else said(line.name),
            figure=line.figure,
            of_whole=line.of_whole,
            percent=line.percent,
            against=line.against,
            place=line.place,
            chosen=line.chosen,
        )


def said(message: Msg, **facts: Any) -> Words:
    """A sentence in every language; a fact in several languages is said in each of its own."""
    found = {}
    for code, name in LOCALES.items():
        with force_locale(name):
            here = {
                key: fact[code] if isinstance(fact, Mapping) else fact
                for key, fact in facts.items()
            }
            found[code] = gettext(message) % here
    return found
