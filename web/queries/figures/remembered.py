"""What was read for one version of the figures, kept in this process until the next."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from enum import IntEnum
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import current_app, g

from web.extensions import db
from web.models.figure import FigureStamp

Found = TypeVar("Found")
MOST = 48  # answers to one question that are kept: of other days, regions and offices
LISTS = 4  # of them, where an answer is a long list


class Part(IntEnum):
    """What of the figures a version is of, by the number of its stamp."""

    ALL = 1
    SHARES = 2
    WORK = 3
    UNITS = 4  # and who holds them, and what they sell


# What the subject of a change is a part of; every change is one of all figures.
PARTS: Mapping[str, tuple[Part, ...]] = {
    "shares": (Part.SHARES,),
    "work": (Part.WORK, Part.UNITS),
    "employment": (Part.WORK,),
    "looks": (Part.SHARES, Part.WORK, Part.UNITS),
    "poll": (),
    "mandate": (),
    "role": (),
}
OTHERS = (Part.UNITS,)


def parts_of(subjects: set[str]) -> set[Part]:
    """The parts that these changes are about."""
    return {Part.ALL, *(part for name in subjects for part in PARTS.get(name, OTHERS))}


def version(part: Part = Part.ALL) -> int:
    """Which version the kept figures are at, or a part of them."""
    found = db.session.scalar(sa.select(FigureStamp.version).where(FigureStamp.id == part))
    return int(found or 0)


def stamp_of(day: date) -> int:
    """The number of the stamp of a day whose facts are kept: it is of these facts alone."""
    return day.toordinal()


def _version(part: Part, facts_of: date | None) -> tuple[int, int]:
    """The same, read once for a page: which stamp, and where it is at."""
    known: dict[int, int] | None = g.get("figure_versions")
    if known is None:
        rows = db.session.execute(sa.select(FigureStamp.id, FigureStamp.version))
        known = g.figure_versions = {row.id: row.version for row in rows}
    stamp = part if facts_of is None else stamp_of(facts_of)
    return (stamp, known[stamp]) if stamp in known else (part, known.get(part, 0))


def forget_version() -> None:
    """A new one was made by this very act."""
    g.pop("figure_versions", None)


def remembered(
    name: str,
    about: Hashable,
    read: Callable[[], Found],
    part: Part = Part.ALL,
    most: int = MOST,
    facts_of: date | None = None,
) -> Found:
    """The answer to a question about the figures: read once a version.

    facts_of: the day, if nothing else is read than the facts of its units and holders
    In tests the database changes under the process, and nothing is remembered.
    """
    if current_app.testing:
        return read()
    questions: dict[str, Any] = current_app.extensions.setdefault("figures_read", {})
    known: dict[Hashable, tuple[tuple[int, int], Found]] = questions.setdefault(name, {})
    now, found = _version(part, facts_of), known.get(about)
    if found is None or found[0] != now:
        known.pop(about, None)
        found = known[about] = now, read()
        while len(known) > most:
            known.pop(next(iter(known)), None)
    return found[1]
