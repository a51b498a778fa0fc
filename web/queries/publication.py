"""What was published of a poll: its outcome, its signatures, its files, and one code in them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from domain.errors import N_, Msg
from domain.voting.choices import BLANK, INVALID
from domain.voting.definition import Definition, Question
from domain.voting.publishing import board_names
from domain.voting.ties import completed
from domain.voting.tracker import is_code
from domain.voting.words import Method
from web.documents import archive
from web.extensions import db
from web.i18n import language
from web.models.poll import BoardFile, Poll, TieDecision
from web.queries.polls import definition_of, read_definition


def result_of(poll: Poll) -> dict[str, Any]:
    """The content of result.json."""
    found: dict[str, Any] = json.loads(poll.result or b"{}")
    return found


def decisions(poll_id: int) -> dict[str, bytes]:
    """What was decided about equal votes, by question."""
    query = sa.select(TieDecision.question, TieDecision.content)
    rows = db.session.execute(query.where(TieDecision.poll_id == poll_id))
    return {row.question: row.content for row in rows}


def outcomes(poll: Poll) -> list[tuple[Question, Mapping[str, Any]]]:
    """Each question and its outcome, ties decided, in the order of the agenda."""
    return all_outcomes(poll.definition or b"", poll.result or b"", decisions(poll.id))


def all_outcomes(
    definition: bytes, result: bytes, decided: Mapping[str, bytes]
) -> list[tuple[Question, Mapping[str, Any]]]:
    """The same from what is published.

    decided: the content of each decision about equal votes, by question
    """
    told = {one["id"]: one["outcome"] for one in json.loads(result)["questions"]}
    settled = {name: json.loads(content) for name, content in decided.items()}
    return [
        (question, completed(told[question.id], settled.get(question.id)))
        for question in read_definition(definition).questions
    ]


def signers(poll: Poll) -> list[str]:
    """The trustees who signed the result."""
    signed = json.loads(poll.signatures or b"[]")
    trustees = definition_of(poll).trustees
    return [trustees[one["trustee"]].name for one in signed]


def files(poll_id: int) -> Sequence[BoardFile]:
    """Every published file, by name."""
    query = sa.select(BoardFile).where(BoardFile.poll_id == poll_id).order_by(BoardFile.name)
    return db.session.scalars(query).all()


REASONS: Mapping[str, Msg] = {
    "opens": N_("It cannot be opened"),
    "format": N_("It is not written as a ballot"),
    "definition": N_("It belongs to other questions"),
    "tracker": N_("Another ballot has the same tracker: neither counts"),
}
ANSWERS: Mapping[str, Msg] = {"y": N_("Yes"), "n": N_("No"), "a": N_("Abstention")}
WHOLE: Mapping[str, Msg] = {BLANK: N_("blank"), INVALID: N_("not valid")}


@dataclass(frozen=True, slots=True)
class Found:
    """A code on the board of one question."""

    question: Question
    choice: str | None  # None: this board does not show choices

    @property
    def in_words(self) -> str:
        """The choice as people read it."""
        choice = self.choice or BLANK
        if choice in WHOLE:
            return str(_(WHOLE[choice]))
        if self.question.method is Method.MAJORITY:
            return str(_(ANSWERS[choice]))
        names = {option.id: option.label[language()] for option in self.question.options}
        return ", ".join(_of_options(part, names) for part in choice.split(";"))


def _of_options(part: str, names: Mapping[str, str]) -> str:
    """One piece of a choice: an option, an answer or points to one, or a whole ranking."""
    option, mark, answer = part.partition(":")
    if mark:
        return f"{names[option]}: {answer}"
    option, _mark, answer = part.partition("=")
    if answer in ANSWERS:
        return f"{names[option]}: {_(ANSWERS[answer])}"
    tiers = [" = ".join(names[one] for one in tier.split("=")) for tier in part.split(">")]
    return " > ".join(tiers)


def with_code(poll: Poll, definition: Definition, typed: str) -> list[Found]:
    """Where a code stands: it belongs to one question, so that at most one board has it."""
    if not is_code(typed):
        return []
    kept = {row.name: row.sha256 for row in files(poll.id)}
    found = []
    for question in definition.questions:
        data = archive.load(kept[board_names(question)[0]])
        at = data.find(b"\n" + typed.encode())
        if at >= 0:
            row = data[at + 1 : data.index(b"\n", at + 1)].decode()
            _code, comma, choice = row.partition(",")
            found.append(Found(question, choice if comma else None))
    return found
