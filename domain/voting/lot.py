"""A lot that anybody can draw again: fixed by what was published, with a number nobody chose."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """One name and the number that places it."""

    option: str
    text: str  # what is hashed
    number: str  # its SHA-256: the lowest comes first


def draw(seed: str, announced: str, among: Collection[str]) -> tuple[Drawn, ...]:
    """Order the tied options by the SHA-256 of "seed|announced|option", the lowest first.

    seed:      SHA-256 of result.json without the draw, in hexadecimal
    announced: a number named before the vote and known only after it, such as a lottery's
    """
    texts = {one: f"{seed}|{announced}|{one}" for one in among}
    found = [
        Drawn(one, text, hashlib.sha256(text.encode()).hexdigest()) for one, text in texts.items()
    ]
    return tuple(sorted(found, key=lambda drawn: drawn.number))
