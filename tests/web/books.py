"""Reading the books in tests: legs, balances, and whether everything agrees."""

import re

import sqlalchemy as sa

from domain.ledger import Account, Act
from domain.money import ZERO, Eur, total
from tests.web import make
from web import clock
from web.actions import contracts
from web.demo.people import WORKER
from web.extensions import db
from web.models.ledger import Entry, Posting
from web.models.pay import Carried, Debt
from web.models.person import Person


def plain(text: str) -> str:
    """A page without the small cents of amounts."""
    return re.sub(r"</?small>", "", text)


def legs(act: Act) -> dict[Account, Eur]:
    """The legs of the only entry of an act."""
    (entry_id,) = db.session.scalars(sa.select(Entry.id).where(Entry.act == act))
    rows = db.session.scalars(sa.select(Posting).where(Posting.entry_id == entry_id))
    return {row.account: row.amount for row in rows}


def balance(account: Account, person_id: int | None = None) -> Eur:
    query = sa.select(Posting.amount).where(Posting.account == account)
    if person_id:
        query = query.where(Posting.person_id == person_id)
    return total(db.session.scalars(query))


def check_books() -> None:
    """The ledger sums to zero, and what is owed to each person is what the accounts say."""
    assert total(db.session.scalars(sa.select(Posting.amount))) == ZERO
    for key in db.session.scalars(sa.select(Person.id)):
        owed = db.session.scalars(
            sa.select(Debt.amount).where(Debt.person_id == key, Debt.paid_day.is_(None))
        )
        kept = db.session.scalars(sa.select(Carried.amount).where(Carried.person_id == key))
        due = Eur(-balance(Account.NET_PAY_DUE, key) - balance(Account.EXPENSES_DUE, key))
        assert Eur(total(owed) - total(kept)) == due


def acts() -> list[Act]:
    """What was written in the ledger, in order."""
    return list(db.session.scalars(sa.select(Entry.act).order_by(Entry.id)))


def a_debt(email: str = WORKER, **changes) -> int:
    """Confirmed work; returns the number of the debt that it made."""
    contract = make.contract(email=email, **changes)
    contracts.confirm(contract, now=clock.now())
    found = sa.select(Debt.id).where(Debt.contract_id == contract.id)
    return db.session.scalars(found).one()
