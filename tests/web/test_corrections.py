"""Correcting approved hours: the other side agrees, and the difference is paid or taken off."""

from datetime import date

import pytest
import sqlalchemy as sa

from domain.amending import AmendmentOpen, AmendmentOver, ChangedMeanwhile
from domain.budget import NotEnoughInAssignment
from domain.correcting import (
    DayToCome,
    MonthWithoutFigures,
    NoHourLeft,
    NothingCorrected,
    NotLocked,
)
from domain.employment import WorkAlreadyStarted
from domain.hiring import AlreadyWorks
from domain.hours import NO_HOURS, TooManyHours, hours
from domain.ledger import Account
from domain.money import ZERO, eur, total
from domain.payroll.payslip import Work, payslip
from domain.payrun import NothingNew
from domain.work import NeedsReason
from tests.web import make
from tests.web.books import balance, check_books
from tests.web.closing import AUGUST, DAYS, close, refused, sheets, slips
from tests.web.correcting import (
    HALF,
    accepted,
    earnings,
    full,
    locked,
    made_early,
    propose,
    wish,
)
from tests.web.working import the
from web import clock
from web.actions import contracts, corrections
from web.extensions import db
from web.models.amendment import AmendmentState
from web.models.contract import Earning
from web.models.pay import Carried, Debt

FIRST, SECOND = DAYS
pytestmark = pytest.mark.usefixtures("app_context")


def debts() -> list[Debt]:
    return list(db.session.scalars(sa.select(Debt).order_by(Debt.id)))


def slip_of(*works: Work):
    person = make.person("sacha.lambert@demo.example")
    return payslip(works, person.situation, AUGUST)


@pytest.mark.slow
def test_fewer_hours_take_pay_back_from_the_next_payment():
    contract = locked(gross="600.00", budget="960.00")
    done = accepted(contract, {FIRST: hours("7.60"), SECOND: HALF})
    row = the(contract.id)
    assert (row.gross, row.budget) == (eur("450.00"), eur("720.00"))
    first, second = earnings(contract)
    assert (second.sequence, second.days, second.hours) == (2, 0, hours("-3.80"))
    assert (second.gross, second.net) == (eur("-150.00"), done.net)
    final = slip_of(Work(row.kind, eur("450.00"), 2, hours("11.40")))
    assert first.net + second.net == final.net
    assert done.due == ZERO
    (kept,) = db.session.scalars(sa.select(Carried))
    assert kept.amount == -done.net
    assert balance(Account.UNIT_AVAILABLE) == eur("-17980.00")  # 18,700 less 720
    check_books()


def test_more_hours_are_due_some_days_after_the_yes():
    contract = locked(gross="600.00", budget="960.00")
    done = accepted(contract, {FIRST: hours("9.50"), SECOND: hours("7.60")})
    row = the(contract.id)
    assert (row.gross, row.budget) == (eur("675.00"), eur("1080.00"))
    _first, second = debts()
    assert (second.amount, second.due_day) == (done.net, date(2026, 9, 23))
    assert second.contract_id is None
    check_books()


def test_a_day_is_added_and_another_taken_away():
    contract = locked(gross="600.00", budget="960.00", days=(date(2026, 8, 27), date(2026, 8, 28)))
    accepted(contract, {date(2026, 8, 27): hours("7.60"), date(2026, 9, 1): hours("7.60")})
    row = the(contract.id)
    assert (row.first_day, row.last_day, row.gross) == (
        date(2026, 8, 27), date(2026, 9, 1), eur("600.00"),
    )  # fmt: skip
    found = [
        (item.month.month, item.sequence, item.days, item.gross) for item in earnings(contract)
    ]
    assert found == [
        (8, 1, 2, eur("600.00")),
        (8, 2, -1, eur("-300.00")),
        (9, 2, 1, eur("300.00")),
    ]
    check_books()


def test_corrections_count_from_what_was_agreed_not_from_each_other():
    contract = make.contract(days=DAYS, gross="100.01", budget="160.02")
    make.invoice()
    contracts.confirm(made_early(contract), now=clock.now(), hours={FIRST: hours("0.01")})
    accepted(contract, full())
    row = the(contract.id)
    assert (row.gross, row.budget) == (eur("100.01"), eur("160.02"))


