"""Open-ended employment changes and ends: accepted by both, or recorded with a reason."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.budget import NotEnough
from domain.contract_life import ContractStatus
from domain.ending import EndReasonMissing, EndsInThePast, MonthConfirmed
from domain.lasting_change import ChangeOpen, ChangesTooEarly, ChangeTooLate
from domain.money import eur
from domain.offers import OfferOver
from domain.open_ended import NotGoingOn
from domain.schedule import Schedule
from domain.submission import WorkBegun
from tests.web import lasting, make
from tests.web.issuing import STUDIO
from tests.web.lasting import NOVEMBER, OCTOBER, SEPTEMBER, months, regime
from web import clock
from web.actions import contracts, employment_changes, employment_ending, employment_months
from web.actions.employment_changes import Wanted
from web.demo.people import OTHER_MEMBER
from web.demo.stage import acting
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.queries.budget import budget_of
from web.queries.employment_months import changes_of, regime_for
from web.queries.employment_page import Reader, story_of

FULL = regime("2400.00", Schedule.full_time())
HOLDS = Reader(works=False, holds=True, office=False)


@pytest.fixture
def funded(app_context):
    """A unit with 9,350 to spend."""
    make.invoice(unit_id=STUDIO, price="10000.00")
    db.session.rollback()  # nothing is kept waiting


def stored(row):
    db.session.expire_all()
    return db.session.get_one(Employment, row.id)


def offered(row, *, since=NOVEMBER, to=FULL, reason="More work"):
    """Lotte offers a change."""
    with acting(OTHER_MEMBER):
        wanted = Wanted(since=since, regime=to, reason=reason)
        return employment_changes.offer_change(row, wanted, now=clock.now())


def agreed(row, month):
    return regime_for(row, changes_of(row.id), month)


# Changes


def test_a_change_counts_from_its_month_once_it_is_accepted(funded):
    row = lasting.employ()
    change = offered(row)
    assert agreed(row, NOVEMBER) == regime(), "only offered"
    employment_changes.accept_change(change, now=clock.now())
    assert agreed(row, OCTOBER) == regime()
    assert agreed(row, NOVEMBER) == FULL
    assert stored(row).monthly_gross == eur(1200), "what was agreed first is kept"
    assert (change.number, change.coefficient) == (1, Decimal("1.6"))


def test_a_month_that_is_made_already_changes_too(funded):
    row = lasting.employ()
    change = offered(row, since=OCTOBER)
    employment_changes.accept_change(change, now=clock.now())
    (october,) = months(row)
    assert (october.gross, october.budget) == (eur(2400), eur(3840))
    assert len(october.days) == 22
    assert {item.hours for item in october.days} == {Decimal("7.60")}
    assert (october.first_day, october.last_day) == (date(2026, 10, 1), date(2026, 10, 30))
    assert budget_of(STUDIO).committed == eur(3840)


def test_but_only_if_the_budget_covers_what_is_more(app_context):
    make.invoice(unit_id=STUDIO, price="3000.00")
    row = lasting.employ()
    change = offered(row, since=OCTOBER)
    with pytest.raises(NotEnough):
        employment_changes.accept_change(change, now=clock.now())
    db.session.rollback()
    assert months(row)[0].gross == eur(1200)
    assert db.session.get_one(EmploymentTerms, change.id).status is ContractStatus.OFFERED


def test_one_change_waits_at_a_time(funded):
    row = lasting.employ()
    first = offered(row)
    with pytest.raises(ChangeOpen):
        offered(row)
    db.session.rollback()
    employment_changes.decline_change(first, "Too much", now=clock.now())
    assert (first.status, first.answer) == (ContractStatus.DECLINED, "Too much")
    second = offered(row)
    employment_changes.withdraw_change(second)
    assert second.status is ContractStatus.CANCELLED
    with pytest.raises(OfferOver):
        employment_changes.accept_change(second, now=clock.now())
    db.session.rollback()
    assert agreed(row, NOVEMBER) == regime()


def test_a_change_nobody_answered_in_time_is_over(funded, later):
    row = lasting.employ()
    with pytest.raises(ChangesTooEarly):
        offered(row, since=SEPTEMBER)
    db.session.rollback()
    late = offered(row)
    later(days=48)  # 1 November
    with pytest.raises(ChangeTooLate):
        employment_changes.accept_change(late, now=clock.now())
    db.session.rollback()
    TASKS["prepare_months"]()
    db.session.expire_all()
    assert db.session.get_one(EmploymentTerms, late.id).status is ContractStatus.LAPSED


def test_a_holder_who_works_says_yes_by_changing(funded):
    row = lasting.employ(OTHER_MEMBER)
    assert offered(row).status is ContractStatus.MADE
    assert agreed(row, NOVEMBER) == FULL


# The end


def ended(row, day, reason="By agreement"):
    employment_ending.end(row, last_day=day, reason=reason, now=clock.now())


def test_the_last_month_is_paid_in_proportion(funded, later):
    row = lasting.employ()
    later(days=45)
    TASKS["prepare_months"]()
    ended(row, date(2026, 11, 13))
    october, november = months(row)
    assert october.gross == eur(1200)
    assert [item.day.day for item in november.days] == [2, 4, 6, 9, 11, 13]
    assert november.gross == eur(1200 * Decimal("38.00") / Decimal("83.60"))
    found = stored(row)
    assert (found.last_day, found.ended_by) == (date(2026, 11, 13), "By agreement")


def test_months_after_the_end_are_taken_back_and_never_made(funded, later):
    row = lasting.employ()
    later(days=45)
    TASKS["prepare_months"]()
    ended(row, date(2026, 10, 30))
    later(days=30)
    TASKS["prepare_months"]()
    assert [item.status for item in months(row)] == [ContractStatus.MADE, ContractStatus.CANCELLED]
    assert budget_of(STUDIO).committed == eur(1920)


def test_the_end_may_be_put_off_until_its_month_is_confirmed(funded, later):
    row = lasting.employ()
    later(days=25)
    ended(row, date(2026, 10, 9))
    assert months(row)[0].gross < eur(1200)
    ended(row, date(2026, 10, 16))
    shorter = months(row)[0].gross
    assert eur(400) < shorter < eur(1200)
    later(days=7)
    contracts.confirm(months(row)[0], now=clock.now())
    with pytest.raises(MonthConfirmed):
        ended(row, date(2026, 10, 30))


def test_an_end_needs_a_reason_and_a_day_to_come(funded, later):
    row = lasting.employ()
    later(days=30)
    with pytest.raises(EndReasonMissing):
        ended(row, date(2026, 10, 30), " ")
    db.session.rollback()
    with pytest.raises(EndsInThePast):
        ended(row, date(2026, 10, 13))


def test_it_can_be_called_off_before_its_first_day(funded, later):
    row = lasting.employ()
    employment_ending.call_off(row, reason="Illness", now=clock.now())
    assert stored(row).status is ContractStatus.CANCELLED
    assert months(row)[0].status is ContractStatus.CANCELLED
    assert budget_of(STUDIO).committed == eur(0)
    with pytest.raises(NotGoingOn):
        employment_months.prepare(row, NOVEMBER, now=clock.now())
    db.session.rollback()
    begun = lasting.employ()
    later(days=20)
    with pytest.raises(WorkBegun):
        employment_ending.call_off(begun, reason="Too late", now=clock.now())


def test_the_holiday_pay_at_the_end_is_an_explained_estimate(funded, later):
    row = lasting.employ()
    later(days=20)
    ended(row, date(2026, 12, 31))
    found = db.session.scalars(
        sa.select(Employment).options(sa.orm.joinedload(Employment.person))
    ).one()
    story = story_of(found, HOLDS, clock.today())
    assert story.leaving.gross == eur(3600), "one month made, two planned"
    assert story.leaving.pay.gross == eur("552.24")
    assert all(line.rate for line in story.leaving.pay.lines)
