"""Kept figures are what the acts say, after every act and whatever the order."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.figures.catalogue import FIGURES, TABLES
from domain.offices import Office
from domain.people import Gender
from domain.regions import SECTORS, Region, region_of
from tests.web import make
from tests.web.closing import worked
from web import clock
from web.actions import account, client_payments, figures, invoices, units
from web.demo import cast, life
from web.demo.people import OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.figure import FigureChange, FigureDay, FigureStamp
from web.models.invoice import Invoice
from web.models.unit import Unit
from web.queries import figures as queries
from web.queries.figures.counted import SOURCES
from web.queries.figures.paid import hours_bands, pay_ratio
from web.queries.figures.remembered import Part
from web.queries.figures.sql import region_case
from web.queries.figures.sums import FLOWS, STOCKS
from web.queries.statistics import year_work

END = date(2026, 12, 31)
# Nobody may have voted, waited or been paid yet, or work in the support team.
MAYBE = {
    "turnout_now",
    "voters_online",
    "salary_ratio",
    "salary_ratio_team",
    "mean_age",
    "support_team",
}


@pytest.fixture
def lived(app_context, monkeypatch):
    """Three months of life of the cast, which is there already."""
    monkeypatch.setattr(cast, "build", lambda: None)
    life.live()


def keep():
    """Refresh until nothing is left."""
    while figures.refresh():
        pass
    assert queries.check(END) == {}


def amount(key, day=END, **place):
    return queries.counted([key], day, **place)[key].amount


@pytest.mark.slow
def test_after_a_life_of_acts_the_kept_figures_are_exact(lived):
    keep()
    check_sums()
    check_every_figure_and_every_table()


def check_sums():
    """The kept sums are those of the acts, of every place too; kept anew, they are the same."""
    kept = {key: amount(key) for key in (*FLOWS, *STOCKS) if key in FIGURES}
    assert kept["invoices"] == db.session.scalar(
        sa.select(sa.func.count()).where(Invoice.number.is_not(None), Invoice.kind == "invoice")
    )
    assert kept["turnover"] > 0
    assert kept["contribution"] > 0
    assert kept["receivables"] > 0
    assert kept["units_active"] >= kept["units_invoicing"] > 0
    regions = [*Region, ""]
    for key in ("turnover", "days", "expense_notes", "units_active"):
        assert sum(amount(key, region=region) for region in regions) == kept[key]
        assert sum(amount(key, office=office) for office in Office) == kept[key]
    before = set(db.session.execute(sa.select(FigureDay.__table__)))
    figures.rebuild()
    after = set(db.session.execute(sa.select(FigureDay.__table__)))
    assert before == after


def check_every_figure_and_every_table():
    """All can be asked, and say what the acts say."""
    day = clock.today()
    for key, value in queries.counted(list(FIGURES), day).items():
        assert value.figure is FIGURES[key]
        assert FIGURES[key].kept or value.amount is None, key
        if FIGURES[key].kept and key not in MAYBE:
            assert value.amount is not None, key
        if key != "turnout_now" and value.amount is not None:
            assert queries.exact(key, day) == value.amount, key
    for key, about in TABLES.items():
        if about.figure in SOURCES:
            shown, whole = queries.table(key, day), queries.whole_table(about, day)
            assert shown.rows == whole.rows
            small = [place for place, cell in whole.cells.items() if cell.people in (1, 2, 3, 4)]
            assert all(shown.cells[place].hidden for place in small)
    assert queries.flow(day)
    assert queries.compare(2025)
    work = year_work(END.year)  # month by month, the same
    assert hours_bands(END) == work.bands
    assert pay_ratio(END, team=False) == work.ratio.value
    assert pay_ratio(END, team=True) == (work.support and work.support.value)


def test_an_invoice_its_credit_note_and_a_payment(app_context):
    keep()
    issued, paid = make.invoice(price="1000.00"), make.invoice(price="500.00", client_id=2)
    assert amount("invoices") == 0  # noted, not counted yet
    keep()
    assert (amount("invoices"), amount("turnover")) == (2, 1500)
    assert (amount("clients"), amount("clients_new")) == (2, 2)
    assert amount("contribution") == Decimal("97.50")
    assert amount("receivables") == issued.gross + paid.gross
    assert amount("turnover", clock.today() - timedelta(days=1)) == 0
    invoices.credit(issued, reason="Never played", now=clock.now())
    arrived = client_payments.Arrived(invoice_id=paid.id, amount=paid.gross, day=clock.today())
    client_payments.record_payment(arrived, author_id=1, now=clock.now())
    keep()
    assert (amount("invoices"), amount("turnover"), amount("receivables")) == (2, 500, 0)


def test_work_confirmed_late_moves_the_first_day_of_its_person(app_context):
    for day in (date(2026, 8, 20), date(2026, 7, 20)):
        worked(email=WORKER, gross="500.00", budget="900.00", days=(day,))
        keep()
        assert amount("employees") == 1
        assert amount("employees", day) == 1
    assert amount("employees", date(2026, 7, 19)) == 0
    assert amount("employees_not_holders") == 1
    assert (amount("days"), amount("hours")) == (2, Decimal("15.20"))
    assert amount("employing_units") == 1


def test_who_moves_and_a_unit_that_changes_office_are_counted_elsewhere(app_context):
    make.invoice(price="1000.00", unit_id=2)
    keep()
    holder = make.person(OTHER_MEMBER)
    unit = db.session.get_one(Unit, 2)
    assert amount("turnover", region="flanders", office="gent") == 1000
    address = account.Address(street="X 1", postcode="4000", city="L", country="BE", phone="")
    account.move_house(holder, address)
    keep()
    assert amount("turnover", region="flanders") == 0
    assert amount("turnover", region="wallonia") == 1000
    said = units.Description(name=unit.name, description="", tool=unit.tool, office=Office.LIEGE)
    units.edit(unit, said)
    account.say_gender(holder, Gender.OTHER)
    keep()
    assert amount("turnover", office="liege") == 1000 == amount("turnover")


def test_each_refresh_makes_one_version_and_nothing_makes_none(app_context):
    keep()
    version = queries.version()
    assert figures.refresh() == 0
    assert queries.version() == version
    make.invoice()
    assert figures.refresh() > 0
    assert queries.version() == version + 1
    assert db.session.scalar(sa.select(sa.func.count(FigureChange.id))) == 0
    stamps = list(db.session.scalars(sa.select(FigureStamp.id)))
    assert sorted(stamps) == sorted(set(stamps) | {Part.ALL, Part.UNITS})


def test_an_act_that_is_rolled_back_changes_nothing(app_context):
    keep()
    figures.note([("unit", 1, clock.today())])
    db.session.rollback()
    assert figures.refresh() == 0


@pytest.mark.parametrize("country", ["BE", "FR", ""])
@pytest.mark.parametrize(
    "postcode",
    ["", "100", "10000", "0999", "1A00", " 1060 "]
    + [f"{sector}00" for since, _ in SECTORS for sector in (since, since - 1)],
)
def test_the_database_finds_the_same_region_as_the_rule(app_context, country, postcode):
    case = region_case(sa.literal(country), sa.literal(postcode))
    assert db.session.scalar(sa.select(case)) == (region_of(country, postcode) or "")
