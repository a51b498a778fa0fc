"""The month run in the browser: finance previews and closes, workers download their own."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from domain.periods import Month
from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import plain
from tests.web.conftest import HTMX
from tests.web.papers import made
from web import clock
from web.actions import contracts, payrun
from web.actions.documents import TRIES
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_MEMBER,
    STRANGER,
    SYSTEM_ADMIN,
    WORKER,
)
from web.extensions import db
from web.models.document import Document, DocumentKind, DocumentState
from web.models.entity import Entity
from web.models.pay import Debt
from web.models.payslip import PayRun
from web.models.person import Person
from web.queries import payrun_months, payrun_page

AUGUST = "/finance/payslips/PA/2026-08"
DAYS = (date(2026, 8, 20), date(2026, 8, 21))


def worked(**changes):
    contract = make.contract(**{"days": DAYS, **changes})
    contracts.confirm(contract, now=clock.now())
    return contract.id


def close(**more):
    entity = db.session.get_one(Entity, 2)
    return payrun.close(entity, Month(2026, 8), now=clock.now(), **more).id


def papers():
    query = sa.select(Document.id).where(Document.kind == DocumentKind.PAYSLIP)
    return list(db.session.scalars(query.order_by(Document.id)))


def test_finance_sees_which_months_are_to_close(browse):
    in_english()
    worked()
    worked(days=(date(2026, 7, 20),))
    worked(days=(date(2026, 9, 1),))
    finance = browse(FINANCE)
    html = plain(finance.get("/finance/payslips").text)
    assert 'aria-current="page"' in html
    table = html[html.index("<table") :]
    assert table.index("September 2026") < table.index("August 2026") < table.index("July 2026")
    assert html.count("To close") == 2
    assert "The month goes on" in html
    assert "€480.83" in html
    close()
    assert "closed on" in finance.get("/finance/payslips?year=2026").text
    worked(gross="700.00", budget="1200.00")
    assert "Correction to close" in finance.get("/finance/payslips?year=nonsense").text


def test_a_year_without_pay_says_so(browse):
    in_english()
    assert "Nobody was paid in 2026" in browse(FINANCE).get("/finance/payslips").text


def test_years_are_chosen(app_context):
    worked()
    assert payrun_months.years(2028) == [2028, 2027, 2026]


def test_the_preview_tells_everyone_and_the_whole(browse):
    in_english()
    worked()
    worked(email=MEMBER, gross="2500.00", budget="4000.00")
    db.session.execute(sa.update(Debt).values(paid_day=date(2026, 9, 1)))
    db.session.commit()
    html = plain(browse(FINANCE).get(AUGUST).text)
    assert "its payslips can be closed" in html
    assert "Nour Haddad" in html
    assert "Sacha Lambert" in html
    assert "€3,053.12" in html
    assert "already paid" in html
    assert "Close the month" in html


def test_one_person_is_found_by_name_and_the_fragment_is_part_of_the_page(browse):
    in_english()
    worked()
    worked(email=MEMBER)
    finance = browse(FINANCE)
    fragment = finance.get(f"{AUGUST}?q=sach", headers=HTMX).text
    assert "Sacha Lambert" in fragment
    assert "Nour Haddad" not in fragment
    assert "<html" not in fragment
    assert fragment.strip() in finance.get(f"{AUGUST}?q=sach").text
    assert "Nobody here has this name" in finance.get(f"{AUGUST}?q=zzz").text


def test_people_are_paged(browse, monkeypatch):
    in_english()
    monkeypatch.setattr(payrun_page, "PAGE", 1)
    worked()
    worked(email=MEMBER)
    finance = browse(FINANCE)
    first = finance.get(AUGUST).text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    second = finance.get(following[1].replace("&amp;", "&")).text
    shown = ["Nour Haddad" in first, "Sacha Lambert" in first]
    assert shown == [True, False]
    assert ["Nour Haddad" in second, "Sacha Lambert" in second] == [False, True]


def test_finance_closes_and_is_told_that_nothing_is_paid(browse):
    in_english()
    worked()
    finance = browse(FINANCE)
    asked = finance.get(f"{AUGUST}/close").text
    assert "Nothing is paid and nothing is booked" in asked
    page = finance.follow(f"{AUGUST}/close")
    assert "August 2026 is closed: 1 payslip." in page.text
    assert "Being made: 0 of 1" in page.text
    assert "Oscar Jacobs" in page.text
    assert db.session.scalars(sa.select(PayRun.closed_by_id)).one() == make.person(FINANCE).id


def test_a_double_click_closes_once(browse):
    worked()
    finance, form = browse(FINANCE), {"once": "the-same-token"}
    first, second = (finance.post(f"{AUGUST}/close", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(db.session.scalars(sa.select(PayRun.id)).all()) == 1


def test_closing_again_is_told_and_makes_nothing(browse):
    in_english()
    worked()
    finance = browse(FINANCE)
    finance.follow(f"{AUGUST}/close")
    response = finance.post(f"{AUGUST}/close")
    assert response.status_code == 422
    assert "No payslip was made a second time." in response.text
    assert "Close the month" not in finance.get(AUGUST).text


def test_work_to_confirm_is_named_and_must_be_ticked(browse):
    in_english()
    worked()
    make.contract(days=DAYS, email=MEMBER, work="Stage lights")
    finance = browse(FINANCE)
    assert "Stage lights" in finance.get(AUGUST).text
    response = finance.post(f"{AUGUST}/close")
    assert response.status_code == 422
    assert "Work of this month is not confirmed yet: 1." in response.text
    page = finance.follow(f"{AUGUST}/close", {"later": "1"})
    assert "Contracts left for a correction" in page.text
    assert finance.post(f"{AUGUST}/close", {"later": "many"}).status_code == 422


def test_a_correction_is_explained_then_closed(browse):
    in_english()
    worked()
    worked(email=MEMBER)
    close()
    late = worked(gross="1800.00", budget="2900.00", work="A second concert")
    finance = browse(FINANCE)
    html = plain(finance.get(AUGUST).text)
    assert "1 payslip is to be corrected" in html
    assert f"PA-C-{late:06d}, A second concert" in html
    assert "instead of" in html
    assert "Nour Haddad" not in html
    assert "Nour Haddad" in finance.get(f"{AUGUST}?view=all").text
    assert "a new payslip that shows the difference" in finance.get(f"{AUGUST}/close").text
    page = finance.follow(f"{AUGUST}/close")
    assert "Correction 1 of August 2026" in page.text


def test_the_papers_are_counted_while_they_are_made(browse):
    in_english()
    worked()
    worked(email=MEMBER)
    run_id = close()
    first, second = papers()
    finance, url = browse(FINANCE), f"/finance/payslips/runs/{run_id}"
    made(first)
    answer = finance.get(f"{url}/progress", headers=HTMX)
    assert "Being made: 1 of 2" in answer.text
    assert answer.text.strip() in finance.get(f"{url}/progress").text
    tag = {**HTMX, "HX-PTag": answer.headers["HX-PTag"]}
    assert finance.get(f"{url}/progress", headers=tag).status_code == 304
    made(second)
    assert "Every payslip can be downloaded." in finance.get(f"{url}/progress", headers=tag).text
    assert f"/documents/{first}" in finance.get(url).text
    assert "Sacha" not in finance.get(f"{url}?q=nour", headers=HTMX).text


def test_a_paper_that_failed_is_asked_again(browse):
    in_english()
    worked()
    run_id = close()
    (key,) = papers()
    failed = {"state": DocumentState.FAILED, "attempts": TRIES}
    db.session.execute(sa.update(Document).values(failed))
    db.session.commit()
    finance, url = browse(FINANCE), f"/finance/payslips/runs/{run_id}"
    assert "could not be made" in finance.get(url).text
    assert finance.post(f"/documents/{key}/again").location == url
    assert made(key).state is DocumentState.READY
    assert browse(WORKER).post(f"/documents/{key}/again").location == "/work/2026-08"
    assert browse(ADMIN_TEAM).post(f"/documents/{key}/again").location == "/"


def test_the_table_is_for_a_spreadsheet(browse):
    in_english()
    worked()
    close()
    worked(gross="1000.00", budget="1600.00")
    answer = browse(FINANCE).get(f"{AUGUST}/table.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=payslips-PA-2026-08.csv"
    rows = answer.data.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Person,Days,Gross pay")
    assert rows[1].startswith("Sacha Lambert,4,1553.12,")


def test_a_month_without_figures_says_which(browse):
    in_english()
    html = browse(FINANCE).get("/finance/payslips/PA/2025-08").text
    assert "Work bonus for low pay" in html
    assert "Close the month" not in html


@pytest.mark.parametrize("path", ["PA/2026-13", "PA/august", "XX/2026-08", "pa/2026-08"])
@pytest.mark.parametrize("more", ["", "/close", "/table.csv"])
def test_a_wrong_address_is_nothing(browse, path, more):
    assert browse(FINANCE).get(f"/finance/payslips/{path}{more}").status_code == 404


def test_a_run_that_is_not_there(browse):
    finance = browse(FINANCE)
    assert finance.get("/finance/payslips/runs/99").status_code == 404
    assert finance.get("/finance/payslips/runs/99/progress").status_code == 404


@pytest.mark.parametrize("email", [MEMBER, WORKER, STRANGER, ADVISER, ADMIN_TEAM, SYSTEM_ADMIN])
def test_only_finance_runs_months(browse, email):
    worked()
    run_id = close()
    browser = browse(email)
    for path in ("", "/PA/2026-08", "/PA/2026-08/close", "/PA/2026-08/table.csv",
                 f"/runs/{run_id}", f"/runs/{run_id}/progress"):  # fmt: skip
        assert browser.get(f"/finance/payslips{path}").status_code == 403
    assert browser.post(f"{AUGUST}/close").status_code == 403


@pytest.mark.parametrize(
    ("email", "status"),
    [
        (WORKER, 200),
        (FINANCE, 200),
        (ADMIN_TEAM, 200),
        (MEMBER, 404),  # a holder of the unit
        (ADVISER, 404),  # who follows it
        (OTHER_MEMBER, 404),
        (STRANGER, 404),
    ],
)
def test_who_opens_a_payslip(browse, email, status):
    worked()
    close()
    key = made(papers()[0]).id
    assert browse(email).get(f"/documents/{key}").status_code == status


def test_the_worker_reads_an_estimate_then_downloads_the_payslip(browse):
    in_english()
    worked()
    worker = browse(WORKER)
    assert "An estimate until the month is closed" in worker.get("/work/2026-08").text
    close()
    (key,) = papers()
    html = worker.get("/work/2026-08").text
    assert "Being made…" in html
    assert "your payslips are below" in html
    made(key)
    page = plain(worker.get("/work/2026-08").text)
    assert f"/documents/{key}" in page
    assert "net €480.83" in page
    worked(gross="700.00", budget="1200.00")
    assert "Work was confirmed since" in worker.get("/work/2026-08").text
    close()
    assert "Corrected payslip 1" in worker.get("/work/2026-08").text
    assert f"/documents/{key}" not in browse(MEMBER).get("/work/2026-08").text


def test_a_situation_declared_later_is_told(browse):
    in_english()
    worked()
    worker = browse(WORKER)
    assert "Your family situation has changed since" not in worker.get("/work/2026-08").text
    db.session.execute(sa.update(Person).values(children=2))
    db.session.commit()
    assert "Your family situation has changed since" in worker.get("/work/2026-08").text
