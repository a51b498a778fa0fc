"""The kept cells of tables: what is counted from the rows themselves, after whatever happened."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from domain.figures.catalogue import TABLES
from domain.figures.definition import TOTAL
from domain.hours import hours
from domain.money import eur
from domain.offices import Office
from domain.people import Gender
from domain.sectors import Sector
from domain.shares.register import Movement
from domain.shares.words import Category, MovementKind
from tests.databases import TODAY
from tests.web import closing, correcting, crowd, make
from web import clock
from web.actions import account, figures, invoices, units
from web.actions import shareholders as register
from web.actions.share_movements import Cause, write
from web.demo.people import WORKER
from web.extensions import db
from web.models.client import Client
from web.models.contract import Contract
from web.models.figure_fact import FactDay, FigureCell, FigureFall, HolderFact, UnitFact
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.share import Shareholder
from web.models.unit import Unit
from web.queries import figures as queries
from web.queries.figures.checking import check_cells
from web.queries.figures.counted import cells, counted_cells
from web.queries.figures.kept_cells import KEPT, kept_cells, tables_of

DAY, LAST_YEAR, NEW_YEARS_EVE = date.fromisoformat(TODAY), date(2025, 9, 14), date(2025, 12, 31)
THIRTY_SIX = DAY.replace(year=DAY.year - 36) + timedelta(days=1)  # tomorrow


@pytest.fixture
def some(app_context):
    """Holders who sell, one of them last year; members; somebody who works; all of it kept."""
    crowd.holder(1, price="5000.00", gender=Gender.WOMAN, office=Office.GENT, birth_day=THIRTY_SIX)
    with clock.moved_to(datetime(2025, 5, 5, 12, tzinfo=clock.BRUSSELS)):
        crowd.holder(2, sector=Sector.MUSIC, since=date(2025, 3, 3), client_id=2)
    crowd.shareholder(1, shares=1, category=Category.A, since=date(2025, 2, 3))
    crowd.shareholder(2, shares=12, category=Category.C, since=date(2026, 2, 3))
    make.invoice(price="20000.00")
    correcting.made_early(closing.worked(email=WORKER), date(2026, 7, 1))
    crowd.keep()


def holder(number):
    return db.session.scalars(sa.select(Person).where(Person.uid == f"holder{number}")).one()


def unit(number):
    return db.session.scalars(sa.select(Unit).where(Unit.name == f"Unit {number}")).one()


def line(number):
    query = sa.select(Shareholder).where(Shareholder.person_id == holder(number).id)
    return db.session.scalars(query).one()


def people(name, row, day=DAY, column=TOTAL):
    """What is kept of a cell."""
    found = kept_cells(TABLES[name], day).get((row, column))
    return found.people if found else 0


def as_counted():
    days = set(db.session.scalars(sa.select(FactDay.day)))
    assert {DAY, LAST_YEAR, NEW_YEARS_EVE} <= days
    return {day: found for day in days if (found := check_cells(day))}


def test_every_kept_table_of_every_kept_day_is_what_is_counted(some):
    assert as_counted() == {}
    assert people("turnover_by_gender", "5k-10k", column="woman") == 1
    assert people("members_by_holding", "11-50") == 1
    assert people("members_by_category", "A", NEW_YEARS_EVE) == 1
    for about in (about for figure in KEPT for about in tables_of(figure)):
        for day in (DAY, NEW_YEARS_EVE):
            known = {
                place: cell for place, cell in counted_cells(about, day).items() if cell.people
            }
            assert cells(about, day) == known, (about.key, day)
        assert kept_cells(about, DAY), about.key


def test_a_day_that_is_not_kept_is_counted(some):
    about, day = TABLES["members_by_category"], date(2026, 5, 5)
    assert kept_cells(about, day) == {}
    assert cells(about, day)["C", TOTAL].people == 1


def work():
    return db.session.scalars(sa.select(Contract)).one()


def describe(row, **said):
    units.edit(row, units.Description(name=row.name, description="", tool=row.tool, **said))


def employer_makes_music():
    describe(db.session.get_one(Unit, work().unit_id), sector=Sector.MUSIC)


def credit():
    sold = sa.select(Invoice).where(Invoice.unit_id == unit(1).id)
    invoices.credit(db.session.scalars(sold).one(), reason="X", now=clock.now())


def sell_shares():
    move = Movement(kind=MovementKind.RESIGNATION, day=DAY, shares=-12, paid_in=eur(-600))
    write(line(2).id, move, Cause())
    db.session.commit()


def say_gender():
    account.say_gender(holder(1), Gender.OTHER)


def move_client():
    client = db.session.get_one(Client, 1)
    client.country, client.vat_number = "FR", ""
    db.session.commit()


def say_birth_day():
    holder(2).birth_day = date(1960, 1, 1)
    db.session.commit()


@pytest.mark.parametrize(
    ("act", "name", "row", "more", "day"),
    [
        (say_gender, "holders_by_gender", "woman", -1, DAY),
        (lambda: describe(unit(1), sector=Sector.MUSIC), "holders_by_arts", "arts", 1, DAY),
        (lambda: describe(unit(1), office=Office.LIEGE), "units_by_office", "liege", 1, DAY),
        (employer_makes_music, "employees_by_sector", "music", 1, DAY),
        (employer_makes_music, "budget_by_sector", "music", 1, DAY),
        (credit, "holders_by_turnover", "5k-10k", -1, DAY),
        (move_client, "clients_by_country", "abroad", 1, DAY),
        (sell_shares, "members_by_holding", "11-50", -1, DAY),
        (say_birth_day, "members_by_age", "from-60", 1, DAY),
        (
            lambda: register.change_category(line(1), Category.B, since=date(2025, 10, 1)),
            "members_by_category", "B", 1, NEW_YEARS_EVE,
        ),
    ],
)  # fmt: skip
def test_an_act_moves_somebody_to_another_cell(some, act, name, row, more, day):
    before = people(name, row, day)
    act()
    crowd.keep()
    assert people(name, row, day) == before + more
    assert as_counted() == {}


def test_work_that_is_corrected_falls_into_other_hours(some):
    assert people("people_by_hours", "8-to-20") == 1
    correcting.accepted(work(), {work().first_day: hours("3.80")})
    crowd.keep()
    assert (people("people_by_hours", "8-to-20"), people("people_by_hours", "under-8")) == (0, 1)
    assert as_counted() == {}


def test_a_birthday_is_counted_on_the_new_day_alone(some):
    tomorrow = DAY + timedelta(days=1)
    before = people("holders_by_age", "36-45"), people("members_by_age", "36-45")
    with clock.moved_to(datetime(2026, 9, 15, 0, 1, tzinfo=clock.BRUSSELS)):
        figures.refresh()
        assert people("holders_by_age", "36-45", tomorrow) == before[0] + 1
        assert people("members_by_age", "36-45", tomorrow) == before[1] + 1
        assert check_cells(tomorrow) == {}
    for model in (FigureCell, FigureFall):
        assert DAY not in set(db.session.scalars(sa.select(model.day)))


def test_a_wrong_cell_is_named_and_made_right(some):
    wrong = sa.update(FigureCell).where(
        FigureCell.day == DAY, FigureCell.about == "members_by_category", FigureCell.row == "C"
    )
    db.session.execute(wrong.values(people=4))
    db.session.commit()
    assert queries.check(DAY) == {"members_by_category C total": (4, 1)}
    figures.rebuild()
    assert queries.check(DAY) == {}


def test_a_database_of_before_is_counted_at_the_first_refresh(some):
    for model in (HolderFact, UnitFact, FactDay, FigureFall, FigureCell):  # as migration 0027 does
        db.session.execute(sa.delete(model))
    db.session.commit()
    figures.refresh()
    assert as_counted() == {}
    assert people("members_by_category", "C") == 1
