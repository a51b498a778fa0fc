"""What a figure is made of: its lines come to the figure, for those who may see them."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import g

from domain.figures.catalogue import FIGURES
from domain.roles import Role
from tests.web import closing, crowd, make, shareholders
from web import clock
from web.actions import invoices
from web.demo.people import BOARD, FINANCE, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.person import Person
from web.queries import figures as queries
from web.queries.figures.made_of import MADE_OF
from web.queries.paging import PAGE

DAY = date(2026, 9, 14)
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def acted(app_context):
    """Sales, a credit note, work, a job, expenses and shares."""
    make.invoice(price="1000.00")
    sold = make.invoice(price="300.00", client_id=2, unit_id=2)
    invoices.credit(sold, reason="Never played", now=clock.now())
    closing.worked(email=WORKER)
    closing.worked(email=OTHER_MEMBER, days=(date(2026, 8, 25),))
    make.approved_expense()
    shareholders.a_shareholder(OTHER_MEMBER, shares=3)
    crowd.keep()


@pytest.fixture
def seen_by(app_context):
    """Lines, as people with a role read them."""

    def lines(key, role=Role.FINANCE, page=1):
        with app_context.test_request_context(headers=ENGLISH):
            g.person = SimpleNamespace(id=1, roles=frozenset({role}), language="en")
            return queries.lines(key, DAY, page)

    return lines


def money(cell):
    """The amount of a cell."""
    text = str(cell.striptags() if hasattr(cell, "striptags") else cell)
    kept = "".join(sign for sign in text.replace("\N{MINUS SIGN}", "-") if sign in "-.0123456789")
    return Decimal(kept)


MONEY = ("turnover", "contribution", "vat_due", "receivables", "expenses", "payroll_budget")
MANY = (
    "invoices", "clients", "clients_new", "units_active", "units_invoicing", "units_idle",
    "employing_units", "holders", "holders_new", "holders_invoicing", "holders_idle", "members",
    "members_a", "contracts", "employees", "employees_not_holders", "expense_notes",
)  # fmt: skip


def test_lines_come_to_the_figure(acted, seen_by):
    kept = {key: value.amount for key, value in queries.counted((*MONEY, *MANY), DAY).items()}
    for key in MONEY:
        found = seen_by(key)
        assert kept[key] != 0, key
        assert sum(money(row[-1]) for row in found.rows) == kept[key], key
        assert len(found.head) == len(found.rows[0]) == found.names + 1
    for key in MANY:
        assert len(seen_by(key).rows) == kept[key], key


def test_days_and_hours_of_each_come_to_the_figure(acted, seen_by):
    rows = seen_by("hours").rows
    kept = queries.counted(["days", "hours"], DAY)
    assert sum(money(row[1]) for row in rows) == kept["days"].amount == 3
    assert sum(money(row[2]) for row in rows) == kept["hours"].amount


def test_the_shares_of_each_come_to_all_shares(acted, seen_by):
    rows = seen_by("shares").rows
    assert sum(money(row[-1]) for row in rows) == queries.counted(["shares"], DAY)["shares"].amount


def test_every_figure_with_lines_is_one_of_the_catalogue_and_all_can_be_asked(acted, seen_by):
    assert {key for key in MADE_OF if key in FIGURES} == set(MADE_OF)
    for key in FIGURES:
        found = seen_by(key)
        assert all(len(row) == len(found.head) for row in found.rows)
        assert bool(found.head) == (key in MADE_OF)


def test_a_line_leads_to_its_page(acted, seen_by, browse):
    url = seen_by("units_active").rows[0][0].split('"')[1]
    assert browse(FINANCE).get(url).status_code in {200, 303}
    assert "/invoices/" in seen_by("turnover").rows[0][0]


def test_who_may_not_see_a_unit_does_not_see_its_lines(acted, seen_by):
    assert seen_by("turnover", Role.FINANCE).rows
    theirs = seen_by("turnover", Role.BOARD)  # person 1 holds no unit
    assert len(theirs.rows) < len(seen_by("turnover").rows)


@pytest.mark.slow
def test_long_lists_come_in_pages(app_context, seen_by):
    for number in range(PAGE + 1):
        crowd.holder(number, price="10.00")
    crowd.keep()
    first, last = seen_by("invoices"), seen_by("invoices", page=2)
    assert (len(first.rows), first.more) == (PAGE, True)
    assert (len(last.rows), last.more) == (1, False)


def test_the_page_of_lines(acted, browse):
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()
    assert "1,210" in browse(FINANCE).get("/figures/turnover/lines", headers=ENGLISH).text
    assert browse(BOARD).get("/figures/turnover/lines").status_code == 200
    assert browse(MEMBER).get("/figures/turnover/lines").status_code == 403
