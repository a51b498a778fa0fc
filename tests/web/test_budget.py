"""The running budget of an Activity: its figures, its movements, and contracts that it pays."""

import random
import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from domain.assignment.review import NationalNumberMissing
from domain.budget import NoActivity, NotEnough, NotEnoughInAssignment
from domain.employment import BelowMinimumPay, ContractStatus, ContractType, WorkAlreadyStarted
from domain.errors import RuleError
from domain.expenses import ExpenseStatus
from domain.hiring import AlreadyWorks, Way, work_out
from domain.illustrative import IllustrativeFigure
from domain.ledger import Account
from domain.money import eur
from domain.units import UnitClosed
from tests.web import life, make
from tests.web.conftest import HTMX
from tests.web.test_money import STUDIO, at, english, live, pay, plain
from web import clock
from web.actions import activity
from web.actions.spending import lock_and_check
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract
from web.models.document import Document
from web.models.ledger import UnitSum
from web.models.person import Person
from web.models.unit import Unit
from web.queries.budget import available_of, budget_of, left_of
from web.queries.hiring import worker_of
from web.queries.movements import movements, open_matters
from web.queries.working import candidates

SCENE = 1
MONDAY, TUESDAY = date(2026, 9, 21), date(2026, 9, 22)
FORM = f"/units/{STUDIO}/contracts/new"


@pytest.fixture
def thousand(app_context):
    """A unit with one unpaid invoice of 1,000: 935 to spend."""
    invoice_id = make.invoice(unit_id=STUDIO).id
    db.session.rollback()  # nothing is kept waiting
    return invoice_id


def order(way=Way.BUDGET, amount="400.00", *, days=(MONDAY, TUESDAY), unit_id=STUDIO):
    email = OTHER_MEMBER
    unit, key = db.session.get_one(Unit, unit_id), make.person(email).id
    person = candidates(unit_id, [key], clock.today())[key]
    worker = worker_of(person, ContractType.WHITE_COLLAR, tuple(days), unit.entity_id)
    return activity.Order(
        person_id=key, name=person.name, language=person.language, work="Affiche",
        has_national_number=person.has_national_number,
        share=work_out(worker, way, eur(amount)),
    )  # fmt: skip


def employ(unit_id=STUDIO, **more):
    unit = db.session.get_one(Unit, unit_id)
    return activity.employ(unit, order(unit_id=unit_id, **more), now=clock.now())


def typed(**changes):
    key = make.person(OTHER_MEMBER).id
    return {
        "worker": str(key), "kind": "white-collar", "work": "Affiche",
        "days": ["2026-09-21", "2026-09-22"], "way": "budget", "amount": "400", **changes,
    }  # fmt: skip


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


def test_a_contract_is_made_and_its_money_promised(thousand, browse):
    answer = browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", typed())
    contract = db.session.scalars(sa.select(Contract)).one()
    assert answer.location == f"/contracts/{contract.id}"
    assert (contract.status, contract.budget) == (ContractStatus.MADE, eur(400))
    assert contract.gross == eur(250)
    assert (contract.first_day, contract.last_day) == (MONDAY, TUESDAY)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Document)) == 4
    made = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "contract_made")).one()
    assert made.person_id == make.person(OTHER_MEMBER).id
    assert budget_of(STUDIO).committed == eur(400)


def test_the_three_ways_come_to_the_same(thousand):
    by_budget = order().share
    assert order(Way.GROSS, "250.00").share == by_budget
    by_net = order(Way.NET, str(by_budget.net)).share
    assert by_net.net >= by_budget.net
    assert by_net.budget <= by_budget.budget


def test_below_zero_is_refused_with_the_amount_missing(thousand, browse):
    answer = english(browse(OTHER_MEMBER)).post(
        f"/units/{STUDIO}/contracts", typed(amount="935.01", work="Site")
    )
    assert answer.status_code == 422
    assert "€935.00 is available and €0.01 is missing" in answer.text
    assert re.search(r'id="amount-error"[^>]*><p class="error">.*is missing', answer.text), "there"
    assert 'value="935.01"' in answer.text
    assert 'value="Site"' in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contract)) == 0
    everything = browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", typed(amount="935.00"))
    assert everything.status_code == 303


