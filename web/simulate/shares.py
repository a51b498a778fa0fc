"""The share register: lines, subscriptions with their payments, movements, departures."""

from datetime import date, timedelta
from typing import Any

from domain.debts import DebtKind
from domain.entities import EntityCode
from domain.identifiers import structured_communication
from domain.ledger import Act, share_paid_in, share_refund_due
from domain.money import ZERO, Eur, eur
from domain.roles import Role
from domain.shares.leaving import effect_day, payable_day
from domain.shares.subscribing import price
from domain.shares.words import ExitKind, ExitState, MovementKind, SubscriptionState
from domain.simulated.clientele import words
from domain.simulated.numbers import account_number, enterprise_number
from domain.simulated.paying import paid_on
from domain.simulated.register import Shares
from web.actions.ledger import Written
from web.actions.subscriptions import SERIES
from web.extensions import db
from web.models.pay import Debt
from web.models.person import PersonRole
from web.models.share import (
    AnnualAccounts,
    CategorySpell,
    Representation,
    ShareExit,
    Shareholder,
    ShareMovement,
    SharePayment,
    Subscription,
)
from web.simulate.cast import details_of
from web.simulate.people import entity_ids
from web.simulate.store import (
    Making,
    Row,
    audited,
    count_on,
    moment,
    new_entries,
    post,
    settle_sequences,
    write,
    write_audit,
)

PORTION = 2_000
ADMIN_TEAM, FINANCE, BOARD = 2, 1, 8  # people
LEGAL_PLACE = 900_000  # of their enterprise numbers
NET_ASSETS = 60  # EUR of the cooperative for each share: more than the shares themselves
Rows = dict[Any, list[Row]]


def write_shares(making: Making) -> int:
    """Everybody of the register, in the order of admission; then who left."""
    lines, acts, entries = making.plan.register, 0, new_entries()
    company = entity_ids()[EntityCode.SC]
    count_on("shareholder", len(lines))
    count_on("share-communication", len(lines))
    for start in range(0, len(lines), PORTION):
        rows: Rows = {
            model: []
            for model in (
                Shareholder, CategorySpell, Representation, Subscription, SharePayment,
                ShareMovement,
            )
        }  # fmt: skip
        audit: list[Row] = []
        for key, line in enumerate(lines[start : start + PORTION], start + 1):
            _enter(making, key, line, rows)
            audit += _audit(key, line)
            amount = price(line.shares, line.since)
            legs = share_paid_in(amount=amount, entered=amount, person_id=line.person or None)
            reference = rows[Subscription][-1]["communication"]
            entries[line.since, company].append(Written(Act.SHARE_PAID_IN, legs, reference))
        for model, several in rows.items():
            if several:
                write(model, several)
        acts += write_audit(audit)
    _let_vote()
    acts += _write_exits(making, company, entries)
    post(entries)
    settle_sequences([Shareholder, Subscription, ShareExit])
    return acts


def _enter(making: Making, key: int, line: Shares, rows: Rows) -> None:
    """The rows of one line."""
    at, amount = moment(line.since), price(line.shares, line.since)
    rows[Shareholder].append(
        {"id": key, "number": key, "person_id": line.person or None, "created": at, "version": 1,
         **_name(making, line)}
    )  # fmt: skip
    rows[CategorySpell].append(
        {"shareholder_id": key, "since": line.since, "category": line.category}
    )
    if line.legal:
        rows[Representation].append(
            {"shareholder_id": key, "since": line.since, "person_id": BOARD}
        )
    rows[Subscription].append(
        {
            "id": key, "shareholder_id": key, "shares": line.shares, "amount": amount,
            "communication": structured_communication(SERIES * 10**9 + key),
            "first_year": line.since.year, "state": SubscriptionState.PAID, "asked": at,
            "paid_day": line.since, "version": 2,
        }
    )  # fmt: skip
    rows[SharePayment].append(
        {"subscription_id": key, "day": line.since, "amount": amount, "written": at,
         "written_by_id": FINANCE}
    )  # fmt: skip
    rows[ShareMovement].append(
        {
            "shareholder_id": key, "kind": MovementKind.SUBSCRIPTION, "day": line.since,
            "shares": line.shares, "paid_in": amount, "subscription_id": key, "exit_id": None,
            "written": at, "written_by_id": FINANCE,
        }
    )  # fmt: skip


def _name(making: Making, line: Shares) -> Row:
    if line.person:
        known = details_of(line.person, making)
        name = f"{known.given_name} {known.family_name}"
        return {"name": name, "enterprise_number": None, "street": "", "postcode": "", "city": ""}
    known_words = words()
    postcode, city = known_words["towns"]["brussels"][line.legal % 12]
    first = known_words["first_words"][line.legal % 16]
    return {
        "name": f"{first} solidaire {line.legal} SC",
        "enterprise_number": enterprise_number(LEGAL_PLACE + line.legal),
        "street": f"Rue Haute {line.legal}",
        "postcode": postcode,
        "city": city,
    }


