"""Files that trustees bring from their offline computer: read strictly, refused in words."""

import json
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from domain.errors import N_, RuleError

HEX_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)
HEX_SIGNATURE = re.compile(r"[0-9a-f]{128}", re.ASCII)
LARGEST = 100_000  # bytes of keys.json or of a proof
TRUSTEES, THRESHOLD = 3, 2
LONGEST_NAME = 100


@dataclass(eq=False)
class WrongFile(RuleError):
    """Not what the offline tool writes."""

    message = N_("This is not the file that the ceremony makes. Choose the right one.")
    field: ClassVar[str] = "file"


@dataclass(eq=False)
class AnotherPoll(RuleError):
    """A file of an older vote, or of another one."""

    message = N_("This file belongs to another poll.")
    field: ClassVar[str] = "file"


@dataclass(eq=False)
class WrongSignature(RuleError):
    """Not signed by two different trustees of this poll."""

    message = N_("The signatures are not those of two different trustees of this poll.")
    field: ClassVar[str] = "file"


@dataclass(eq=False)
class WrongAnswers(RuleError):
    """The test ballots were not opened."""

    message = N_(
        "The test ballots were not opened rightly. Download them again, and look whether the "
        "shares are those of this key."
    )
    field: ClassVar[str] = "file"


@dataclass(eq=False)
class SamePair(RuleError):
    """The second rehearsal needs another pair."""

    message = N_("This pair of trustees has rehearsed already. Another pair is needed.")
    field: ClassVar[str] = "file"


@dataclass(eq=False)
class NotFrozenYet(RuleError):
    """There is nothing to rehearse."""

    message = N_("The questions are not frozen yet. Freeze the poll, then rehearse.")
    field: ClassVar[str] = "file"


def _read(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise WrongFile
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise WrongFile from error


def _text(value: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def read_keys(data: bytes) -> dict[str, Any]:
    """keys.json: one public key, and three trustees with different keys."""
    read = _read(data)
    if not isinstance(read, dict) or set(read) != {"public_key", "threshold", "trustees"}:
        raise WrongFile
    trustees = read["trustees"]
    if not isinstance(trustees, list) or len(trustees) != TRUSTEES:
        raise WrongFile
    for one in trustees:
        if not isinstance(one, dict) or set(one) != {"name", "verify_key"}:
            raise WrongFile
        if not _is_name(one["name"]) or not _text(one["verify_key"], HEX_KEY):
            raise WrongFile
    names, keys = {one["name"] for one in trustees}, {one["verify_key"] for one in trustees}
    if not len(names) == len(keys) == TRUSTEES or not _text(read["public_key"], HEX_KEY):
        raise WrongFile
    if not _is_int(read["threshold"]) or read["threshold"] != THRESHOLD:
        raise WrongFile
    return read


def _is_name(value: Any) -> bool:
    """One line that can be printed, and stored by every database."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        return False
    return value.isprintable() and value == value.strip()


def _is_int(value: Any) -> bool:
    """0 and 1, but neither 1.0 nor true."""
    return type(value) is int


def read_proof(data: bytes) -> dict[str, Any]:
    """A proof that two trustees opened the test ballots."""
    read = _read(data)
    if not isinstance(read, dict) or set(read) != {"answers", "pair", "poll", "signatures"}:
        raise WrongFile
    answers, pair = read["answers"], read["pair"]
    if not isinstance(answers, list) or not all(_text(one, HEX_KEY) for one in answers):
        raise WrongFile
    if pair not in ([0, 1], [0, 2], [1, 2]) or not all(map(_is_int, pair)):
        raise WrongFile
    if not isinstance(read["poll"], str):
        raise WrongFile
    _check_signed(read["signatures"])
    return read


def read_signatures(data: bytes) -> list[dict[str, Any]]:
    """signatures.json: two different trustees, a signature each."""
    read = _read(data)
    _check_signed(read)
    found: list[dict[str, Any]] = read
    return found


def _check_signed(read: Any) -> None:
    if not isinstance(read, list) or len(read) != THRESHOLD:
        raise WrongSignature
    for one in read:
        if not isinstance(one, dict) or set(one) != {"trustee", "signature"}:
            raise WrongSignature
        if not _is_int(one["trustee"]) or one["trustee"] not in range(TRUSTEES):
            raise WrongSignature
        if not _text(one["signature"], HEX_SIGNATURE):
            raise WrongSignature
    if len({one["trustee"] for one in read}) != THRESHOLD:
        raise WrongSignature
