"""The convocation: everything that it says, frozen when it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.archived import from_plain, to_plain
from domain.assembly.ballots import Settings, from_ballot
from domain.assembly.words import AssemblyKind

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One point of the agenda, as it was announced."""

    number: str
    titles: dict[str, str]
    texts: dict[str, str]
    ballot: dict[str, Any]  # empty: nothing is voted
    files: tuple[str, ...] = ()  # names of its documents

    @property
    def settings(self) -> Settings | None:
        """How it is voted."""
        return from_ballot(self.ballot) if self.ballot else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvocationSheet:
    """What the paper, the page and the letter say."""

    kind: AssemblyKind
    titles: dict[str, str]
    starts: datetime
    place: str
    remote: str
    first_day: date | None  # of the first assembly, where this is the second
    record_day: date
    objections_until: date
    questions_until: datetime
    candidates_until: datetime | None
    proxies_until: datetime
    proxies_most: int  # that one holder may have
    votes_before: bool
    opens_at: datetime | None
    closes_at: datetime | None
    public_key: str  # of the election, where the trustees have made it
    convened: datetime
    convened_by: str
    address: str  # of the page
    points: tuple[Announced, ...]

    @property
    def is_voted(self) -> bool:
        """Is anything put to the vote?"""
        return any(point.ballot for point in self.points)

    @property
    def is_elected(self) -> bool:
        """Is anybody elected?"""
        return any(point.ballot.get("kind") == "election" for point in self.points)


def to_json(sheet: ConvocationSheet) -> dict[str, Any]:
    """As it is kept."""
    return {"version": VERSION, **to_plain(sheet)}


def from_json(plain: Mapping[str, Any]) -> ConvocationSheet:
    """As it was sent."""
    values = {name: value for name, value in plain.items() if name != "version"}
    sheet: ConvocationSheet = from_plain(ConvocationSheet, values)
    return sheet
