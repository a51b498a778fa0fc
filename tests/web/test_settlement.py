"""The last month of a quarter settles the special contribution: once, exactly, and for everyone."""

from datetime import date

import pytest
import sqlalchemy as sa

from domain.debts import DebtKind
from domain.employment import ContractType
from domain.errors import RuleError
from domain.hours import FULL_DAY
from domain.ledger import Account, Act
from domain.money import ZERO, Eur, eur, total
from domain.payrun import NobodyPaid, NothingNew, RunState
from domain.periods import Month
from tests.web import make
from tests.web.books import check_books, legs
from tests.web.closing import PA, close, employer, money, papers, refused, sheets, slips
from tests.web.correcting import accepted, locked, made_early
from tests.web.papers import made, text_of
from tests.web.settling import (
    APRIL,
    JUNE,
    LABEL,
    MAY,
    carried,
    check_settled,
    earned,
    owed,
    settlements,
)
from web import clock
from web.actions import payment_files
from web.demo.people import MEMBER, WORKER
from web.documents import archive
from web.extensions import db
from web.models.contract import Earning
from web.models.pay import Debt
from web.queries.due import due_list
from web.queries.pay import coming
from web.queries.payrun import earners
from web.queries.payrun_months import months
from web.queries.payrun_page import count_new, people, state_of, totals

pytestmark = pytest.mark.usefixtures("app_context")


def test_what_was_taken_too_much_is_owed_with_the_last_payslip_of_the_quarter():
    earned(APRIL, "5000.00")
    earned(JUNE, "1000.00")
    close(APRIL)
    before = len(slips())
    assert settlements() == [ZERO]
    run = close(JUNE)
    advance = -sheets()[0].lines[-1].amount
    slip = slips()[-1]
    assert (advance, slip.settlement) == (eur("49.51"), eur("6.91") - advance)
    assert slip.net == Eur(sheets()[-1].works[0].net - slip.settlement)
    assert (run.settlement, run.net) == (slip.settlement, slip.net)
    assert len(slips()) == before + 1
    line = sheets()[-1].lines[-1]
    assert (line.label, line.amount, line.basis) == (LABEL, Eur(-slip.settlement), eur(6000))
    assert line.rate.name == "social_security/special_contribution_single"
    assert total(item.amount for item in sheets()[-1].lines) == slip.net
    (debt,) = db.session.scalars(sa.select(Debt).where(Debt.payslip_id == slip.id))
    assert (debt.amount, debt.kind, debt.contract_id) == (-slip.settlement, DebtKind.NET_PAY, None)
    assert debt.due_day > clock.today()
    assert legs(Act.SETTLEMENT) == {
        Account.NET_PAY_DUE: slip.settlement,
        Account.SOCIAL_SECURITY_DUE: Eur(-slip.settlement),
    }
    check_settled()


def test_what_is_still_due_is_taken_off_the_next_pay():
    for month in (APRIL, MAY, JUNE):
        earned(month, "1945.00", unit_id=1)
    earned(JUNE, "600.00", day=22)
    for month in (APRIL, MAY, JUNE):
        close(month)
    assert settlements() == [ZERO, ZERO, eur("25.27") - eur("14.23")]
    assert owed() == {}
    assert carried() == eur("11.04")
    check_settled()
    earned(Month(2026, 7), "500.00")
    assert carried() == ZERO
    net = db.session.scalars(sa.select(Earning.net).order_by(Earning.id.desc())).first()
    debt = db.session.scalars(sa.select(Debt.amount).order_by(Debt.id.desc())).first()
    assert debt == net - eur("11.04")
    check_books()


def test_a_quarter_of_equal_months_needs_a_cent_at_most():
    for month in (APRIL, MAY, JUNE):
        earned(month, "3000.00")
        close(month)
    assert abs(settlements()[-1]) <= eur("0.01")
    check_settled()


def test_people_without_work_in_the_last_month_get_a_payslip_with_that_line_only():
    earned(APRIL, "5000.00")
    earned(JUNE, "900.00", email=MEMBER)
    close(APRIL)
    assert totals(PA, JUNE).people == 2
    shown = {item.earner.name: item.earner.totals for item in people(employer(), JUNE).items}
    run = close(JUNE)
    assert run.people == 2
    (sheet,) = [item for item in sheets() if item.month == JUNE and not item.works]
    assert [line.label for line in sheet.lines] == [LABEL]
    assert sheet.totals == shown["Sacha Lambert"]
    assert sheet.totals.gross == ZERO
    assert sheet.totals.net == -sheet.totals.settlement > ZERO
    assert owed() == {make.person(WORKER).id: [sheet.totals.net]}
    check_settled()


