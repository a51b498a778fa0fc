"""Are closed payslips, and what they settled, what was booked?"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from domain.ledger import Account, Act
from domain.money import ZERO, Eur
from web.extensions import db
from web.models.contract import Earning
from web.models.ledger import Entry, Posting
from web.models.payslip import PayRun, Payslip
from web.queries.amounts import sums

Problems = Iterator[str]


def payslips_agree() -> Problems:
    """The last closed payslips of a month say what its work was booked for, unless more came."""
    later = sa.orm.aliased(Payslip)
    of_same = (
        later.entity_id == Payslip.entity_id,
        later.month == Payslip.month,
        later.person_id == Payslip.person_id,
        later.sequence > Payslip.sequence,
    )
    said = (
        sa.select(Payslip.entity_id, Payslip.month, sums(Payslip.net + Payslip.settlement))
        .where(~sa.exists().where(*of_same))
        .group_by(Payslip.entity_id, Payslip.month)
    )
    closed = sa.select(PayRun.entity_id, PayRun.month, sa.func.max(PayRun.earned))
    covered = {
        (entity_id, month): earned
        for entity_id, month, earned in db.session.execute(
            closed.group_by(PayRun.entity_id, PayRun.month)
        )
    }
    booked = sa.select(
        Earning.entity_id, Earning.month, sa.func.count(), sa.func.sum(Earning.net)
    ).group_by(Earning.entity_id, Earning.month)
    nets = {
        (entity_id, month): net
        for entity_id, month, many, net in db.session.execute(booked)
        if covered.get((entity_id, month)) == many
    }
    for entity_id, month, net in db.session.execute(said):
        amount = nets.get((entity_id, month), net)
        if amount != net:
            yield f"entity {entity_id}, {month}: {net} on payslips, {amount} booked"


def settlements_agree() -> Problems:
    """What the last payslips settled of each person's quarters is what the ledger says."""
    later = sa.orm.aliased(Payslip)
    same = (
        later.entity_id == Payslip.entity_id,
        later.month == Payslip.month,
        later.person_id == Payslip.person_id,
        later.sequence > Payslip.sequence,
    )
    said = (
        sa.select(Payslip.entity_id, Payslip.person_id, sums(Payslip.settlement))
        .where(~sa.exists().where(*same))
        .group_by(Payslip.entity_id, Payslip.person_id)
    )
    booked = (
        sa.select(Posting.entity_id, Posting.person_id, sums(Posting.amount))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.act == Act.SETTLEMENT, Posting.account == Account.NET_PAY_DUE)
        .group_by(Posting.entity_id, Posting.person_id)
    )
    apart: dict[tuple[Any, ...], Eur] = defaultdict(lambda: ZERO)
    for entity_id, person_id, amount in db.session.execute(said):
        apart[entity_id, person_id] = amount
    for entity_id, person_id, amount in db.session.execute(booked):
        apart[entity_id, person_id] = Eur(apart[entity_id, person_id] - amount)
    for (entity_id, person_id), amount in apart.items():
        if amount:
            yield f"person {person_id}, entity {entity_id}: {amount} settled but not booked"
