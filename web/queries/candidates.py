"""Who stands for the board: the list that people read, mine, and those the office checks."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa

from domain.assembly.mandates import Term, check_may_stand
from domain.assembly.words import CandidacyState
from domain.errors import RuleError, refused
from web.extensions import db
from web.i18n import language
from web.models.assembly import AgendaItem, Assembly, Candidacy, Mandate
from web.models.share import Shareholder

SHOWN = (CandidacyState.ACCEPTED, CandidacyState.ELECTED, CandidacyState.NOT_ELECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A candidacy as pages show it."""

    id: int
    item_id: int
    shareholder_id: int
    name: str
    state: CandidacyState
    statements: dict[str, Any]
    has_photo: bool
    served: int  # mandates begun before the assembly

    @property
    def statement(self) -> str:
        """In the reader's language, else in the first there is."""
        return self.statement_in[1]

    @property
    def statement_in(self) -> tuple[str, str]:
        """The language of the statement, and its words."""
        said = {code: text for code, text in self.statements.items() if text}
        code = language() if language() in said else next(iter(said), language())
        return code, said.get(code, "")


@dataclass(frozen=True, slots=True)
class Election:
    """One election of the agenda and those who stand."""

    item: AgendaItem
    candidates: tuple[Candidate, ...]

    @property
    def seats(self) -> int:
        """How many can be elected."""
        return int(self.item.ballot.get("seats", 0))


def elections(
    assembly: Assembly, states: Collection[CandidacyState] = SHOWN
) -> tuple[Election, ...]:
    """The elections of an assembly and their candidates in these states, by name."""
    query = (
        sa.select(AgendaItem)
        .where(AgendaItem.assembly_id == assembly.id)
        .order_by(AgendaItem.position)
    )
    items = [item for item in db.session.scalars(query) if item.ballot.get("kind") == "election"]
    found = _candidates([item.id for item in items], states, assembly)
    return tuple(
        Election(item, tuple(one for one in found if one.item_id == item.id)) for item in items
    )


def _candidates(
    item_ids: Collection[int], states: Collection[CandidacyState], assembly: Assembly
) -> list[Candidate]:
    query = (
        sa.select(Candidacy, Shareholder.name)
        .join(Candidacy.shareholder)
        .where(Candidacy.item_id.in_(item_ids), Candidacy.state.in_(states))
        .order_by(Shareholder.name, Candidacy.id)
    )
    rows = db.session.execute(query).all()
    held = terms_of([candidacy.shareholder_id for candidacy, _name in rows])
    day = assembly.starts.date()
    return [
        Candidate(
            id=row.id,
            item_id=row.item_id,
            shareholder_id=row.shareholder_id,
            name=name,
            state=row.state,
            statements=row.statements,
            has_photo=row.photo_sha256 is not None,
            served=sum(term.since < day for term in held[row.shareholder_id]),
        )
        for row, name in rows
    ]


def terms_of(shareholder_ids: Collection[int]) -> Mapping[int, list[Term]]:
    """The mandates of these shareholders, planned and past."""
    query = sa.select(Mandate.shareholder_id, Mandate.since, Mandate.until).where(
        Mandate.shareholder_id.in_(shareholder_ids)
    )
    found: defaultdict[int, list[Term]] = defaultdict(list)
    for shareholder_id, since, until in db.session.execute(query):
        found[shareholder_id].append(Term(since, until))
    return found


def over_the_limit(assembly: Assembly) -> list[RuleError]:
    """Those on the list who have had, by now, the mandates that the statutes allow.

    Each was within the limit when the office put them on the list; a mandate may have been
    recorded since.
    """
    found = elections(assembly, (CandidacyState.ACCEPTED,))
    names = {one.shareholder_id: one.name for election in found for one in election.candidates}
    held, day = terms_of(names), assembly.starts.date()
    checks = [partial(check_may_stand, name, held[one], day) for one, name in names.items()]
    return list(refused(checks))


def mine(item_id: int, shareholder_ids: Collection[int]) -> list[Candidacy]:
    """The candidacies of the reader, or of the legal persons they represent."""
    query = sa.select(Candidacy).where(
        Candidacy.item_id == item_id, Candidacy.shareholder_id.in_(shareholder_ids)
    )
    return list(db.session.scalars(query))