def test_a_closed_month_is_corrected_by_a_run_that_shows_the_difference():
    contract = locked(gross="600.00", budget="960.00")
    close()
    refused(NothingNew)
    done = accepted(contract, {FIRST: hours("7.60")})
    run = close()
    assert (run.sequence, run.people) == (2, 1)
    before, after = sheets()
    assert after.corrects == before.reference
    assert after.totals.net - before.totals.net == done.net
    assert [(work.days, work.hours, work.gross) for work in after.works] == [
        (1, hours("7.60"), eur("300.00"))
    ]
    refused(NothingNew)
    assert slips()[-1].net == total(db.session.scalars(sa.select(Earning.net)))


def test_who_is_both_sides_corrects_at_once():
    contract = locked(gross="600.00", budget="960.00")
    done = corrections.correct(contract, wish({FIRST: HALF}), now=clock.now())
    assert done.net < ZERO
    assert the(contract.id).gross == eur("150.00")


def test_declining_or_taking_back_changes_nothing():
    contract = locked()
    corrections.decline(propose(contract, {FIRST: HALF}), reason="No", now=clock.now())
    taken = propose(contract, {FIRST: HALF})
    corrections.withdraw(taken, now=clock.now())
    assert (taken.number, taken.state) == (2, AmendmentState.WITHDRAWN)
    assert len(earnings(contract)) == 1
    with pytest.raises(AmendmentOver):
        corrections.accept(taken, now=clock.now())


def test_one_correction_at_a_time_and_one_answer():
    contract = locked()
    amendment = propose(contract, {FIRST: HALF})
    with pytest.raises(AmendmentOpen):
        propose(contract, {SECOND: HALF})
    db.session.rollback()
    corrections.accept(amendment, now=clock.now())
    with pytest.raises(AmendmentOver):
        corrections.accept(amendment, now=clock.now())
    db.session.rollback()
    assert len(earnings(contract)) == 2


def test_a_contract_that_changed_meanwhile_is_not_corrected():
    contract = locked()
    amendment = propose(contract, {FIRST: HALF})
    row = the(contract.id)
    row.work = "Something else"
    db.session.commit()
    with pytest.raises(ChangedMeanwhile):
        corrections.accept(amendment, now=clock.now())


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (full(), NothingCorrected),
        ({FIRST: NO_HOURS}, NoHourLeft),
        ({**full(), date(2026, 9, 15): HALF}, DayToCome),
        ({**full(), date(2025, 12, 30): HALF}, WorkAlreadyStarted),
        ({FIRST: hours("24.00"), SECOND: hours("24.01")}, TooManyHours),
    ],
)
def test_what_cannot_be_is_refused(said, refusal):
    contract = locked()
    with pytest.raises(refusal):
        propose(contract, said)
    db.session.rollback()
    assert len(earnings(contract)) == 1


def test_a_month_without_figures_is_refused():
    contract = locked()
    made_early(contract, date(2025, 12, 1))
    with pytest.raises(MonthWithoutFigures):
        propose(contract, {**full(), date(2025, 12, 30): HALF})


def test_a_reason_and_approved_hours_are_needed():
    contract = locked()
    with pytest.raises(NeedsReason):
        propose(contract, {FIRST: HALF}, reason="  ")
    db.session.rollback()
    with pytest.raises(NotLocked):
        propose(make.contract(), {FIRST: HALF})


def test_a_day_that_another_contract_has_is_refused():
    contract = locked()
    other = date(2026, 8, 24)
    make.contract(days=[other])
    with pytest.raises(AlreadyWorks):
        propose(contract, {**full(), other: HALF})


def test_the_day_has_24_hours_over_all_contracts():
    contract = locked()
    make.contract(unit_id=2, days=[FIRST])
    with pytest.raises(TooManyHours):
        propose(contract, {**full(), FIRST: hours("16.50")})
    db.session.rollback()
    assert propose(contract, {**full(), FIRST: hours("16.40")}).number == 1


def test_what_an_assignment_does_not_have_is_not_spent():
    assignment = make.assignment()
    make.invoice(assignment_id=assignment.id)
    make.approved_expense(assignment_id=assignment.id)
    contract = locked(assignment_id=assignment.id)
    with pytest.raises(NotEnoughInAssignment):
        propose(contract, {**full(), FIRST: hours("8.60")})
    db.session.rollback()
    assert len(debts()) == 2
