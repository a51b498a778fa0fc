"""What a debt to a person is for, and to whom and where it is paid."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.shares.words import ExitKind
from web.models.amendment import Amendment
from web.models.pay import Debt
from web.models.share import ShareExit

PAID_CONTRACT: sa.ColumnElement[int | None] = sa.func.coalesce(  # of both; empty for expenses
    Debt.contract_id,
    sa.select(Amendment.contract_id).where(Amendment.id == Debt.amendment_id).scalar_subquery(),
)

REFUNDS = joinedload(Debt.share_exit).joinedload(ShareExit.shareholder)


def payee_of(debt: Debt) -> str:
    """Whom the bank pays: heirs and legal persons by their own names; ``share_exit`` is loaded."""
    leaving = debt.share_exit
    if leaving is None:
        return debt.person.name
    return leaving.beneficiary or leaving.shareholder.name


def iban_of(debt: Debt) -> str:
    """The account that a departure names, else the one that the person gave for everything."""
    leaving = debt.share_exit
    if leaving is None:
        return debt.person.iban
    own = leaving.shareholder.person_id is not None and leaving.kind is not ExitKind.DEATH
    return leaving.iban or (debt.person.iban if own else "")
