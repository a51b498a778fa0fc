"""The months of open-ended employment: each is made once, if the budget covers it."""

from datetime import date
from threading import Barrier, Thread

import pytest

from domain.contract_life import ContractStatus
from domain.lasting_offer import WorksThatDay
from domain.money import eur
from domain.open_ended import MonthTooFar, NotGoingOn
from tests.web import lasting, make
from tests.web.employing import employ
from tests.web.issuing import STUDIO
from tests.web.lasting import FIRST, NOVEMBER, OCTOBER, months, offer, regime
from web import clock
from web.actions import employment_months
from web.demo.people import OTHER_MEMBER, WORKER
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.employment import Employment
from web.models.unit import Unit
from web.queries.employments import count, lines


@pytest.fixture
def funded(app_context):
    """A unit with 9,350 to spend."""
    make.invoice(unit_id=STUDIO, price="10000.00")
    db.session.rollback()  # nothing is kept waiting


def test_the_next_month_is_made_by_itself_a_week_before(funded, later):
    row = lasting.employ()
    later(days=40)  # 24 October
    TASKS["prepare_months"]()
    assert len(months(row)) == 1
    later(days=1)
    TASKS["prepare_months"]()
    TASKS["prepare_months"]()
    assert [contract.first_day for contract in months(row)] == [
        FIRST.replace(day=2),
        date(2026, 11, 2),
    ]
    november = months(row)[1]
    assert date(2026, 11, 11) in {item.day for item in november.days}, "a paid public holiday"
    assert november.gross == eur(1200)


def test_a_month_can_be_prepared_by_hand_once(funded):
    row = lasting.employ()
    first = months(row)[0]
    assert employment_months.prepare(row, OCTOBER, now=clock.now()).id == first.id
    with pytest.raises(MonthTooFar):
        employment_months.prepare(row, NOVEMBER, now=clock.now())


def test_two_who_prepare_it_at_once_make_one(app, funded, later):
    row = lasting.employ()
    key = row.id
    later(days=20)
    db.session.commit()
    ready, made = Barrier(2), []

    def prepare():
        with app.app_context():
            found = db.session.get_one(Employment, key)
            db.session.rollback()
            ready.wait()
            made.append(employment_months.prepare(found, NOVEMBER, now=clock.now()).id)

    threads = [Thread(target=prepare) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1
    assert len(made) == 2
    assert len(months(row)) == 2


def test_a_month_that_is_not_covered_is_shown_and_never_made_silently(funded, later):
    row = lasting.employ()
    employ(amount="6500.00")
    later(days=45)
    TASKS["prepare_months"]()
    assert len(months(row)) == 1
    (line,) = lines(Employment.unit_id == STUDIO, clock.today())
    (problem,) = line.problems
    assert problem.month == NOVEMBER
    assert problem.reason.facts() == {"missing": eur(990), "available": eur(930)}
    make.invoice(unit_id=STUDIO, price="2000.00")
    TASKS["prepare_months"]()
    assert len(months(row)) == 2
    assert lines(Employment.unit_id == STUDIO, clock.today())[0].problems == []


def test_another_contract_of_the_unit_on_one_of_the_days(funded):
    monday = date(2026, 10, 5)
    unit = db.session.get_one(Unit, STUDIO)
    make.contract(email=WORKER, unit_id=unit.id, days=[monday], gross="100.00", budget="160.00")
    with pytest.raises(WorksThatDay) as refusal:
        offer()
    assert refusal.value.day == monday


def test_a_cancelled_month_is_made_again_only_by_hand(funded, later):
    row = lasting.employ()
    contract = months(row)[0]
    contract.status = ContractStatus.CANCELLED
    db.session.commit()
    later(days=12)
    TASKS["prepare_months"]()
    assert len(months(row)) == 1
    employment_months.prepare(row, OCTOBER, now=clock.now())
    assert [item.status for item in months(row)] == [ContractStatus.CANCELLED, ContractStatus.MADE]


def test_an_offer_has_no_months(funded):
    with pytest.raises(NotGoingOn):
        employment_months.prepare(offer(), OCTOBER, now=clock.now())


def test_its_months_carry_the_number_of_its_declaration(funded, later):
    row = lasting.employ()
    row.dimona_number = "DIM-123"
    db.session.commit()
    later(days=45)
    TASKS["prepare_months"]()
    november = months(row)[1]
    assert (november.dimona_number, november.dimona_last_day) == ("DIM-123", november.last_day)


def test_the_yearly_report_counts_full_time_and_part_time(funded, later):
    lasting.employ()
    lasting.employ(OTHER_MEMBER, regime=regime("2400.00", lasting.Schedule.full_time()))
    assert count(clock.today()).part_time == 0, "not begun"
    later(days=20)
    found = count(clock.today())
    assert (found.full_time, found.part_time) == (1, 1)
