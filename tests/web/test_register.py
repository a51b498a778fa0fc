"""The register of a day is the sum of the movements up to it, and nobody can bend them."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain.errors import RuleError
from domain.ledger import Account
from domain.money import ZERO, Eur, eur
from domain.shares.admission import NobodyThere, NoSuchLine
from domain.shares.leaving import Leaving, NotFromHere
from domain.shares.register import FromAPayment
from domain.shares.transfers import ToThemselves
from domain.shares.words import Category, ExitState
from tests.web.make import person
from tests.web.shareholders import a_legal_shareholder, a_shareholder, asked, paid
from web import clock
from web.actions import share_certificates, share_exits, share_refunds, share_transfers
from web.actions.payment_files import make_file, reject
from web.actions.shareholders import admit, change_category
from web.demo.people import FINANCE, MEMBER, STRANGER, WORKER
from web.documents import archive
from web.extensions import db
from web.models.document import Document
from web.models.entity import Entity
from web.models.ledger import Posting
from web.models.pay import Debt, PaymentLine
from web.models.person import PersonRole
from web.models.share import ShareExit, ShareMovement
from web.queries.accounts import last_accounts
from web.queries.register import (
    by_number,
    held_on,
    lines_on,
    person_by,
    represented_by,
    searched,
    shareholder_of,
)
from web.queries.register_figures import figures_on
from web.queries.share_exits import forecast
from web.queries.soundness import debts_agree
from web.queries.soundness_shares import shares_agree

TODAY = date(2026, 9, 14)
PAST = date(2025, 3, 1)
pytestmark = pytest.mark.usefixtures("app_context")


def balance(account: Account) -> Eur:
    found = db.session.scalar(
        sa.select(sa.func.sum(Posting.amount)).where(Posting.account == account)
    )
    return found or ZERO


def test_a_day_of_the_register():
    a_shareholder(MEMBER, shares=2)
    legal = a_legal_shareholder(STRANGER, shares=5, since=date(2026, 3, 1))
    worker = a_shareholder(WORKER, shares=0)
    paid(worker, shares=3)
    change_category(worker, Category.B, since=TODAY)
    assert [line.name for line in lines_on(date(2026, 2, 28))] == ["Nour Haddad"]
    now = {line.name: line for line in lines_on(TODAY)}
    assert now["Coopérative des Exemples"].category is Category.C
    assert now["Coopérative des Exemples"].representative_id == person(STRANGER).id
    assert now["Coopérative des Exemples"].person_id is None
    assert now["Sacha Lambert"].paid_in == eur(90)
    assert now["Sacha Lambert"].category is Category.B
    assert [line.id for line in represented_by(person(STRANGER).id)] == [legal.id]
    assert [line.name for line in searched(TODAY, category=Category.B).items] == ["Sacha Lambert"]
    assert held_on(worker.id, TODAY) == 3
    assert figures_on(TODAY).shares == sum(line.shares for line in lines_on(TODAY)) == 10


def test_admitting_twice_gives_one_line_and_the_role():
    someone = person(WORKER)
    first = admit(someone, category=Category.A, day=TODAY)
    assert admit(someone, category=Category.B, day=TODAY) is first
    db.session.commit()
    found = shareholder_of(someone.id)
    assert found is not None
    assert found.number == 1
    assert db.session.get(PersonRole, (someone.id, "shareholder")) is not None
    assert by_number(1) is found
    assert person_by(" Sacha.Lambert@demo.example").id == someone.id
    with pytest.raises(NoSuchLine):
        by_number(99)
    with pytest.raises(NobodyThere):
        person_by(None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE share_movement SET shares = shares + 1",
        "DELETE FROM share_movement",
        "UPDATE share_payment SET amount = amount + 1",
        "DELETE FROM share_payment",
        "UPDATE category_spell SET category = 'C'",
        "DELETE FROM category_spell",
        "UPDATE share_certificate SET shares = 99",
        "DELETE FROM share_certificate",
    ],
)
def test_no_statement_can_bend_the_register(statement: str):
    holder = a_shareholder(MEMBER, shares=0)
    paid(holder, shares=2)
    share_certificates.ask(holder, language="fr", now=clock.now())
    with pytest.raises(DBAPIError):
        db.session.execute(sa.text(statement))
    db.session.rollback()
    assert held_on(holder.id, TODAY) == 2


def test_a_line_is_corrected_once_by_the_database_too():
    holder = a_shareholder(MEMBER, shares=2)
    row = db.session.scalars(sa.select(ShareMovement)).one()
    share_transfers.take_back(row, reason="Imported twice")
    assert held_on(holder.id, TODAY) == 0
    with pytest.raises(RuleError):
        share_transfers.take_back(row, reason="Again")
    again = sa.insert(ShareMovement).values(
        shareholder_id=holder.id, kind="correction", day=TODAY, shares=-1, paid_in=eur(0),
        corrects_id=row.id, reason="", written=clock.now(),
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        db.session.execute(again)
    db.session.rollback()


def test_what_was_paid_for_leaves_with_its_payment():
    holder = a_shareholder(MEMBER, shares=0)
    paid(holder)
    row = db.session.scalars(sa.select(ShareMovement)).one()
    with pytest.raises(FromAPayment):
        share_transfers.take_back(row, reason="A mistake")
    with pytest.raises(ToThemselves):
        share_transfers.hand_over(holder, holder, shares=1, day=TODAY, reason="x")
    assert balance(Account.SHARE_CAPITAL) == eur(-30)
    assert balance(Account.BANK) == eur(30)
    assert list(shares_agree()) == []


def left(email: str = MEMBER, shares: int = 2) -> ShareExit:
    """Somebody whose shares were paid by the real acts, and whose departure is in effect."""
    holder = a_shareholder(email, shares=0, since=PAST)
    paid(holder, shares=shares)
    row = share_exits.resign(holder, day=date(2026, 6, 2), iban="", reason="", now=clock.now())
    share_exits.accept(row, answer="", now=clock.now())
    return row


def approve(net: str, unavailable: str = "0") -> None:
    share_refunds.approve_accounts(
        2025, approved=date(2026, 6, 16), net_assets=eur(net), unavailable=eur(unavailable)
    )


def test_a_refund_is_paid_by_a_file_and_due_again_when_the_bank_refuses():
    row = left()
    a_shareholder(STRANGER, shares=100, since=PAST)
    approve("100000")
    assert [item.expected for item in forecast()] == [eur(60)]
    done = share_refunds.run_tests(liquid=True)
    assert (done.payable, done.suspended) == (1, 0)
    debt = db.session.scalars(sa.select(Debt)).one()
    assert (debt.amount, debt.unit_id) == (eur(60), None)
    assert balance(Account.SHARE_CAPITAL) == ZERO
    assert list(debts_agree()) == list(shares_agree()) == []
    entity = db.session.get_one(Entity, debt.entity_id)
    who = person(FINANCE).id
    make_file(entity, [debt.id], execution_day=TODAY, author_id=who, now=clock.now())
    assert (row.state, row.paid_day) == (ExitState.PAID, TODAY)
    assert balance(Account.SHARE_REFUNDS_DUE) == ZERO
    line = db.session.scalars(sa.select(PaymentLine)).one()
    reject([line.id], reason="Account closed", now=clock.now())
    assert (row.state, row.paid_day, debt.paid_day) == (ExitState.PAYABLE, None, None)
    assert balance(Account.SHARE_REFUNDS_DUE) == eur(-60)
    assert [item.sure for item in forecast()] == [eur(60)]
    make_file(entity, [debt.id], execution_day=TODAY, author_id=who, now=clock.now())
    assert row.state is ExitState.PAID
    assert list(debts_agree()) == list(shares_agree()) == []


def test_a_refund_is_suspended_until_the_tests_pass():
    row = left()
    with pytest.raises(RuleError, match="No annual accounts"):
        share_refunds.run_tests(liquid=True)
    a_shareholder(STRANGER, shares=100, since=PAST)
    approve("100000", unavailable="99980")
    assert share_refunds.run_tests(liquid=True).suspended == 1
    assert (row.net_asset_test, row.liquidity_test) == (False, True)
    approve("100000")
    assert share_refunds.run_tests(liquid=False).suspended == 1
    assert share_refunds.run_tests(liquid=True).payable == 1
    found = last_accounts()
    assert found is not None
    assert found.shares == 100


def test_shares_worth_nothing_are_settled_without_a_transfer():
    row = left()
    approve("0")
    assert share_refunds.run_tests(liquid=True).payable == 1
    assert (row.state, row.refund) == (ExitState.PAID, ZERO)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Debt)) == 0


def test_somebody_who_leaves_takes_no_shares_until_they_have_left():
    holder = a_shareholder(MEMBER, shares=1, since=PAST)
    waiting = asked(holder)
    row = share_exits.resign(holder, day=date(2026, 6, 2), iban="", reason="", now=clock.now())
    assert waiting.state == "withdrawn"
    with pytest.raises(Leaving):
        asked(holder)
    share_exits.withdraw(row)
    with pytest.raises(NotFromHere):
        share_exits.withdraw(row)
    assert asked(holder).shares == 1


def test_a_departure_decided_by_mistake_ends_with_its_line():
    row = left()
    line = db.session.scalars(sa.select(ShareMovement).where(ShareMovement.exit_id == row.id)).one()
    share_transfers.take_back(line, reason="The letter was withdrawn in time")
    assert row.state is ExitState.WITHDRAWN
    assert held_on(row.shareholder_id, TODAY) == 2


def test_a_legal_person_is_paid_in_its_own_name():
    legal = a_legal_shareholder(STRANGER, shares=2, since=PAST)
    payee = share_exits.Payee(iban="BE68539007547034")
    row = share_exits.propose_exclusion(legal, reason="Dissolved", iban=payee.iban, now=clock.now())
    share_exits.hear(row, answer="We agree", day=TODAY)
    share_exits.accept(row, answer="Dissolved", now=clock.now())
    approve("100000")
    share_refunds.run_tests(liquid=True)
    debt = db.session.scalars(sa.select(Debt)).one()
    assert debt.person_id == person(STRANGER).id
    entity = db.session.get_one(Entity, debt.entity_id)
    file = make_file(
        entity, [debt.id], execution_day=TODAY, author_id=person(FINANCE).id, now=clock.now()
    )
    document = db.session.get_one(Document, file.document_id)
    text = archive.load(document.sha256 or "").decode()
    assert "Exemples" in text
    assert "BE68539007547034" in text
