"""Evidence counted from real rows: each query finds what it looks for, and only that."""

import secrets
from datetime import date, timedelta

import pytest

from domain.assembly.words import ProxyState
from domain.ledger import Account, Act
from domain.ledger.entries import Leg
from domain.money import eur
from domain.reports.kinds import ReportKind
from domain.shares.words import ExitKind, ExitState, MovementKind
from tests.web import reporting
from tests.web.assemblies import a_convened
from tests.web.make import save
from tests.web.polls import a_shareholder_of, put_on_roll
from web import clock
from web.actions.ledger import post
from web.demo.people import BOARD, MEMBER, OTHER_MEMBER
from web.extensions import db
from web.models.assembly import Attendance, Mandate
from web.models.roll import Proxy
from web.models.share import AnnualAccounts, ShareExit, ShareMovement
from web.queries.report_evidence import evidence

YEAR = 2026
DAY = date(YEAR, 6, 2)


def holds(condition, year=YEAR):
    return [finding.holds for finding in evidence(condition, year)]


def values(condition, place=0):
    return evidence(condition, YEAR)[place].values


@pytest.fixture
def shareholder(app_context):
    return a_shareholder_of(MEMBER, 77)


def test_every_condition_has_evidence_in_an_empty_cooperative(app_context):
    for key in reporting.NINE:
        assert evidence(key, YEAR)
        assert False not in holds(key, 1999)


def test_the_activity_of_the_year_is_counted(app_context):
    reporting.sold()
    assert holds("purpose") == [None, True]
    assert values("object", 1)["units"] == 13


def test_a_profit_paid_out_is_found(shareholder):
    legs = (
        Leg(Account.SHARE_CAPITAL, eur("30.00")),
        Leg(Account.CONTRIBUTION, eur("-30.00")),
    )
    assert holds("benefit") == [True, True]
    post(Act.CLOSE, legs, entity_id=1, day=DAY, reference="dividend")
    db.session.commit()
    assert holds("benefit") == [False, True]
    assert holds("reserve") == [False, None]
    assert holds("benefit", YEAR - 1) == [True, True]


def movement(shareholder, *, paid_in, shares=2, kind=MovementKind.SUBSCRIPTION):
    return save(
        ShareMovement(
            shareholder_id=shareholder.id,
            kind=kind,
            day=DAY,
            shares=shares,
            paid_in=eur(paid_in),
            written=clock.now(),
        )
    )


def test_shares_for_nothing_are_found(shareholder):
    movement(shareholder, paid_in="60.00")
    assert holds("benefit") == [True, True]
    movement(shareholder, paid_in="0.00")
    assert holds("benefit") == [True, False]


def departure(shareholder, *, refund, paid_in="60.00", state=ExitState.PAYABLE):
    return save(
        ShareExit(
            shareholder_id=shareholder.id,
            kind=ExitKind.RESIGNATION,
            state=state,
            asked_day=DAY - timedelta(days=30),
            shares=2,
            paid_in=eur(paid_in),
            refund=eur(refund),
            tested_day=DAY,
            uid=secrets.token_hex(8),
        )
    )


def test_refunds_are_compared_with_what_was_paid_and_with_the_ledger(shareholder):
    departure(shareholder, refund="60.00")
    assert holds("nominal") == [True]
    assert values("nominal") == {"refunds": 1, "above": 0}
    assert holds("liquidation") == [None, False]
    legs = (
        Leg(Account.SHARE_CAPITAL, eur("60.00")),
        Leg(Account.SHARE_REFUNDS_DUE, eur("-60.00")),
    )
    post(Act.SHARE_REFUND_DUE, legs, entity_id=1, day=DAY, reference="share exit 1")
    db.session.commit()
    assert holds("liquidation") == [None, True]
    assert holds("benefit")[0] is True


def test_a_refund_above_what_was_paid_is_found(shareholder):
    departure(shareholder, refund="90.00")
    assert holds("nominal") == [False]


def test_a_suspended_refund_is_not_decided(shareholder):
    departure(shareholder, refund="90.00", state=ExitState.SUSPENDED)
    assert values("nominal") == {"refunds": 0, "above": 0}
    assert holds("liquidation") == [None, True]


def test_an_allowance_for_a_seat_is_for_the_board_to_explain(shareholder):
    seat = Mandate(shareholder_id=shareholder.id, since=date(2025, 6, 1), until=date(2029, 6, 1))
    save(seat)
    assert holds("mandate") == [True]
    seat.paid = "60 EUR a meeting"
    db.session.commit()
    assert holds("mandate") == [None]
    assert holds("mandate", 2024) == [None]  # no seat was held


def held(holders, *, proxies=()):
    """An assembly that ended, with these in the room."""
    assembly = a_convened()
    put_on_roll(assembly, [*holders, *(grantor for grantor, _ in proxies)])
    for holder in holders:
        row = Attendance(assembly_id=assembly.id, shareholder_id=holder.id, arrived=clock.now())
        db.session.add(row)
    for grantor, holder in proxies:
        db.session.add(
            Proxy(
                assembly_id=assembly.id,
                grantor_id=grantor.id,
                holder_id=holder.id,
                state=ProxyState.ACCEPTED,
                asked_number=holder.number,
                asked_name=holder.name,
                offered=clock.now(),
            )
        )
    assembly.began = assembly.ended = assembly.starts
    db.session.commit()
    return assembly


def test_votes_in_one_hand_are_counted_with_proxies(app_context):
    assert holds("tenth") == [None]
    one, two, three = (
        a_shareholder_of(who, 80 + n) for n, who in enumerate((MEMBER, OTHER_MEMBER, BOARD))
    )
    held([one, two], proxies=[(three, one)])
    assert values("tenth") == {"most": 2, "votes": 3}
    assert holds("tenth") == [False]


def test_approved_accounts_and_the_earlier_report_are_found(app_context):
    save(
        AnnualAccounts(
            year=YEAR,
            approved_day=date(YEAR + 1, 6, 15),
            net_assets=eur("1000.00"),
            unavailable=eur("0.00"),
            shares=10,
            written=clock.now(),
        )
    )
    assert holds("reserve") == [True, True]
    assert holds("report") == [None]
    reporting.sold()
    reporting.published(ReportKind.SOCIAL)
    assert holds("report", YEAR + 1) == [True]
