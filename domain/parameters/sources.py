"""Sources of figures: a sentence to translate, and the addresses in it."""

import re
from dataclasses import dataclass

from domain.errors import Msg


@dataclass(frozen=True, slots=True)
class Cited:
    """A source: its words with ``%(link1)s`` for each address, and the addresses."""

    words: Msg
    links: dict[str, str]

    @property
    def has_words(self) -> bool:
        """Is there anything to translate besides addresses?"""
        return any(sign.isalpha() for sign in re.sub(r"%\(link\d+\)s", "", self.words))


def _address(found: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while found[-1] in ".,;:" or (found[-1] == ")" and found.count(")") > found.count("(")):
        found = found[:-1]
    return found


def cited(source: str) -> Cited:
    """Take a source apart."""
    links: dict[str, str] = {}

    def place(match: re.Match[str]) -> str:
        address = _address(match[0])
        name = f"link{len(links) + 1}"
        links[name] = address
        return f"%({name})s" + match[0][len(address) :].replace("%", "%%")

    pieces = re.split(r"(https?://\S+)", source)
    words = [
        re.sub(r"https?://\S+", place, piece) if odd % 2 else piece.replace("%", "%%")
        for odd, piece in enumerate(pieces)
    ]
    return Cited(Msg("".join(words)), links)
