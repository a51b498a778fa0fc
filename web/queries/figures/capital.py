"""Shareholders and their shares."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.shares.forecast import Figures
from domain.shares.words import Category
from web.models.share import ShareExit
from web.queries.figures.asked import Asked, Number, nominal, ratio, scalar


def members(category: Category) -> Callable[[Asked], Number]:
    """Shareholders of a category."""
    return lambda asked: Decimal(asked.register().by_category[category])


def refunded(asked: Asked) -> Number:
    """Shares paid back since 1 January."""
    query = sa.select(sa.func.coalesce(sa.func.sum(ShareExit.shares), 0)).where(
        ShareExit.paid_day.between(date(asked.day.year, 1, 1), asked.day)
    )
    return scalar(query)


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
