"""Contracts that the running budget of an Activity pays: made once, or refused with the reason."""

import re
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from domain.assignment.review import NationalNumberMissing
from domain.budget import NoActivity, NotEnough
from domain.contract_life import ContractStatus
from domain.employment import WorkAlreadyStarted
from domain.hiring import AlreadyWorks, Way
from domain.illustrative import IllustrativeFigure
from domain.minimum_pay import BelowMinimumPay
from domain.money import eur
from domain.units import UnitClosed
from tests.web import make
from tests.web.conftest import HTMX
from tests.web.employing import MONDAY, SCENE, TUESDAY, employ, order, typed
from tests.web.issuing import STUDIO
from tests.web.test_money import english, plain
from web import clock
from web.actions import activity
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract
from web.models.document import Document
from web.models.person import Person
from web.models.unit import Unit
from web.queries.budget import available_of, budget_of


@pytest.fixture
def thousand(app_context):
    """A unit with one unpaid invoice of 1,000: 935 to spend."""
    invoice_id = make.invoice(unit_id=STUDIO).id
    db.session.rollback()  # nothing is kept waiting
    return invoice_id


# Making one


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


# The form


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
