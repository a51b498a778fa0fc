"""What was published, period by period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from web.extensions import db
from web.models.figure import FigureRelease
from web.queries.releases import REPLACED, Released, told_of
from web.sight import visible

COUNT: sa.Function[Any] = sa.func.count(FigureRelease.id)
ERRATA: sa.Function[Any] = sa.func.count(FigureRelease.replaces_id)


@dataclass(frozen=True, slots=True)
class Period:
    """A day of which figures were published."""

    day: date
    values: int  # those that hold
    errata: int


def periods() -> list[Period]:
    """All of them, newest first."""
    query = (
        sa.select(FigureRelease.period_end, COUNT, ERRATA)
        .where(visible(FigureRelease))
        .group_by(FigureRelease.period_end)
        .order_by(FigureRelease.period_end.desc())
    )
    return [
        Period(day, values - errata, errata) for day, values, errata in db.session.execute(query)
    ]


def holding(day: date) -> list[Released]:
    """The published values of a day that hold, in the order in which they were published."""
    known = (FigureRelease.period_end == day, visible(FigureRelease))
    return told_of(*known, FigureRelease.id.not_in(REPLACED))[::-1]
