"""The pay of a month against the ledger: what was earned is what the accounts owe."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from domain.ledger import Account, Act
from domain.money import ZERO, Eur, total
from domain.periods import Month
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Earning
from web.models.entity import Entity
from web.models.ledger import Entry, Posting
from web.queries.amounts import sums

OWED = (Account.NET_PAY_DUE, Account.SOCIAL_SECURITY_DUE, Account.WITHHOLDING_DUE)


@dataclass(frozen=True, slots=True)
class Control:
    """One account: what the contracts of the month earned in all, and what was booked for them."""

    account: Account
    earned: Eur
    booked: Eur

    @property
    def agrees(self) -> bool:
        """Are they the same to the cent?"""
        return self.earned == self.booked


def controls(entity: Entity, month: Month) -> list[Control]:
    """Three accounts. A contract over two months was booked at once: both of its months count."""
    here = sa.select(Earning.contract_id).where(
        Earning.entity_id == entity.id, Earning.month == month
    )
    net, security, tax = db.session.execute(
        sa.select(
            sums(Earning.net),
            sums(Earning.social_security + Earning.special_contribution),
            sums(Earning.withholding),
        ).where(Earning.contract_id.in_(here))
    ).one()
    contracts = {reference_of(entity.code, key) for key in db.session.scalars(here)}
    booked = _booked(entity.id, month, contracts)
    earned = zip(OWED, (net, security, tax), strict=True)
    return [Control(account, amount, booked[account]) for account, amount in earned]


def _booked(entity_id: int, month: Month, contracts: set[str]) -> Mapping[Account, Eur]:
    """What the entries of these contracts owe on each account, on or after the month began."""
    query = (
        sa.select(Entry.reference, Posting.account, sa.func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == Entry.id)
        .where(
            Entry.entity_id == entity_id,
            Entry.act == Act.NET_DUE,
            Entry.day >= month.first_day,
            Posting.account.in_(OWED),
        )
        .group_by(Entry.reference, Posting.account)
    )
    found: dict[Account, list[Eur]] = {account: [] for account in OWED}
    for reference, account, amount in db.session.execute(query):
        if reference in contracts:
            found[account].append(amount)
    return {account: Eur(ZERO - total(amounts)) for account, amounts in found.items()}
