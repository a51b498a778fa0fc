"""Shareholders and their shares."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.shares.forecast import Figures
from domain.shares.words import Category
from web.extensions import db
from web.models.share import ShareExit, ShareMovement
from web.queries.figures.asked import Asked, Number, nominal, ratio, scalar
from web.queries.figures.remembered import Part, remembered


def members(category: Category) -> Callable[[Asked], Number]:
    """Shareholders of a category."""
    return lambda asked: Decimal(asked.register().by_category[category])


def refunded(asked: Asked) -> Number:
    """Shares paid back since 1 January."""
    query = sa.select(sa.func.coalesce(sa.func.sum(ShareExit.shares), 0)).where(
        ShareExit.paid_day.between(date(asked.day.year, 1, 1), asked.day)
    )
    return scalar(query)


def moved(asked: Asked) -> tuple[int, int]:
    """Who came into the register since 1 January, and who left it."""
    day = asked.day
    return remembered("moved", day, lambda: moved_until(day), Part.SHARES)


def joined(asked: Asked) -> Number:
    """Who has shares now and had none at the end of the year before."""
    return Decimal(moved(asked)[0])


def left(asked: Asked) -> Number:
    """Who had some then and has none now."""
    return Decimal(moved(asked)[1])


def moved_until(day: date) -> tuple[int, int]:
    """The same, counted: by shareholder, what was held then and what is held now."""
    new_year = date(day.year, 1, 1)
    earlier = sa.case((ShareMovement.day < new_year, ShareMovement.shares), else_=0)
    held = (
        sa.select(
            sa.func.sum(earlier).label("then"), sa.func.sum(ShareMovement.shares).label("now")
        )
        .where(ShareMovement.day <= day)
        .group_by(ShareMovement.shareholder_id)
        .subquery()
    )
    came = sa.case((sa.and_(held.c.then <= 0, held.c.now > 0), 1), else_=0)
    gone = sa.case((sa.and_(held.c.then > 0, held.c.now <= 0), 1), else_=0)
    row = db.session.execute(sa.select(sa.func.sum(came), sa.func.sum(gone))).one()
    return int(row[0] or 0), int(row[1] or 0)


def share(top: Callable[[Figures, date], Decimal]) -> Callable[[Asked], Number]:
    """Something of the register."""
    return lambda asked: top(asked.register(), asked.day)


def per_member(amount: Callable[[Figures, date], Decimal]) -> Callable[[Asked], Number]:
    """The same for each shareholder on average."""
    return lambda asked: ratio(
        amount(asked.register(), asked.day), Decimal(asked.register().holders)
    )


def shares(register: Figures, _day: date) -> Decimal:
    """All shares."""
    return Decimal(register.shares)


def capital(register: Figures, day: date) -> Decimal:
    """Their value in the statutes."""
    return register.shares * nominal(day)
