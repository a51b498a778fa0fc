"""Recording that a declaration of employment was made: the only thing this program knows of it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from domain.contract_life import ContractStatus
from domain.declarations import receipt_number
from domain.errors import N_, RuleError
from web.actions.audit import record
from web.actions.locks import alone
from web.extensions import db
from web.models.contract import Contract


@dataclass(eq=False)
class NothingToDeclare(RuleError):
    """Only a contract that was made is declared."""

    message = N_("This contract is not made yet, so there is nothing to declare.")


def record_receipt(contract: Contract, typed: str, *, known: str) -> None:
    """Keep the number of the Dimona receipt; an empty one takes back a number noted by mistake.

    known: the number that the reader saw; if it is another one now, someone was faster
    """
    number = receipt_number(typed) if typed.strip() or not known else ""
    row: Contract = db.session.scalars(
        alone(sa.select(Contract).where(Contract.id == contract.id))
    ).one()
    if row.status is ContractStatus.PROPOSED:
        raise NothingToDeclare
    if (row.dimona_number or "") != known:
        raise StaleDataError
    row.dimona_number = number or None
    record("dimona_recorded", row, number=number, before=known)
    db.session.commit()