def test_two_at_once_cannot_both_have_the_last_euro(app, thousand):
    ready, outcomes = Barrier(2), []

    def hire(days):
        with app.app_context():
            unit, wanted = db.session.get_one(Unit, STUDIO), order(amount="600.00", days=days)
            db.session.rollback()
            ready.wait()
            try:
                activity.employ(unit, wanted, now=clock.now())
                outcomes.append("made")
            except NotEnough as refusal:
                outcomes.append(refusal.missing)
                db.session.rollback()

    db.session.commit()
    threads = [Thread(target=hire, args=[(day,)]) for day in (MONDAY, TUESDAY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["265.00", "made"]
    assert available_of(STUDIO) == eur(335)


def test_a_double_click_makes_one_contract(thousand, browse):
    member = browse(OTHER_MEMBER)
    form = typed(once="the-same-token")
    first = member.post(f"/units/{STUDIO}/contracts", form)
    again = member.post(f"/units/{STUDIO}/contracts", form)
    assert first.location == again.location
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contract)) == 1


def test_work_is_never_declared_too_late(thousand):
    with pytest.raises(WorkAlreadyStarted):
        employ(days=(clock.today(),))


def test_less_than_the_minimum_is_refused(thousand):
    with pytest.raises(BelowMinimumPay):
        employ(amount="100.00")


def test_without_a_national_number_nothing_is_made(thousand):
    db.session.execute(
        sa.update(Person).values(national_number_sealed=None, national_number_index=None)
    )
    with pytest.raises(NationalNumberMissing):
        employ()


def test_the_same_day_twice_is_refused(thousand):
    employ()
    with pytest.raises(AlreadyWorks):
        employ(days=(TUESDAY,), amount="200.00")


def test_a_real_cooperative_refuses_example_figures(app, thousand):
    app.config["COOPERATIVE"] = "real"
    with pytest.raises(IllustrativeFigure):
        employ()


def test_only_open_units_with_the_tool_employ_by_themselves(thousand, browse):
    with pytest.raises(NoActivity):
        employ(unit_id=SCENE)
    assert browse(MEMBER).get(f"/units/{SCENE}/contracts/new").status_code == 422
    unit = db.session.get_one(Unit, STUDIO)
    unit.closed = clock.today()
    db.session.commit()
    with pytest.raises(UnitClosed):
        employ()


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
    employ()
    page = plain(english(browse(OTHER_MEMBER)).get(f"/units/{STUDIO}/budget").text)
    for sentence in (
        "Your part of what clients have paid.",
        "What you can still promise.",
        "Works until Tue 22 September 2026 · Affiche",
        "€535.00",
    ):
        assert sentence in page
    assert f"/units/{STUDIO}/money/unit_available" in page


def test_typing_redraws_the_figures_and_the_reasons(thousand, browse):
    member = english(browse(OTHER_MEMBER))
    part = member.post(f"/units/{STUDIO}/contracts/figures", typed(amount="1000"), headers=HTMX)
    shown = plain(part.text)
    assert "<html" not in shown
    assert "−€65.00" in shown
    assert "It cannot be made" in shown
    assert 'id="amount-error"' in shown
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contract)) == 0


def test_days_stay_chosen_when_another_month_is_shown(thousand, browse):
    form = typed(go="2026-10")
    page = browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts/figures", form)
    assert 'type="hidden" name="days" value="2026-09-21"' in page.text
    assert 'value="2026-10-05"' in page.text


def test_someone_else_is_added_by_their_exact_address(thousand, browse):
    member = english(browse(OTHER_MEMBER))
    address = f"/units/{STUDIO}/contracts/figures"
    page = member.post(address, typed(add="1", email=WORKER))
    assert f'name="guest" value="{WORKER}"' in page.text
    assert re.search(r'value="3" checked><span>Sacha Lambert', page.text)
    unknown = member.post(address, typed(add="1", email="sacha@demo.example"))
    assert "Nobody signs in here with this address" in unknown.text


def test_what_is_missing_is_said_at_its_field(thousand, browse):
    page = english(browse(OTHER_MEMBER)).post(
        f"/units/{STUDIO}/contracts", {"kind": "white-collar", "way": "gross"}
    )
    assert page.status_code == 422
    for sentence in (
        "Choose who works.",
        "Say what the work is",
        "Choose at least one day",
        "Type the amount.",
    ):
        assert sentence in page.text


@pytest.mark.parametrize("amount", ["1.250", "veel", "-5", "0"])
def test_an_unclear_amount_is_refused_and_kept(thousand, browse, amount):
    page = browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", typed(amount=amount))
    assert page.status_code == 422
    assert f'value="{amount}"' in page.text


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
