"""What is known of the holders of a day: kept as the acts say, and read again when it changed."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from domain.figures.catalogue import TABLES
from domain.figures.definition import TOTAL
from domain.people import Gender
from tests.databases import TODAY
from tests.web import crowd, make
from web import clock
from web.actions import account
from web.actions.figures import rebuild
from web.extensions import db
from web.models.figure import FigureStamp
from web.models.person import Person
from web.queries.figures import known
from web.queries.figures.facts import holders_on, units_on
from web.queries.figures.remembered import Part, remembered, stamp_of
from web.queries.figures.tables import whole_table

DAY = date.fromisoformat(TODAY)
BEFORE, NEW_YEARS_EVE = date(2025, 9, 14), date(2025, 12, 31)
KEPT = (DAY, BEFORE, NEW_YEARS_EVE)


@pytest.fixture
def held(app_context):
    """A unit that sold in spring of last year; its number is not that of its holder."""
    crowd.holder(1, price="")
    with clock.moved_to(datetime(2025, 5, 5, 12, tzinfo=clock.BRUSSELS)):
        unit_id = crowd.holder(2, gender=Gender.WOMAN, since=date(2025, 3, 3))
    make.invoice(unit_id=unit_id)
    crowd.keep()
    return unit_id


def holder():
    return db.session.scalars(sa.select(Person).where(Person.uid == "holder2")).one()


def stamps():
    rows = db.session.execute(sa.select(FigureStamp.id, FigureStamp.version))
    versions = {row.id: row.version for row in rows}
    return [versions[stamp_of(day)] for day in KEPT]


def changed(before):
    return [new != old for old, new in zip(before, stamps(), strict=True)]


def as_the_acts_say():
    return all(
        sorted(known.holders(day), key=lambda one: one.person_id)
        == sorted(holders_on(day), key=lambda one: one.person_id)
        and known.units(day) == units_on(day)
        for day in KEPT
    )


def women():
    whole = whole_table(TABLES["holders_by_gender"], DAY)
    return whole.cells["woman", TOTAL].people


def test_a_gender_that_is_said_later_is_counted_on_every_day(held):
    assert holder().id != held
    assert women() == 1
    before = stamps()
    account.say_gender(holder(), Gender.OTHER)
    crowd.keep()
    assert women() == 0
    assert changed(before) == [True, True, True]
    assert as_the_acts_say()


def test_what_is_sold_today_leaves_the_facts_of_other_days(held):
    before = stamps()
    make.invoice(unit_id=held)
    crowd.keep()
    assert changed(before) == [True, False, False]
    assert as_the_acts_say()
    before = stamps()
    rebuild()
    assert changed(before) == [True, True, True]


def test_an_answer_about_facts_is_kept_until_these_facts_change(held, app_context, monkeypatch):
    monkeypatch.setattr(app_context, "testing", False)
    monkeypatch.setitem(app_context.extensions, "figures_read", {})
    asked = []

    def ask(day, facts_of):
        name = f"asked {facts_of}"
        remembered(name, day, lambda: asked.append(day), Part.UNITS, facts_of=facts_of)

    for _ in range(2):
        ask(BEFORE, BEFORE)
        ask(DAY, DAY)
        ask(BEFORE, None)
    assert asked == [BEFORE, DAY, BEFORE]
    make.invoice(unit_id=held)
    crowd.keep()
    ask(BEFORE, BEFORE)
    assert len(asked) == 3
    ask(DAY, DAY)
    ask(BEFORE, None)
    assert asked[3:] == [DAY, BEFORE]
