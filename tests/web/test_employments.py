"""Open-ended employment: offered and answered; the first month is covered, or nobody is bound."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.budget import NoActivity, NotEnough
from domain.contract_life import ContractStatus
from domain.illustrative import IllustrativeFigure
from domain.lasting_offer import AlreadyEmployed, UnitCannotPay
from domain.money import eur
from domain.offers import OfferOver, OfferTooLate
from tests.web import lasting, make
from tests.web.employing import SCENE, employ
from tests.web.issuing import STUDIO
from tests.web.lasting import months, offer
from web import clock
from web.actions import employments
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.audit import AuditEntry
from web.models.employment import Employment
from web.queries.budget import budget_of


@pytest.fixture
def funded(app_context):
    """A unit with 9,350 to spend."""
    make.invoice(unit_id=STUDIO, price="10000.00")
    db.session.rollback()  # nothing is kept waiting


def acts(subject="employment"):
    query = sa.select(AuditEntry.act).where(AuditEntry.subject == subject)
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def stored(row):
    db.session.expire_all()
    return db.session.get_one(Employment, row.id)


# The offer and the answer


def test_an_offer_waits_and_promises_nothing_yet(funded):
    row = offer()
    assert (row.status, row.made) == (ContractStatus.OFFERED, None)
    assert clock.day_of(row.offered) == clock.today()
    assert row.coefficient == Decimal("1.6")
    assert row.weekly_hours == Decimal("19.00")
    assert months(row) == []
    assert budget_of(STUDIO).committed == eur(0)
    assert acts() == ["employment_offered"]


def test_accepting_it_makes_the_first_month(funded):
    row = lasting.employ()
    found = stored(row)
    assert (found.status, clock.day_of(found.made)) == (ContractStatus.MADE, clock.today())
    assert found.answered == found.made
    (contract,) = months(row)
    assert (contract.gross, contract.budget) == (eur(1200), eur(1920))
    assert (contract.status, contract.assignment_id) == (ContractStatus.MADE, None)
    assert (contract.first_day, contract.last_day) == (date(2026, 10, 2), date(2026, 10, 30))
    days = {item.day: item.hours for item in contract.days}
    assert len(days) == 13
    assert days[date(2026, 10, 5)] == Decimal("7.60")
    assert days[date(2026, 10, 2)] == Decimal("3.80")
    assert eur(0) < contract.estimated_net < contract.gross
    assert budget_of(STUDIO).committed == eur(1920)
    assert acts() == ["employment_offered", "employment_made"]


def test_a_first_month_that_has_begun_is_paid_in_part(funded):
    row = lasting.employ(first_day=date(2026, 9, 21))
    (september,) = months(row)
    assert [item.day.day for item in september.days] == [21, 23, 25, 28, 30]
    assert september.gross == eur(1200 * Decimal("34.2") / Decimal("83.6"))


def test_months_that_begin_within_the_week_are_made_at_once(funded, later):
    row = offer(first_day=date(2026, 9, 28))
    later(days=11)
    employments.accept(row, now=clock.now())
    assert [item.gross for item in months(row)] == [eur("218.18"), eur(1200)]


def test_declined_taken_back_or_too_late(funded):
    row = offer()
    employments.decline(row, " Not now ", now=clock.now())
    assert (stored(row).status, stored(row).answer) == (ContractStatus.DECLINED, "Not now")
    for answer in (employments.accept, lambda found, now: employments.withdraw(found)):
        with pytest.raises(OfferOver):
            answer(row, now=clock.now())
        db.session.rollback()
    other = offer()
    employments.withdraw(other)
    assert stored(other).status is ContractStatus.CANCELLED


def test_nobody_accepts_on_the_first_day(funded, later):
    row = offer(first_day=date(2026, 9, 15))
    later(days=1)
    with pytest.raises(OfferTooLate):
        employments.accept(row, now=clock.now())
    db.session.rollback()
    TASKS["prepare_months"]()
    assert stored(row).status is ContractStatus.LAPSED
    assert months(row) == []


def test_the_first_month_must_be_covered_when_it_is_offered(app_context):
    make.invoice(unit_id=STUDIO, price="2000.00")
    with pytest.raises(NotEnough) as refusal:
        offer()
    assert refusal.value.missing == eur(50)
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Employment)) == 0


def test_and_still_when_it_is_accepted(funded):
    row = offer()
    employ(amount="9000.00")
    with pytest.raises(UnitCannotPay):
        employments.accept(row, now=clock.now())
    db.session.rollback()
    assert stored(row).status is ContractStatus.OFFERED, "the offer stays open"


def test_one_such_contract_with_a_unit_is_enough(funded):
    offer()
    with pytest.raises(AlreadyEmployed):
        offer()


def test_only_units_with_a_running_budget_offer_it(funded):
    with pytest.raises(NoActivity):
        offer(unit_id=SCENE)


def test_a_real_cooperative_refuses_example_figures(app, funded):
    app.config["COOPERATIVE"] = "real"
    with pytest.raises(IllustrativeFigure):
        offer()