def test_a_month_in_which_nobody_worked_settles_all_the_same():
    earned(APRIL, "5000.00")
    close(APRIL)
    lines = [(line.month, line.people, line.state) for line in months(2026, clock.today())]
    assert lines == [(JUNE, 1, RunState.OPEN), (APRIL, 1, RunState.CLOSED)]
    assert close(JUNE).people == 1
    assert state_of(PA, JUNE, 0) is RunState.CLOSED
    refused(NothingNew, JUNE)
    assert months(2026, clock.today())[0].state is RunState.CLOSED
    check_settled()


def test_closing_again_settles_nothing_twice():
    earned(APRIL, "5000.00")
    close(APRIL)
    close(JUNE)
    before = money()
    refused(NothingNew, JUNE)
    refused(NothingNew, APRIL)
    assert money() == before


def test_a_correction_settles_the_difference_only():
    earned(APRIL, "5000.00")
    earned(JUNE, "1000.00")
    close(APRIL)
    close(JUNE)
    earned(JUNE, "2500.00", day=23)
    assert count_new(PA, JUNE) == 1
    close(JUNE)
    check_settled()
    earned(APRIL, "4000.00", day=23)
    close(APRIL)
    before = settlements()
    assert len(before) == 4
    assert before[-1] != ZERO, "an earlier month, corrected afterwards, says the rest"
    check_settled()
    earned(APRIL, "300.00", day=24)
    close(APRIL)
    assert settlements()[:-1] == before
    check_settled()
    refused(NothingNew, JUNE)


def test_a_first_payslip_of_an_earlier_month_settles_too():
    earned(JUNE, "900.00", email=MEMBER)
    close(JUNE)
    earned(APRIL, "5000.00")
    close(APRIL)
    assert settlements()[0] < ZERO
    check_settled()


def test_a_quarter_that_began_before_our_figures_is_not_settled():
    with pytest.raises(RuleError):
        earned(Month(2026, 3), "5000.00")
    db.session.rollback()
    assert not totals(PA, Month(2026, 3)).people
    refused(NobodyPaid, JUNE)


def test_a_quarter_that_goes_on_is_not_settled_yet():
    earned(Month(2026, 7), "5000.00")
    close(Month(2026, 7))
    september = Month(2026, 9)
    earned(september, "1000.00", day=3)
    assert totals(PA, september).settled == 0
    (item,) = earners(employer(), september)
    assert item.totals.settlement == ZERO


def test_the_family_situation_of_the_last_work_decides():
    earned(APRIL, "3000.00")
    worker = make.person(WORKER)
    worker.spouse = "with-income"
    db.session.commit()
    earned(JUNE, "3000.00")
    close(APRIL)
    close(JUNE)
    assert sheets()[-1].lines[-1].rate.name.endswith("with_income")


def test_it_is_listed_and_paid_through_the_bank():
    earned(APRIL, "5000.00")
    close(APRIL)
    close(JUNE)
    others = Debt.payslip_id.is_(None)
    db.session.execute(sa.update(Debt).where(others).values(paid_day=JUNE.last_day))
    db.session.commit()
    (line,) = due_list(PA, date(2026, 12, 31)).ready
    (mine,) = coming(make.person(WORKER).id, clock.today())
    assert mine.settled == JUNE
    assert line.what == mine.what != ""
    file = payment_files.make_file(
        employer(), [line.id], execution_day=clock.today(), author_id=1, now=clock.now()
    )
    assert file.total == line.amount
    assert not due_list(PA, date(2026, 12, 31)).ready


@pytest.mark.parametrize(
    ("language", "amount"), [("fr", "49,51 €"), ("nl", "€ 49,51"), ("en", "€49.51")]
)
def test_the_paper_says_it(language, amount):
    worker = make.person(WORKER)
    worker.language = language
    db.session.commit()
    earned(APRIL, "5000.00")
    close(APRIL)
    close(JUNE)
    text = text_of(archive.load(made(papers()[-1].id).sha256))
    assert "PA-P-2026-06" in text
    assert text.count(amount) >= 2
    if language == "en":
        assert "this payslip only settles the special social security contribution" in text


def test_a_correction_of_hours_after_the_quarter_is_settled_too():
    days = date(2026, 4, 20), date(2026, 4, 21)
    kind = ContractType.WHITE_COLLAR
    contract = locked(days=days, gross="5000.00", budget="8100.00", kind=kind)
    made_early(contract, date(2026, 4, 1))
    close(APRIL)
    close(JUNE)
    accepted(contract, {days[0]: FULL_DAY})
    close(APRIL)
    assert settlements()[-1] != ZERO
    check_settled()
    refused(NothingNew, JUNE)
