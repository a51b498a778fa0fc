"""Assemblies: what comes, what was, and everything one page of them shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.assembly.agenda import Point
from domain.assembly.ballots import Settings, from_ballot
from domain.assembly.freezing import LANGUAGES
from domain.assembly.life import COMING, HELD
from domain.assembly.words import AssemblyState
from web.extensions import db
from web.models.assembly import AgendaFile, AgendaItem, Assembly
from web.models.assembly_papers import AssemblyPaper
from web.models.poll import Poll
from web.models.roll import RollLine
from web.sight import visible

PREPARED = (AssemblyState.DRAFT,)
MOST = 100  # past assemblies on one page: a century of them


@dataclass(frozen=True, slots=True)
class Lists:
    """Assemblies as their reader may see them."""

    prepared: Sequence[Assembly]
    coming: Sequence[Assembly]
    past: Sequence[Assembly]


def lists() -> Lists:
    """The next one first; of the past, the last one first."""
    query = sa.select(Assembly).where(visible(Assembly)).order_by(Assembly.starts.desc())
    found = db.session.scalars(query.limit(MOST)).all()
    gone = (*HELD, AssemblyState.CANCELLED)
    return Lists(
        prepared=[row for row in found if row.state in PREPARED],
        coming=[row for row in reversed(found) if row.state in COMING],
        past=[row for row in found if row.state in gone],
    )


@dataclass(frozen=True, slots=True)
class Papers:
    """One document of a point, in the languages it is there in."""

    name: str
    by_language: dict[str, AgendaFile]


@dataclass(frozen=True, slots=True)
class Shown:
    """One point of the agenda with its documents."""

    item: AgendaItem
    files: list[Papers]

    @property
    def settings(self) -> Settings | None:
        """How it is voted."""
        return from_ballot(self.item.ballot) if self.item.ballot else None

    @property
    def checked(self) -> Point:
        """As the rules look at it."""
        return Point(
            number=self.item.number,
            titles=self.item.titles,
            texts=self.item.texts,
            ballot=self.item.ballot,
            files=tuple((one.name, frozenset(one.by_language)) for one in self.files),
        )


def agenda(assembly_id: int) -> list[Shown]:
    """The agenda in its order: two statements."""
    items = sa.select(AgendaItem).where(AgendaItem.assembly_id == assembly_id)
    found = db.session.scalars(items.order_by(AgendaItem.position, AgendaItem.id)).all()
    files: dict[int, dict[str, dict[str, AgendaFile]]] = defaultdict(lambda: defaultdict(dict))
    query = sa.select(AgendaFile).join(AgendaItem, AgendaItem.id == AgendaFile.item_id)
    of_it = query.where(AgendaItem.assembly_id == assembly_id).order_by(AgendaFile.id)
    for file in db.session.scalars(of_it):
        files[file.item_id][file.name][file.language] = file
    return [
        Shown(item, [Papers(name, by) for name, by in files[item.id].items()]) for item in found
    ]


def in_order(language: str) -> list[str]:
    """The languages, the reader's own first: on a telephone they stand one below the other."""
    return sorted(LANGUAGES, key=lambda code: code != language)


def poll_of(assembly_id: int) -> Poll | None:
    """The poll that the convocation announces: the last one that was not given up."""
    query = sa.select(Poll).where(
        Poll.assembly_id == assembly_id,
        sa.or_(Poll.destroyed.is_(None), Poll.closed.is_not(None)),
    )
    return db.session.scalar(query.order_by(Poll.id.desc()).limit(1))


def second_of(assembly_id: int) -> int | None:
    """The second assembly after this one, if it is prepared."""
    return db.session.scalar(sa.select(Assembly.id).where(Assembly.first_id == assembly_id))


def papers_of(assembly_id: int, kind: str, sequence: int = 0) -> dict[str, AssemblyPaper]:
    """The printed papers, by language."""
    query = sa.select(AssemblyPaper).where(
        AssemblyPaper.assembly_id == assembly_id,
        AssemblyPaper.kind == kind,
        AssemblyPaper.sequence == sequence,
    )
    return {paper.language: paper for paper in db.session.scalars(query)}


@dataclass(frozen=True, slots=True)
class OnRoll:
    """A reader and the roll of an assembly."""

    frozen: datetime | None
    votes: int  # their own, and those of legal persons they act for


def on_roll(assembly: Assembly, person_id: int) -> OnRoll:
    """How many votes somebody has by the roll."""
    count = sa.select(sa.func.count()).select_from(RollLine)
    mine = count.where(RollLine.assembly_id == assembly.id, RollLine.person_id == person_id)
    return OnRoll(assembly.roll_frozen, db.session.scalar(mine) or 0)
