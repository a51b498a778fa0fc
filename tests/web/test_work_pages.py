"""Work and pay in the browser: what people see of their months, payments and team."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import plain
from tests.web.conftest import HTMX
from tests.web.statements import statements
from tests.web.working import PLANNED, due, the
from web import clock
from web.actions import contracts
from web.demo.people import MEMBER, WORKER
from web.extensions import db
from web.models.pay import Debt


def test_someone_new_is_told_what_will_stand_there(browse):
    in_english()
    html = browse(WORKER).get("/work").text
    assert "Nothing to confirm." in html
    assert "No work is planned." in html
    assert "7 working days" in html


def test_a_month_explains_every_line_of_the_payslip(browse):
    in_english()
    contracts.confirm(make.contract(gross="1800.00", budget="2900.00"), now=clock.now())
    contracts.confirm(make.contract(gross="1000.00", budget="1600.00", unit_id=2), now=clock.now())
    html = plain(browse(WORKER).get("/work/2026-09").text)
    assert "An estimate until the month is closed" in html
    assert html.index("Productions Associées Demo") > html.index("SmartCoop Demo")
    assert "€1,800.00" in html
    assert "13.07%" in html
    assert "ONSS" in html or "socialsecurity" in html
    assert browse(WORKER).get("/work/2026-13").status_code == 404
    assert browse(WORKER).get("/work/sometime").status_code == 404


def test_the_year_is_chosen_and_the_fragment_is_part_of_the_page(browse):
    in_english()
    contracts.confirm(make.contract(), now=clock.now())
    worker = browse(WORKER)
    fragment = worker.get("/work?year=2026", headers=HTMX).text
    assert "September 2026" in fragment
    assert "<html" not in fragment
    assert fragment.strip() in worker.get("/work?year=2026").text


def test_what_was_sent_to_the_bank_is_coming_then_paid(browse):
    in_english()
    contracts.confirm(make.contract(), now=clock.now())
    (debt,) = due()
    debt.paid_day = date(2026, 9, 15)
    db.session.commit()
    assert "sent to the bank, paid on Tue 15 Sept" in browse(WORKER).get("/work").text
    (debt,) = due()
    debt.paid_day = date(2026, 9, 10)
    db.session.commit()
    worker = browse(WORKER)
    assert "Nothing is due to you now." in worker.get("/work").text
    assert "€480.83" in plain(worker.get("/work/paid").text)


def test_payments_are_paged(browse):
    for place in range(23):
        contract = make.contract(gross="100.00", budget="160.00", work=f"Work {place:02d}")
        contracts.confirm(contract, now=clock.now())
    db.session.execute(sa.update(Debt).values(paid_day=date(2026, 9, 10)))
    db.session.commit()
    worker = browse(WORKER)
    first = worker.get("/work/paid").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = worker.get(following[1]).text
    shown = [set(re.findall(r"Work \d\d", html)) for html in (first, second)]
    assert len(shown[0]) == 20
    assert len(shown[1]) == 3
    assert not shown[0] & shown[1]


def test_holders_see_and_confirm_who_works_for_them(browse):
    in_english()
    contract_id = make.contract().id
    make.contract(email=MEMBER, work="My own work")
    member = browse(MEMBER)
    html = member.get("/work/team").text
    assert "Sacha Lambert" in html
    assert "My own work" not in html
    assert "Sacha Lambert" not in member.get("/work/team?view=planned").text
    member.follow(f"/contracts/{contract_id}/confirm", {"whole": "1", "back": "team"})
    assert "Sacha Lambert" in member.get("/work/team?view=confirmed").text
    assert the(contract_id).confirmed_by_id == make.person(MEMBER).id


def test_the_lines_of_a_payslip_are_for_the_worker(browse):
    in_english()
    contract_id = make.contract().id
    assert "Gross pay, white-collar work" in browse(WORKER).get(f"/contracts/{contract_id}").text
    assert (
        "Gross pay, white-collar work" not in browse(MEMBER).get(f"/contracts/{contract_id}").text
    )


@pytest.mark.parametrize("path", ["/work", "/work/paid", "/work/team", "/work/2026-09", "{}"])
def test_pages_of_a_busy_member_take_few_statements(app, browse, path):
    for place in range(12):
        days = [date(2026, 9, 1 + place % 5)]
        ended = make.contract(email=MEMBER, days=days, gross="150.00", budget="240.00")
        contracts.confirm(ended, now=clock.now())
        make.contract(email=MEMBER, days=PLANNED)
        make.contract(days=days)
    contract_id = make.contract(email=MEMBER).id
    member = browse(MEMBER)
    member.get("/work")
    with statements(app) as asked:
        assert member.get(path.format(f"/contracts/{contract_id}")).status_code == 200
    assert len(asked) <= 10, asked
