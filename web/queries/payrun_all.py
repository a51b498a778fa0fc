"""One month, employer by employer: what closing it would make."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.payrun import RunState, missing_figures
from domain.periods import Month
from web.extensions import db
from web.models.entity import Entity
from web.queries.payrun_due import StillDue, still_due
from web.queries.payrun_page import Totals, count_new, state_of, totals
from web.queries.payrun_quarter import is_settled_by
from web.queries.payrun_waiting import Waiting, count_waiting, waiting
from web.queries.payslips import RunLine, runs_of

CLOSABLE = frozenset({RunState.OPEN, RunState.CORRECTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One employer in the month."""

    code: EntityCode
    name: str
    state: RunState
    totals: Totals
    many: int  # payslips that closing would make, as far as is known
    left_open: int  # contracts to confirm
    waiting: tuple[Waiting, ...]  # the first of them
    settles: bool
    last: RunLine | None
    due: StillDue
    known: bool  # every figure of the month

    @property
    def can_close(self) -> bool:
        """Is there something to close?"""
        return self.known and self.totals.people > 0 and self.state in CLOSABLE


def previews(month: Month) -> list[Preview]:
    """Every employer, in their own order."""
    known = not missing_figures(month)
    query = sa.select(Entity.id, Entity.code, Entity.name).order_by(Entity.id)
    return [
        _preview(entity_id, code, name, month, known=known)
        for entity_id, code, name in db.session.execute(query).all()
    ]


def _preview(entity_id: int, code: EntityCode, name: str, month: Month, *, known: bool) -> Preview:
    sums = totals(entity_id, month)
    state = state_of(entity_id, month, sums.earned)
    runs = runs_of(entity_id, month)
    return Preview(
        code=code,
        name=name,
        state=state,
        totals=sums,
        many=count_new(entity_id, month) if state is RunState.CORRECTION else sums.people,
        left_open=count_waiting(entity_id, month),
        waiting=tuple(waiting(entity_id, month)),
        settles=is_settled_by(entity_id, month),
        last=runs[-1] if runs else None,
        due=still_due(entity_id, month),
        known=known,
    )
