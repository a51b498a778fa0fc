"""What the ledger owes the social security office for a quarter, entry by entry."""

from collections import defaultdict

import sqlalchemy as sa

from domain.dmfa.checks import Owed
from domain.ledger import Account, Act
from domain.money import ZERO, Eur
from domain.payrun import run_reference
from domain.quarters import Quarter, quarter_mark
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Earning
from web.models.entity import Entity
from web.models.ledger import Entry, Posting
from web.models.payslip import PayRun
from web.queries.amounts import sums

PAY, SETTLED = "pay", "settled"


def owed(entity: Entity, quarter: Quarter) -> Owed:
    """Read from the postings themselves, and sorted by what their entries name.

    A contract over the edge of the quarter was booked at once: what it earned outside is taken off.
    """
    found: dict[str, Eur] = defaultdict(lambda: ZERO)
    sources = _sources(entity, quarter)
    mark = f"{quarter_mark(entity.code, quarter)}-"
    for act, reference, amount in db.session.execute(_postings(entity.id, quarter)):
        key = act if reference.startswith(mark) else sources.get(reference)
        if key is not None:
            found[key] = Eur(found[key] - amount)
    return Owed(
        pay=Eur(found[PAY] - _outside(entity.id, quarter)),
        settled=found[SETTLED],
        employer=found[Act.CLOSE],
        reductions=Eur(-found[Act.REDUCTION]),
    )


def _postings(entity_id: int, quarter: Quarter) -> sa.Select[Act, str, Eur]:
    """By act and reference; nothing of a quarter is booked before it begins."""
    return (
        sa.select(Entry.act, Entry.reference, sums(Posting.amount))
        .join(Posting, Posting.entry_id == Entry.id)
        .where(
            Entry.entity_id == entity_id,
            Entry.day >= quarter.first_day,
            Posting.account == Account.SOCIAL_SECURITY_DUE,
        )
        .group_by(Entry.act, Entry.reference)
    )


def _sources(entity: Entity, quarter: Quarter) -> dict[str, str]:
    """The references of the quarter's contracts and of the runs of its months."""
    worked = sa.select(Earning.contract_id).where(*_here(entity.id, quarter)).distinct()
    runs = sa.select(PayRun.month, PayRun.sequence).where(
        PayRun.entity_id == entity.id, PayRun.month.in_(quarter.months)
    )
    return {
        **{reference_of(entity.code, key): PAY for key in db.session.scalars(worked)},
        **{
            run_reference(entity.code, month, sequence): SETTLED
            for month, sequence in db.session.execute(runs)
        },
    }


def _outside(entity_id: int, quarter: Quarter) -> Eur:
    """What the quarter's contracts owed for months outside it."""
    worked = sa.select(Earning.contract_id).where(*_here(entity_id, quarter))
    query = sa.select(sums(Earning.social_security + Earning.special_contribution)).where(
        Earning.contract_id.in_(worked), Earning.month.not_in(quarter.months)
    )
    amount: Eur = db.session.execute(query).scalar_one()
    return amount


def _here(entity_id: int, quarter: Quarter) -> tuple[sa.ColumnElement[bool], ...]:
    return Earning.entity_id == entity_id, Earning.month.in_(quarter.months)