def _audit(key: int, line: Shares) -> list[Row]:
    at, amount = moment(line.since), price(line.shares, line.since)
    return [
        audited(at, ADMIN_TEAM, "shareholder_admitted", "shareholder", key,
                number=key, category=line.category.value),
        audited(at, line.person or None, "shares_asked", "subscription", key,
                shares=line.shares, amount=amount),
        audited(at, FINANCE, "share_payment", "subscription", key, amount=amount, missing=ZERO),
    ]  # fmt: skip


def _let_vote() -> None:
    """Who represents an organisation votes for it."""
    key = {"person_id": BOARD, "role": Role.SHAREHOLDER}
    if db.session.get(PersonRole, (BOARD, Role.SHAREHOLDER)) is None:
        write(PersonRole, [key])


def _write_exits(making: Making, company: int, entries: Any) -> int:
    """Departures of the year: asked, accepted, tested on the accounts, paid back."""
    lines, year = making.plan.register, making.plan.year
    gone = [(key, line) for key, line in enumerate(lines, 1) if line.asked is not None]
    _approve_accounts(making)
    exits, moves, debts, audit = [], [], [], []
    for place, (key, line) in enumerate(gone, 1):
        leaving = _Leaving(place, key, line, year)
        exits.append(leaving.row(making))
        moves.append(
            {
                "shareholder_id": key, "kind": MovementKind.RESIGNATION, "day": leaving.effect,
                "shares": -line.shares, "paid_in": Eur(-leaving.amount), "exit_id": place,
                "written": moment(leaving.decided), "written_by_id": ADMIN_TEAM,
            }
        )  # fmt: skip
        debts.append(
            {
                "entity_id": company, "person_id": line.person, "kind": DebtKind.SHARE_REFUND,
                "share_exit_id": place, "amount": leaving.amount, "due_day": leaving.payable,
                "paid_day": leaving.paid, "version": 2,
            }
        )  # fmt: skip
        legs = share_refund_due(refund=leaving.amount, person_id=line.person)
        entry = Written(Act.SHARE_REFUND_DUE, legs, f"share exit {place}")
        entries[leaving.tested, company].append(entry)
        audit += leaving.audit()
    for model, rows in ((ShareExit, exits), (ShareMovement, moves), (Debt, debts)):
        write(model, rows)
    return write_audit(audit)


def _approve_accounts(making: Making) -> None:
    """The last accounts before the departures."""
    plan = making.plan
    day = plan.totals.told["assembly"]["day"]
    last = date(plan.year - 1, 12, 31)
    shares = sum(line.shares for line in plan.register if line.since <= last)
    write(
        AnnualAccounts,
        [
            {
                "year": plan.year - 1, "approved_day": day, "net_assets": eur(NET_ASSETS * shares),
                "unavailable": eur(1_000), "shares": shares, "written": moment(day, 21),
                "written_by_id": ADMIN_TEAM,
            }
        ],
    )  # fmt: skip


class _Leaving:
    """One departure, worked out by the rules."""

    def __init__(self, place: int, key: int, line: Shares, year: int) -> None:
        assert line.asked is not None
        self.place, self.key, self.line, self.asked = place, key, line, line.asked
        self.amount = price(line.shares, line.since)
        self.decided = self.asked + timedelta(days=9)
        self.effect = effect_day(ExitKind.RESIGNATION, asked=self.asked, decided=self.decided)
        self.payable = payable_day(self.effect, self.effect)
        self.tested = date(year, 7, 10)
        self.paid = paid_on(self.tested + timedelta(days=5))
        self.year = year

    def row(self, making: Making) -> Row:
        sealed = ShareExit(uid=f"{making.plan.seed:08x}{self.place:024x}")
        sealed.iban = account_number(self.line.person)
        known = details_of(self.line.person, making)
        return {
            "id": self.place, "uid": sealed.uid, "shareholder_id": self.key,
            "kind": ExitKind.RESIGNATION, "state": ExitState.PAID, "asked_day": self.asked,
            "decided_day": self.decided, "effect_day": self.effect, "payable_day": self.payable,
            "shares": self.line.shares, "paid_in": self.amount, "refund": self.amount,
            "net_assets": eur(NET_ASSETS * self.line.shares), "accounts_year": self.year - 1,
            "net_asset_test": True, "liquidity_test": True, "tested_day": self.tested,
            "beneficiary": f"{known.given_name} {known.family_name}",
            "iban_sealed": sealed.iban_sealed, "paid_day": self.paid, "version": 4,
        }  # fmt: skip

    def audit(self) -> list[Row]:
        """What was done about it."""
        facts = {"shares": self.line.shares, "day": self.asked}
        return [
            audited(moment(self.asked), ADMIN_TEAM, "share_exit_asked", "share_exit", self.place,
                    **facts),
            audited(moment(self.decided), BOARD, "share_exit_accepted", "share_exit", self.place,
                    shares=self.line.shares),
            audited(moment(self.tested), FINANCE, "share_exit_payable", "share_exit", self.place,
                    year=self.year - 1, amount=self.amount),
        ]  # fmt: skip
