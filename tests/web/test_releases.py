"""Published figures are frozen: they add up, say the same later, and change only by an erratum."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.figures.definition import NoDefinition
from domain.figures.refused import DoesNotAddUp
from domain.figures.releasing import (
    AlreadyReplaced,
    DayNotOver,
    NothingChanged,
    NotKnown,
    TooFew,
)
from domain.work import NeedsReason
from tests.databases import TODAY
from tests.web import crowd, make
from web import clock
from web.actions import releases
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.figure import FigureRelease
from web.queries import figures as counting
from web.queries import releases as queries

DAY = date.fromisoformat(TODAY)
TOMORROW = clock.midnight(DAY + timedelta(days=1)) + timedelta(hours=9)
SALES = ["turnover", "invoices", "contribution"]


@pytest.fixture
def sold(app_context):
    make.invoice(price="1000.00")
    crowd.keep()


def publish(*keys, day=DAY, now=TOMORROW):
    return releases.publish(keys, day, by=1, now=now)


def correct(release, reason="Counted twice", value=None):
    return releases.correct(release, reason=reason, value=value, by=2, now=TOMORROW)


def test_values_are_frozen_and_say_who_and_when(sold):
    found = publish(*SALES)
    assert {key: release.value for key, release in found.items()} == {
        "turnover": 1000,
        "invoices": 1,
        "contribution": 65,
    }
    (told,) = queries.released("turnover")
    assert (told.release.period_end, told.release.made, told.current) == (DAY, TOMORROW, True)
    assert told.who
    acts = db.session.scalars(
        sa.select(AuditEntry.act).where(AuditEntry.subject == "figure_release")
    )
    assert list(acts) == ["figure_published"] * 3


def test_a_backdated_act_leaves_the_published_value(sold):
    publish(*SALES)
    make.invoice(price="500.00")  # of the day that was published
    crowd.keep()
    stated = queries.value_on("turnover", DAY)
    assert (stated.amount, stated.live, stated.differs) == (1000, 1500, True)
    assert not queries.value_on("turnover", DAY - timedelta(days=1)).differs
    assert publish("turnover")["turnover"].value == 1000  # a second report says the same
    assert db.session.scalar(sa.select(sa.func.count(FigureRelease.id))) == 3
    erratum = correct(stated.release, reason="An invoice came later")
    stated = queries.value_on("turnover", DAY)
    assert (stated.amount, stated.differs, stated.release.id) == (1500, False, erratum.id)
    (last, first) = queries.released("turnover")
    assert (last.replaces, last.current, first.current) == (1000, True, False)
    assert [one.release.id for one in queries.errata(DAY)] == [erratum.id]


def test_a_correction_needs_a_reason_and_another_value(sold):
    release = publish("invoices")["invoices"]
    with pytest.raises(NeedsReason):
        correct(release, reason=" ")
    with pytest.raises(NothingChanged):
        correct(release)
    correct(release, value=Decimal(7))
    with pytest.raises(AlreadyReplaced):
        correct(release, value=Decimal(8))
    assert queries.value_on("invoices", DAY).amount == 7


def test_a_release_is_never_changed(sold):
    release = publish("invoices")["invoices"]
    for change in (
        sa.update(FigureRelease).where(FigureRelease.id == release.id).values(value=2),
        sa.delete(FigureRelease).where(FigureRelease.id == release.id),
    ):
        with pytest.raises(sa.exc.DBAPIError, match=r"append-only|figure_release"):
            db.session.execute(change)
        db.session.rollback()


def test_what_is_refused_is_named(sold):
    with pytest.raises(DayNotOver):
        publish("invoices", now=clock.midnight(DAY))
    with pytest.raises(NoDefinition):
        publish("luck")
    for key in ("loans", "sisters"):
        with pytest.raises(NotKnown):
            publish(key)
    with pytest.raises(TooFew):
        publish("holders")  # one
    assert [type(one) for one in queries.objections(["loans", "holders", "turnover"], DAY)] == [
        NotKnown,
        TooFew,
    ]
    assert db.session.scalar(sa.select(sa.func.count(FigureRelease.id))) == 0


def test_totals_that_do_not_add_up_are_named(sold, monkeypatch):
    counted = counting.counted

    def wrong(keys, day, **place):
        found = dict(counted(keys, day, **place))
        for key, amount in {"members": 45598, "members_a": 37988, "members_b": 90}.items():
            if key in found:
                found[key] = counting.Value(found[key].figure, Decimal(amount), day, 1)
        return found

    monkeypatch.setattr(counting, "counted", wrong)
    with pytest.raises(DoesNotAddUp) as refusal:
        publish("members")
    assert refusal.value.figure == "members"
    publish("turnover")  # does not depend on it


@pytest.fixture
def many(app_context):
    """Twelve people who each hold a unit with a sale: seven here, five there."""
    for place in range(12):
        crowd.holder(place, postcode="1000" if place < 7 else "4000")
    crowd.keep()


def test_a_table_is_frozen_without_its_small_cells(many):
    found = publish("holders_by_region", "holders")
    assert found["holders"].value == 12
    assert found["holders_by_region/brussels/total"].value == 7
    table = queries.released_table("holders_by_region", DAY)
    assert table.cells == counting.table("holders_by_region", DAY).cells
    assert queries.released_table("holders_by_region", date(2025, 12, 31)) is None
    crowd.holder(12)
    publish("holders_by_region")
    assert queries.released_table("holders_by_region", DAY).cells == table.cells
