"""The approved accounts, and what was promised on them since."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from domain.money import ZERO, Eur
from domain.shares.refunding import Accounts
from domain.shares.words import ExitState
from web.extensions import db
from web.models.share import AnnualAccounts, ShareExit, ShareMovement


def approved() -> Sequence[AnnualAccounts]:
    """All approved accounts, the last year first."""
    return db.session.scalars(sa.select(AnnualAccounts).order_by(AnnualAccounts.year.desc())).all()


def last_accounts() -> Accounts | None:
    """The last that the assembly approved."""
    query = sa.select(AnnualAccounts).order_by(AnnualAccounts.year.desc()).limit(1)
    row = db.session.scalar(query)
    if row is None:
        return None
    return Accounts(
        year=row.year,
        net_assets=row.net_assets,
        unavailable=row.unavailable,
        shares=row.shares,
    )


def outstanding(day: date) -> int:
    """How many shares there were on the evening of ``day``."""
    query = sa.select(sa.func.sum(ShareMovement.shares)).where(ShareMovement.day <= day)
    return int(db.session.scalar(query) or 0)


def promised(year: int) -> Eur:
    """What was paid back, or is payable, on the accounts of a year."""
    query = sa.select(sa.func.sum(ShareExit.refund)).where(
        ShareExit.accounts_year == year,
        ShareExit.state.in_((ExitState.PAYABLE, ExitState.PAID)),
    )
    found: Eur | None = db.session.scalar(query)
    return found or ZERO
