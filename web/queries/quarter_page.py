"""One quarter of one employer as its page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.cost_shares import NO_AMOUNTS, Amounts
from domain.errors import Msg
from domain.quarter_sheet import QuarterSheet
from domain.quarters import Quarter, QuarterState
from domain.true_up import missing_figures
from web.documents.contract import reference_of
from web.extensions import db
from web.formats.sheet_file import Cell
from web.i18n import label
from web.models.entity import Entity
from web.models.person import Person
from web.queries.quarter_reckoning import employer_of, kinds_of, preview, reckon
from web.queries.quarter_works import portions
from web.queries.quarters import QuarterLine, line_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is told of a quarter."""

    line: QuarterLine
    missing: tuple[Msg, ...]  # figures without which nothing can be worked out
    sheet: QuarterSheet | None  # None: nobody worked, or a figure is missing
    added: Amounts  # what closing would book now
    people: int  # for whom

    @property
    def can_close(self) -> bool:
        """Is there something to close?"""
        return self.sheet is not None and self.line.state in (
            QuarterState.OPEN, QuarterState.CORRECTION
        )  # fmt: skip

    @property
    def is_negative(self) -> bool:
        """Does the common pot pay?"""
        return self.sheet is not None and self.sheet.whole.to_pot < 0


def shown(entity: Entity, quarter: Quarter, today: date) -> Shown:
    """A closed quarter as its last run has it; any other is worked out anew."""
    line = line_of(entity, quarter, today)
    if line.state is QuarterState.CLOSED:
        sheet = line.runs[-1].sheet
        return Shown(line=line, missing=(), sheet=sheet, added=NO_AMOUNTS, people=0)
    missing: tuple[Msg, ...] = ()
    if line.earned:
        kinds = kinds_of(entity.id, quarter)
        missing = missing_figures(kinds, employer_of(entity, quarter), quarter.last_day)
    if missing or not line.earned:
        return Shown(line=line, missing=missing, sheet=None, added=NO_AMOUNTS, people=0)
    seen = preview(entity, quarter)
    return Shown(line=line, missing=(), sheet=seen.sheet, added=seen.added, people=seen.people)


def table(entity: Entity, quarter: Quarter) -> Iterator[tuple[Cell, ...]]:
    """Every contract, a few hundred people in memory at a time."""
    employer = employer_of(entity, quarter)
    for ids in portions(entity.id, quarter):
        query = sa.select(Person.id, Person.given_name + " " + Person.family_name)
        found = db.session.execute(query.where(Person.id.in_(ids)))
        names = {key: name for key, name in found}  # noqa: C416 - rows are not pairs to mypy
        for item in reckon(entity, quarter, employer, ids):
            for placed in item.works.placed:
                job, amounts = placed.job, item.found.shares[placed.contract_id]
                yield (
                    names[item.person_id], reference_of(entity.code, placed.contract_id),
                    label(job.kind), Decimal(job.days), amounts.gross, amounts.budget,
                    amounts.contributions, amounts.holiday, amounts.margin, amounts.reductions,
                )  # fmt: skip
