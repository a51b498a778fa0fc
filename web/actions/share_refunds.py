"""Paying shares back: the accounts approved, the two tests, and what becomes due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.debts import DebtKind
from domain.entities import EntityCode
from domain.ledger import Act, share_refund_due
from domain.money import ZERO, Eur
from domain.shares import refunding as rules
from domain.shares.leaving import move
from domain.shares.register import Holding
from domain.shares.words import ExitState
from web import clock
from web.actions.audit import actor_id, record
from web.actions.ledger import post
from web.actions.share_exits import waiting_for_tests
from web.extensions import db
from web.models.entity import Entity
from web.models.pay import Debt
from web.models.share import AnnualAccounts, ShareExit
from web.queries.accounts import last_accounts, outstanding, promised
from web.queries.register import representative_of


def approve_accounts(year: int, *, approved: date, net_assets: Eur, unavailable: Eur) -> None:
    """What the assembly approved; a year recorded before is corrected, and the audit keeps both."""
    rules.check_accounts(year, approved, today=clock.today())
    found = db.session.scalar(sa.select(AnnualAccounts).where(AnnualAccounts.year == year))
    row = found or AnnualAccounts(year=year)
    row.approved_day, row.net_assets, row.unavailable = approved, net_assets, unavailable
    row.shares = outstanding(date(year, 12, 31))
    row.written, row.written_by_id = clock.now(), actor_id()
    db.session.add(row)
    db.session.flush()
    record("accounts_approved", row, year=year, amount=net_assets, unavailable=unavailable)
    db.session.commit()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tests let through."""

    payable: int
    suspended: int


def run_tests(*, liquid: bool) -> Outcome:
    """Test every refund that waits, the first payable first: each becomes due or stays suspended.

    liquid: the board's statement on the months ahead
    """
    found = last_accounts()
    if found is None:
        raise rules.NoAccounts
    today = clock.today()
    waiting = waiting_for_tests(today)
    already, states = promised(found.year), []
    for row in waiting:
        state = _test(row, found, already=already, liquid=liquid, today=today)
        states.append(state)
        if state is not ExitState.SUSPENDED:
            already = Eur(already + (row.refund or ZERO))
    db.session.commit()
    return Outcome(
        sum(state is not ExitState.SUSPENDED for state in states),
        sum(state is ExitState.SUSPENDED for state in states),
    )


def _test(
    row: ShareExit, found: rules.Accounts, *, already: Eur, liquid: bool, today: date
) -> ExitState:
    assert row.effect_day is not None  # it was accepted
    amount = rules.refund(Holding(row.shares, row.paid_in), found, effect=row.effect_day).amount
    stay = rules.net_asset_test(found, already=already, amount=amount)
    row.refund, row.net_assets, row.accounts_year = amount, found.net_assets, found.year
    row.net_asset_test, row.liquidity_test, row.tested_day = stay, liquid, today
    row.state = move(row.state, rules.tested(net_assets_stay=stay, liquid=liquid))
    record(f"share_exit_{row.state.value}", row, amount=amount, year=found.year)
    if row.state is ExitState.PAYABLE:
        _owe(row, amount, today)
    return row.state


def _owe(row: ShareExit, amount: Eur, today: date) -> None:
    """The refund leaves the capital and stands among what finance pays; 0 is paid at once."""
    if not amount:
        row.state, row.paid_day = move(row.state, ExitState.PAID), today
        return
    company = db.session.scalars(sa.select(Entity.id).where(Entity.code == EntityCode.SC)).one()
    payee = row.shareholder.person_id or representative_of(row.shareholder_id, today)
    legs = share_refund_due(refund=amount, person_id=payee)
    reference = f"share exit {row.id}"
    post(Act.SHARE_REFUND_DUE, legs, entity_id=company, day=today, reference=reference)
    debt = Debt(
        entity_id=company, person_id=payee, kind=DebtKind.SHARE_REFUND, share_exit_id=row.id,
        amount=amount, due_day=row.payable_day,
    )  # fmt: skip
    db.session.add(debt)


def sent(debts: Sequence[Debt], day: date) -> None:
    """A file pays these debts: the departures among them are paid."""
    for debt in debts:
        if debt.share_exit is not None:
            row = debt.share_exit
            row.state, row.paid_day = move(row.state, ExitState.PAID), day


def came_back(debts: Sequence[Debt]) -> None:
    """The bank refused these transfers: the departures among them are due again."""
    for debt in debts:
        if debt.share_exit is not None:
            row = debt.share_exit
            row.state, row.paid_day = move(row.state, ExitState.PAYABLE), None
