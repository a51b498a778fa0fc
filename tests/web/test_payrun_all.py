"""Closing a month for all employers: each by itself, each with its answer."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import plain
from tests.web.closing import AUGUST, DAYS, close, worked
from web import clock
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER, WORKER
from web.extensions import db
from web.models.contract import Earning
from web.models.pay import Debt
from web.models.payslip import PayRun
from web.queries.payrun_all import previews
from web.queries.payrun_due import still_due

MONTH = "/finance/payslips/months/2026-08"


def runs() -> list[int]:
    return list(db.session.scalars(sa.select(PayRun.entity_id).order_by(PayRun.id)))


def test_finance_closes_every_employer_at_once(browse):
    in_english()
    worked()
    worked(unit_id=2, email=MEMBER)
    finance = browse(FINANCE)
    assert MONTH in finance.get("/finance/payslips").text
    html = plain(finance.get(MONTH).text)
    assert "2 employers can be closed." in html
    assert html.count("Close it: 1 payslip") == 2
    page = finance.follow(MONTH, {"employer": ["SC", "PA"]})
    assert "Productions Associées Demo: closed, 1 payslip." in page.text
    assert "Nothing to close now." in page.text
    assert runs() == [1, 2]
    assert MONTH not in finance.get("/finance/payslips").text


def test_only_what_is_ticked_is_closed(browse):
    in_english()
    worked()
    worked(unit_id=2)
    finance = browse(FINANCE)
    finance.follow(MONTH, {"employer": ["PA", "XX"]})
    assert runs() == [2]
    assert "Tick at least one employer." in finance.follow(MONTH, {}).text
    assert runs() == [2]


def test_one_refusal_stops_none_of_the_others(browse):
    in_english()
    worked()
    make.contract(days=DAYS)
    worked(unit_id=2)
    finance = browse(FINANCE)
    asked = finance.get(MONTH).text
    assert "It stays for a correction" in asked
    page = finance.follow(MONTH, {"employer": ["SC", "PA"]})
    assert "Productions Associées Demo: not closed. Work of this month" in page.text
    assert runs() == [1]
    page = finance.follow(MONTH, {"employer": ["PA"], "later-PA": "1"})
    assert "Productions Associées Demo: closed, 1 payslip." in page.text
    assert runs() == [1, 2]


def test_a_double_click_closes_once(browse):
    worked()
    finance, sent = browse(FINANCE), {"employer": ["PA"], "once": "the-same-token"}
    first, second = (finance.post(MONTH, sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert runs() == [2]


def test_a_month_that_goes_on_or_without_figures_has_nothing_to_close(browse):
    in_english()
    worked(days=(date(2026, 9, 3),))
    finance = browse(FINANCE)
    assert "The month goes on" in finance.get("/finance/payslips/months/2026-09").text
    assert "Nothing to close now." in finance.get("/finance/payslips/months/2026-09").text
    assert "These figures are not known" in finance.get("/finance/payslips/months/2025-09").text
    assert finance.get("/finance/payslips/months/2026-13").status_code == 404
    assert finance.post("/finance/payslips/months/2026-13").status_code == 404
    assert not runs()


def test_a_quarter_is_announced_before_it_is_settled(browse):
    in_english()
    worked(days=(date(2026, 4, 20),), gross="5000.00", budget="8100.00")
    finance = browse(FINANCE)
    june = "/finance/payslips/PA/2026-06"
    assert "Close June 2026 for all employers" in finance.get("/finance/payslips").text
    assert "1 person without work in this month" in finance.get(june).text
    assert "settlement of the quarter" in finance.get(f"{june}/close").text
    assert "settle the special" in finance.get("/finance/payslips/months/2026-06").text
    page = finance.follow(f"{june}/close")
    assert "It settled the special social security contribution" in page.text
    mine = plain(browse(WORKER).get("/work/2026-06").text)
    assert "€49.51" in mine
    assert "comes back to you" in mine
    assert "Special contribution given back" in browse(WORKER).get("/work").text
    table = finance.get(f"{june}/table.csv").text
    assert "49.51" in table.replace(",", ".")


def test_what_is_still_to_be_paid_is_one_step_away(browse):
    in_english()
    worked()
    finance = browse(FINANCE)
    page = plain(finance.follow("/finance/payslips/PA/2026-08/close").text)
    assert "1 transfer of this month is still to be paid: €480.83." in page
    url = re.search(r'href="(/finance/due\?[^"]+)"', page)[1].replace("&amp;", "&")
    assert "Sacha Lambert" in finance.get(url).text
    db.session.execute(sa.update(Debt).values(paid_day=clock.today()))
    db.session.commit()
    (run_id,) = db.session.scalars(sa.select(PayRun.id))
    assert (
        "Everything of this month is paid" in finance.get(f"/finance/payslips/runs/{run_id}").text
    )


def test_what_is_still_due_counts_debts_of_work_and_of_settlements(app_context):
    worked()
    found = still_due(2, AUGUST)
    assert (found.count, found.amount) == (1, db.session.scalar(sa.select(Earning.net)))
    assert found.until is not None
    assert still_due(1, AUGUST).until is None


def test_corrections_count_what_is_new(app_context):
    worked()
    worked(email=MEMBER)
    close()
    worked(gross="700.00", budget="1200.00")
    (preview,) = [item for item in previews(AUGUST) if item.code == "PA"]
    assert (preview.can_close, preview.many, preview.totals.people) == (True, 1, 2)


@pytest.mark.parametrize("reader", [MEMBER, ADMIN_TEAM, WORKER])
def test_it_is_for_finance(browse, reader):
    assert browse(reader).get(MONTH).status_code == 403
    assert browse(reader).post(MONTH).status_code == 403
