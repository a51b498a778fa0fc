"""The register of shares in a few figures, counted by the database."""

from datetime import date
from enum import StrEnum, auto
from typing import Any

import sqlalchemy as sa

from domain.shares.forecast import Alike, Figures, figures
from web.extensions import db
from web.models.person import Person
from web.models.share import CategorySpell, Shareholder, ShareMovement
from web.queries.register import sums_on


class Cut(StrEnum):
    """By what shareholders are counted."""

    HELD = auto()  # by category and number of shares
    SINCE = auto()  # by the day of their first share
    BORN = auto()


def figures_on(day: date) -> Figures:
    """The register of ``day`` in a few figures."""
    alike, days = list[Alike](), {cut: dict[date | None, int]() for cut in (Cut.SINCE, Cut.BORN)}
    for cut, category, shares, paid_in, on, people in db.session.execute(_counts(day)):
        if cut == Cut.HELD:
            alike.append(Alike(category=category, shares=shares, paid_in=paid_in, people=people))
        else:
            days[Cut(cut)][on] = people
    return figures(alike, days[Cut.SINCE], days[Cut.BORN], day)


def _counts(day: date) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """All of it as one statement, which adds up what each one holds only once."""
    held = sums_on(day).cte("held")
    spell = (
        sa.select(CategorySpell.category)
        .where(CategorySpell.shareholder_id == held.c.shareholder_id, CategorySpell.since <= day)
        .order_by(CategorySpell.since.desc())
        .limit(1)
        .scalar_subquery()
    )
    each = sa.select(spell.label("category"), held.c.shares, held.c.paid_in).subquery()
    euros, people = ShareMovement.paid_in.type, sa.func.count()
    category, shares, paid_in, no_day = (
        sa.cast(sa.null(), kind)
        for kind in (CategorySpell.category.type, sa.Integer(), euros, sa.Date())
    )
    return sa.union_all(
        sa.select(
            sa.literal(Cut.HELD.value),
            each.c.category,
            each.c.shares,
            sa.type_coerce(sa.func.sum(each.c.paid_in), euros),
            no_day,
            people,
        ).group_by(each.c.category, each.c.shares),
        sa.select(
            sa.literal(Cut.SINCE.value), category, shares, paid_in, held.c.since, people
        ).group_by(held.c.since),
        sa.select(sa.literal(Cut.BORN.value), category, shares, paid_in, Person.birth_day, people)
        .select_from(held)
        .join(Shareholder, Shareholder.id == held.c.shareholder_id)
        .outerjoin(Person, Person.id == Shareholder.person_id)
        .group_by(Person.birth_day),
    )
