"""Is what closed quarters say what the ledger holds?"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from domain.ledger import Account, Act
from domain.money import ZERO, Eur
from web.extensions import db
from web.models.ledger import Entry, Posting
from web.models.quarter import QuarterLine, QuarterRun
from web.queries.amounts import sums

Problems = Iterator[str]
# What each account holds of a line; credits are negative in the ledger.
HELD = {
    Account.EMPLOYMENT_IN_TRANSIT: QuarterLine.budget - QuarterLine.gross,
    Account.HOLIDAY_DUE: -QuarterLine.holiday,
    Account.SOCIAL_SECURITY_DUE: QuarterLine.reductions - QuarterLine.contributions,
    Account.POT_REDUCTIONS: -QuarterLine.reductions,
}


def quarters_agree() -> Problems:
    """The lines of every run, person by person, are what was booked for them."""
    apart: dict[tuple[Any, ...], Eur] = defaultdict(lambda: ZERO)
    said = (
        sa.select(
            QuarterRun.entity_id, QuarterLine.person_id, *(sums(held) for held in HELD.values())
        )
        .join(QuarterRun, QuarterRun.id == QuarterLine.run_id)
        .group_by(QuarterRun.entity_id, QuarterLine.person_id)
    )
    for entity_id, person_id, *amounts in db.session.execute(said):
        for account, amount in zip(HELD, amounts, strict=True):
            apart[entity_id, person_id, account] = amount
    booked = (
        sa.select(Posting.entity_id, Posting.person_id, Posting.account, sums(Posting.amount))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.act.in_((Act.CLOSE, Act.REDUCTION)), Posting.account.in_(HELD))
        .group_by(Posting.entity_id, Posting.person_id, Posting.account)
    )
    for entity_id, person_id, account, amount in db.session.execute(booked):
        key = entity_id, person_id, account
        apart[key] = Eur(apart[key] - amount)
    for (entity_id, person_id, account), amount in apart.items():
        if amount:
            yield f"person {person_id}, entity {entity_id}, {account}: {amount} not booked"
