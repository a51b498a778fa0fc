"""What is published after a vote, checked against what was fixed before it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import N_, Msg, RuleError
from domain.voting.canonical import canonical, sha256_hex
from domain.voting.choices import INVALID
from domain.voting.counting import outcome
from domain.voting.definition import Definition, Question
from domain.voting.words import Board

RESULT, DEFINITION, SIGNATURES, SUMS = (
    "result.json",
    "definition.json",
    "signatures.json",
    "SHA256SUMS",
)
NOT_SIGNED = {RESULT, DEFINITION, SIGNATURES, SUMS}
FORMAT = "ensemble-result-1"


@dataclass(eq=False)
class WrongPublication(RuleError):
    """The files do not show what happened; nothing is published."""

    message = N_("Nothing is published: %(file)s does not agree. %(why)s")
    file: str
    why: Msg


def board_names(question: Question) -> tuple[str, ...]:
    """The files that show the ballots of one question."""
    if question.board is Board.CONTENT:
        return (f"board-{question.id}.csv",)
    return (f"board-{question.id}-codes.csv", f"board-{question.id}-choices.csv")


def expected_names(definition: Definition) -> set[str]:
    """Every file that the opening of an urn makes."""
    boards = {name for question in definition.questions for name in board_names(question)}
    return boards | {RESULT, DEFINITION, SIGNATURES, SUMS}


def check(
    definition: Definition, files: Mapping[str, bytes], *, cast: int, boxes: frozenset[str]
) -> dict[str, Any]:
    """The content of result.json, once every file agrees with the poll and with our own count.

    cast:  marks on the roll when the poll closed
    boxes: SHA-256 of every sealed ballot in the urn, in hexadecimal
    """
    names = expected_names(definition)
    if missing := sorted(names - files.keys()):
        raise WrongPublication(missing[0], N_("It is missing."))
    if files[DEFINITION] != definition.canonical():
        raise WrongPublication(DEFINITION, N_("It is not the one that was frozen."))
    if files[SUMS] != _sums({name: files[name] for name in names - {SUMS}}):
        raise WrongPublication(SUMS, N_("It is not that of these files."))
    result = _read(RESULT, files[RESULT])
    _check_numbers(definition, result, cast=cast, boxes=boxes)
    signed = {name: sha256_hex(files[name]) for name in names - NOT_SIGNED}
    for name in sorted(signed | result["files"]):
        if result["files"].get(name) != signed.get(name):
            raise WrongPublication(name, N_("It is not the file that was signed."))
    told = {one["id"]: one["outcome"] for one in result["questions"]}
    for question in definition.questions:
        ours = _recount(definition, question, files, result)
        if canonical(told.get(question.id)) != canonical(ours):
            raise WrongPublication(f"{RESULT}: {question.id}", N_("Our own count differs."))
    if len(told) != len(result["questions"]) or len(told) != len(definition.questions):
        raise WrongPublication(RESULT, N_("It does not answer each question once."))
    return result


def _sums(files: Mapping[str, bytes]) -> bytes:
    """SHA256SUMS of these files."""
    return "".join(f"{sha256_hex(data)}  {name}\n" for name, data in sorted(files.items())).encode()


NUMBERS, TEXTS = ("cast", "counted", "roll", "sealed_in_browser"), ("poll", "definition_sha256")
KEYS = {"boxes_sha256", "files", "format", "invalid", "questions", *NUMBERS, *TEXTS}


def _read(name: str, data: bytes) -> dict[str, Any]:
    try:
        read = json.loads(data)
        same = canonical(read) == data
    except (ValueError, RecursionError) as error:
        raise WrongPublication(name, N_("It is not written as it should be.")) from error
    if not same or not isinstance(read, dict) or not _shaped(read):
        raise WrongPublication(name, N_("It is not written as it should be."))
    return read


def _shaped(read: Mapping[str, Any]) -> bool:
    """Every part of result.json has its kind; what it says is checked afterwards."""
    return (
        read.keys() == KEYS
        and all(type(read[key]) is int and read[key] >= 0 for key in NUMBERS)
        and isinstance(read["files"], dict)
        and _rows(read["invalid"], {"box_sha256", "reason"})
        and all(isinstance(text, str) for one in read["invalid"] for text in one.values())
        and _rows(read["questions"], {"id", "outcome"})
        and all(isinstance(one["id"], str) for one in read["questions"])
    )


def _rows(value: Any, keys: set[str]) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and one.keys() == keys for one in value
    )


def _check_numbers(
    definition: Definition, result: Mapping[str, Any], *, cast: int, boxes: frozenset[str]
) -> None:
    invalid = [one["box_sha256"] for one in result["invalid"]]
    opened = sha256_hex(canonical(sorted(boxes)))
    for right, why in (
        (result["format"] == FORMAT, N_("It is not written as it should be.")),
        (result["poll"] == definition.poll, N_("It is of another poll.")),
        (result["definition_sha256"] == definition.sha256, N_("It is of other questions.")),
        (result["roll"] == definition.roll_count, N_("The roll has another number of votes.")),
        (result["cast"] == cast == len(boxes), N_("The number of ballots is not that of the urn.")),
        (boxes.issuperset(invalid), N_("It calls a ballot invalid that is not in the urn.")),
        (result["boxes_sha256"] == opened, N_("Other ballots were opened than those of the urn.")),
        (result["counted"] + len(set(invalid)) == cast, N_("Its numbers do not add up.")),
        (result["sealed_in_browser"] <= result["counted"], N_("Its numbers do not add up.")),
    ):
        if not right:
            raise WrongPublication(RESULT, why)


def _recount(
    definition: Definition,
    question: Question,
    files: Mapping[str, bytes],
    result: Mapping[str, Any],
) -> dict[str, Any]:
    """The outcome of one question from its board, counted by us."""
    head = {
        "cast": result["cast"],
        "counted": result["counted"],
        "definition_sha256": definition.sha256,
        "poll": definition.poll,
        "question": question.to_json(),
    }
    names = board_names(question)
    columns = ("code,choice",) if len(names) == 1 else ("code", "choice")
    tables = [
        rows(files[name], name, canonical(head), column)
        for name, column in zip(names, columns, strict=True)
    ]
    codes, choices = [row[:10] for row in tables[0]], _choices(tables)
    if len(codes) != result["counted"] or len(choices) != len(codes):
        raise WrongPublication(names[0], N_("It has not as many rows as ballots were counted."))
    if len(set(codes)) != len(codes):
        raise WrongPublication(names[0], N_("A code stands in it twice."))
    found = outcome(question, choices)
    if found["invalid"] != choices.count(INVALID):
        raise WrongPublication(names[0], N_("A choice does not fit the question."))
    return found


def _choices(tables: Sequence[Sequence[str]]) -> Sequence[str]:
    """What was chosen: beside the codes, or in a table of its own."""
    return [row[11:] for row in tables[0]] if len(tables) == 1 else tables[1]


def choices_on(question: Question, files: Mapping[str, bytes]) -> Sequence[str]:
    """What was chosen, from boards that were checked when they were published."""
    return _choices(
        [files[name].decode().removesuffix("\n").split("\n")[2:] for name in board_names(question)]
    )


def rows(data: bytes, name: str, head: bytes, column: str) -> Sequence[str]:
    """The rows of a board, in order; refuses another head, or rows that are not sorted."""
    try:
        first, names, *found = data.decode("utf-8").removesuffix("\n").split("\n")
    except ValueError as error:
        raise WrongPublication(name, N_("It is not written as it should be.")) from error
    if first.encode() != b"#" + head or names != column or found != sorted(found):
        raise WrongPublication(name, N_("Its head is another one, or its rows are not sorted."))
    return found
