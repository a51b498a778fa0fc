"""Figures of a region or an office: the parts are the whole, and small ones are not shown."""

import re
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.offices import Office
from domain.regions import Region
from tests.databases import TODAY
from tests.web import crowd
from web.demo.people import MEMBER
from web.extensions import db
from web.models.person import Person
from web.queries import figures

DAY = date.fromisoformat(TODAY)
FLOWS = ("turnover", "invoices", "contribution")
STOCKS = ("holders", "units_active")
PLACES = ("brussels", "wallonia")
OFFICES = (Office.BRUXELLES, Office.LIEGE)


@pytest.fixture
def placed(app_context):
    """Seven units in Brussels (six followed there), six in Wallonia (followed by Liège)."""
    for place in range(13):
        brussels = place < 7
        crowd.holder(
            place,
            postcode="1000" if brussels else "4000",
            office=Office.BRUXELLES if place < 6 else Office.LIEGE,
            price="100.00" if brussels else "250.00",
        )
    crowd.keep()


def amounts(keys, **place):
    return {key: one.amount for key, one in figures.values(keys, DAY, **place).items()}


def test_the_parts_are_the_whole(placed):
    keys = [*FLOWS, *STOCKS]
    whole = amounts(keys)
    regions = [amounts(keys, region=one) for one in PLACES]
    offices = [amounts(keys, office=one) for one in OFFICES]
    for key in keys:
        assert sum(part[key] for part in regions) == whole[key]
        assert sum(part[key] for part in offices) == whole[key]
    assert whole["turnover"] == 2200
    assert [part["turnover"] for part in regions] == [700, 1500]
    assert [part["turnover"] for part in offices] == [600, 1600]
    assert [part["holders"] for part in regions] == [7, 6]


def test_a_region_of_an_office_with_one_unit_is_not_shown(placed):
    both = {"region": Region.BRUSSELS, "office": Office.LIEGE}  # one unit
    counted = figures.counted(["turnover", "holders"], DAY, **both)
    assert {key: one.amount for key, one in counted.items()} == {
        "turnover": Decimal(100),
        "holders": 1,
    }
    assert amounts(["turnover", "holders", "units_active"], **both) == {
        "turnover": None,
        "holders": None,
        "units_active": None,
    }
    rest = amounts(["turnover"], region=Region.BRUSSELS, office=Office.BRUXELLES)
    assert rest == {"turnover": None}  # with all of Brussels it would give the one away


def test_a_small_region_hides_another_one_too(placed):
    crowd.holder(20, postcode="9000", office=Office.GENT, price="990.00")
    crowd.keep()
    shown = [amounts(["turnover"], region=one)["turnover"] for one in ("flanders", *PLACES)]
    assert shown[0] is None
    assert shown.count(None) >= 2  # else the rest of the whole would be the small one
    assert amounts(["turnover"])["turnover"] == 3190


def turnover_of(html):
    """The first of the figures that lead a board."""
    lead = re.search(
        r'<dl class="leads">.*?/figures/turnover".*?<strong>(.*?)</strong>', html, re.DOTALL
    )
    return re.sub("<.*?>", "", lead[1]) if lead else None


@pytest.mark.slow
@pytest.mark.parametrize(("board", "who"), [("/figures", ""), ("/figures/inside", MEMBER)])
def test_the_boards_show_a_region_and_an_office(app, browse, placed, board, who):
    app.extensions.pop("figure_bodies", None)  # drawn by the test before
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()
    browser, english = browse(who), {"Accept-Language": "en"}
    for asked, turnover in (("region=wallonia", "€1,500.00"), ("office=bruxelles", "€600.00")):
        said = browser.get(f"{board}?{asked}", headers=english).text
        assert turnover_of(said) == turnover
        assert "Only figures that are kept by region or office are shown here." in said
    said = browser.get(f"{board}?region=brussels&office=liege", headers=english).text
    assert turnover_of(said) is None
    assert turnover_of(browser.get(board, headers=english).text) == "€2,200.00"
