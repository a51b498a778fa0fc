"""The texts of a report: paragraphs, headings and lists, with figures that fill themselves in.

A writer types ``## `` before a heading, ``- `` before a line of a list, and the key of a figure
between braces: ``{members}``, ``{members:before}`` for the year before, ``{members:change}``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.figures.catalogue import FIGURES

LONGEST_TEXT = 20_000  # characters of a chapter in one language
FIGURE = re.compile(r"\{([a-z0-9_]+)(?::([a-z]+))?\}")
LINK = re.compile(r"https://[^\s<>\"]+[^\s<>\".,;:!?)]")
HEADING, ITEM = "## ", "- "


class Asks(StrEnum):
    """What of a figure a text says."""

    NOW = ""
    BEFORE = "before"
    CHANGE = "change"


class BlockKind(StrEnum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class FigureAsked:
    """A number in a sentence."""

    key: str
    asks: Asks = Asks.NOW


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a reader can open."""

    url: str


Piece = str | FigureAsked | Link
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list; a list has several lines."""

    kind: BlockKind
    lines: tuple[Line, ...]


@dataclass(eq=False)
class UnknownFigure(RuleError):
    """Braces around something that is no figure."""

    message = N_(
        "“%(written)s” is no figure of the catalogue. Write the key of a figure between the "
        "braces, as in {members} or {members:before}."
    )
    field: ClassVar[str] = "text"
    written: str


@dataclass(eq=False)
class TextTooLong(RuleError):
    """More than a chapter can hold."""

    message = N_("This text has %(length)s characters. A chapter has at most %(most)s.")
    field: ClassVar[str] = "text"
    length: int
    most: int = LONGEST_TEXT


def blocks(text: str) -> tuple[Block, ...]:
    """A text as it is to be set; raises UnknownFigure."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    found: list[Block] = []
    open_block = False
    for line in lines:
        if not line:
            open_block = False
            continue
        kind, said = _kind_of(line)
        if open_block and found[-1].kind is kind and kind is not BlockKind.HEADING:
            found[-1] = _longer(found[-1], said)
        else:
            found.append(Block(kind, (pieces(said),)))
        open_block = True
    return tuple(found)


def _kind_of(line: str) -> tuple[BlockKind, str]:
    if line.startswith(HEADING):
        return BlockKind.HEADING, line.removeprefix(HEADING)
    if line.startswith(ITEM):
        return BlockKind.LIST, line.removeprefix(ITEM)
    return BlockKind.PARAGRAPH, line


def _longer(block: Block, said: str) -> Block:
    """One more item of a list; a paragraph goes on in the same line."""
    if block.kind is BlockKind.LIST:
        return Block(block.kind, (*block.lines, pieces(said)))
    return Block(block.kind, ((*block.lines[0], " ", *pieces(said)),))


def pieces(line: str) -> Line:
    """A line cut at its figures and addresses; raises UnknownFigure."""
    found: list[Piece] = []
    at = 0
    for match in FIGURE.finditer(line):
        found += [*_linked(line[at : match.start()]), _asked(match)]
        at = match.end()
    return (*found, *_linked(line[at:]))


def _asked(match: re.Match[str]) -> FigureAsked:
    key, asks = match[1], match[2] or ""
    if key not in FIGURES or asks not in list(Asks):
        raise UnknownFigure(match[0])
    return FigureAsked(key, Asks(asks))


def _linked(text: str) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for match in LINK.finditer(text):
        found += [*([text[at : match.start()]] if match.start() > at else []), Link(match[0])]
        at = match.end()
    return [*found, *([text[at:]] if at < len(text) else [])]


def figures_in(texts: Mapping[str, str]) -> list[str]:
    """The keys of the figures that a text names in any language, each once."""
    keys = (match[1] for text in texts.values() for match in FIGURE.finditer(text))
    return list(dict.fromkeys(keys))


def check_texts(texts: Mapping[str, str]) -> None:
    """Refuse what cannot be set; raises TextTooLong, UnknownFigure."""
    for text in texts.values():
        if len(text) > LONGEST_TEXT:
            raise TextTooLong(len(text))
        blocks(text)
