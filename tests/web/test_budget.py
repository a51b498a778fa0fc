"""The running budget of an Activity: its figures, its movements, and never below zero."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
import sqlalchemy as sa

from domain.budget import NotEnough, NotEnoughInAssignment
from domain.errors import RuleError
from domain.expenses import ExpenseStatus
from domain.ledger import Account
from domain.money import eur
from tests.web import life, make
from tests.web.employing import MONDAY, SCENE, employ
from tests.web.issuing import STUDIO
from tests.web.test_money import at, english, live, pay, plain
from web import clock
from web.actions import offers
from web.actions.spending import lock_and_check
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.contract import Contract
from web.models.ledger import UnitSum
from web.queries.budget import available_of, budget_of, left_of
from web.queries.movements import movements, open_matters

FORM = f"/units/{STUDIO}/contracts/new"


@pytest.fixture
def thousand(app_context):
    """A unit with one unpaid invoice of 1,000: 935 to spend."""
    invoice_id = make.invoice(unit_id=STUDIO).id
    db.session.rollback()  # nothing is kept waiting
    return invoice_id


def test_what_is_received_expected_committed_and_available(thousand):
    found = budget_of(STUDIO)
    assert (found.received, found.expected) == (eur(0), eur(935))
    pay(db.session.get_one(make.Invoice, thousand), "0.25")
    employ()
    life.note(STUDIO, OTHER_MEMBER, ExpenseStatus.SUBMITTED)
    found = budget_of(STUDIO)
    assert (found.received, found.expected) == (eur("233.75"), eur("701.25"))
    assert (found.committed, found.spent, found.available) == (eur(424), eur(0), eur(511))
    assert available_of(STUDIO) == eur(511)


def test_drafts_count_nowhere_and_assignments_have_their_own_money(thousand):
    life.note(STUDIO, OTHER_MEMBER, ExpenseStatus.DRAFT)
    make.invoice(unit_id=STUDIO, assignment_id=make.assignment(unit_id=STUDIO).id)
    assert budget_of(STUDIO).available == eur(935)


@pytest.mark.parametrize("seed", [11, 12])
def test_the_figures_agree_with_the_ledger_on_any_life(app_context, seed):
    live(seed)
    found = budget_of(STUDIO)
    held = db.session.scalar(
        sa.select(-sa.func.sum(UnitSum.amount)).where(
            UnitSum.unit_id == STUDIO, UnitSum.account == Account.UNIT_AVAILABLE
        )
    )
    assert found.received + found.expected - found.spent == held
    assert found.available == held - found.committed
    assert sum(item.amount for item in open_matters(STUDIO)["invoice"]) <= found.expected


def test_each_movement_shows_the_balance_after_it(app_context):
    live(13)
    page = movements(STUDIO)
    shown = [*page.items]
    while page.next:
        page = movements(STUDIO, before=page.next)
        shown += page.items
    held = budget_of(STUDIO)
    assert shown[0].balance == held.received + held.expected - held.spent
    for newer, older in pairwise(shown):
        assert newer.balance - newer.line.amount == older.balance
    assert shown[-1].balance == shown[-1].line.amount, "it began with nothing"
    third = movements(STUDIO, before=shown[2].line.id).items[0]
    assert third == shown[3], "a later page goes on where the first one stopped"


@pytest.mark.parametrize("path", [f"/units/{STUDIO}/budget", FORM])
def test_a_stranger_finds_nothing(thousand, browse, path):
    assert browse(STRANGER).get(path).status_code == 404


def test_who_may_look_may_not_spend(thousand, browse):
    assert browse(ADVISER).get(f"/units/{STUDIO}/budget").status_code == 200
    assert browse(ADVISER).get(FORM).status_code == 403
    assert browse(WORKER).get(FORM).status_code == 403


def test_a_unit_without_the_tool_has_no_running_budget(app_context, browse):
    assert browse(MEMBER).get(f"/units/{SCENE}/budget").status_code == 404


def test_the_page_defines_each_figure_and_lists_the_promises(thousand, browse):
    contract_id = employ().id
    browser = english(browse(OTHER_MEMBER))
    page = plain(browser.get(f"/units/{STUDIO}/budget").text)
    assert "Offered, not answered yet · Affiche" in page
    assert "€535.00" in page
    offers.accept(db.session.get_one(Contract, contract_id), now=clock.now())
    page = plain(browser.get(f"/units/{STUDIO}/budget").text)
    for sentence in (
        "Your part of what clients have paid.",
        "What you can still promise.",
        "Works until Tue 22 September 2026 · Affiche",
        "€535.00",
    ):
        assert sentence in page
    assert f"/units/{STUDIO}/money/unit_available" in page


def test_spending_leaves_what_is_promised(thousand):
    employ()
    lock_and_check(STUDIO, eur(535))
    with pytest.raises(NotEnough) as refusal:
        lock_and_check(STUDIO, eur("535.01"))
    assert refusal.value.missing == eur("0.01")
    lock_and_check(STUDIO, eur(0))


def test_an_assignment_spends_its_own_money(app_context):
    job = make.assignment()
    make.invoice(assignment_id=job.id)
    make.contract(assignment_id=job.id)
    assert left_of(SCENE, job.id) == eur(50)
    lock_and_check(SCENE, eur(50), assignment_id=job.id)
    with pytest.raises(NotEnoughInAssignment):
        lock_and_check(SCENE, eur("50.01"), assignment_id=job.id)


def test_an_accepted_assignment_may_spend_before_its_invoice(app_context):
    job = make.assignment()
    make.contract(assignment_id=job.id)
    assert left_of(SCENE, job.id) == eur(50)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_asked_the_budget_never_goes_below_zero(app_context, seed):
    chance = random.Random(seed)
    make.invoice(unit_id=STUDIO, price="900.00")
    for step in range(12):
        day = MONDAY + timedelta(days=step)
        with at(date(2026, 9, 14)):
            try:
                employ(amount=str(Decimal(chance.randrange(17000, 60000)) / 100), days=(day,))
            except RuleError:
                db.session.rollback()
        assert available_of(STUDIO) >= 0
