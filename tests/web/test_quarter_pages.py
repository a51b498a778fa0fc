"""Quarters in the browser: finance looks and closes, the team looks, nobody else sees any."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from domain import true_up
from tests.web.assigning import in_english
from tests.web.books import plain
from tests.web.conftest import HTMX
from tests.web.quartering import (
    IN_JULY,
    IN_MAY,
    Q2,
    SC,
    close,
    close_months,
    counts,
    ready,
    worked,
)
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    STRANGER,
    SYSTEM_ADMIN,
    WORKER,
)
from web.extensions import db
from web.models.person import Person
from web.queries import quarter_people

LIST, PAGE = "/finance/quarters", "/finance/quarters/2026-Q2/PA"


def test_finance_sees_which_quarters_are_to_close(browse):
    in_english()
    ready()
    worked(IN_MAY, unit_id=2)
    ready(IN_JULY)
    finance = browse(FINANCE)
    html = plain(finance.get(LIST).text)
    assert 'aria-current="page"' in html
    assert html.index("3rd quarter 2026") < html.index("2nd quarter 2026")
    assert "The quarter goes on" in html
    assert "Waiting for its months" in html
    assert "To close" in html
    assert html.count("not booked yet") == 3
    close()
    html = plain(finance.get(f"{LIST}?year=2026").text)
    assert "closed on" in html
    assert "€52.00" in html


def test_a_year_without_work_says_so(browse):
    in_english()
    assert "Nobody worked in 2026" in browse(FINANCE).get(f"{LIST}?year=1999").text


def test_the_preview_tells_everything_and_where_it_comes_from(browse):
    in_english()
    ready()
    html = plain(browse(FINANCE).get(PAGE).text)
    assert "2nd quarter 2026, Productions Associées Demo" in html
    assert "its months are closed: it can be closed" in html
    for figure in ("€553.12", "€885.00", "€179.21", "€100.67", "€52.00", "24.92%"):
        assert figure in html
    assert "/rules/employer/basic_non_profit?on=2025-01-01" in html
    assert "figures are not known for non-profit employers. It is booked by a later run" in html
    assert "their rates are not confirmed" in html
    assert "Close the quarter" in html


def test_finance_closes_and_reads_what_was_booked(browse):
    in_english()
    ready()
    finance = browse(FINANCE)
    asked = plain(finance.get(f"{PAGE}/close").text)
    assert "€179.21 becomes due to the social security office, €100.67 is set aside" in asked
    assert "goes to the common pot: €52.00. No unit gets or loses anything." in asked
    page = finance.follow(f"{PAGE}/close")
    assert "2nd quarter 2026 is closed with Productions Associées Demo." in page.text
    assert "Closed: what is booked is what employment really cost." in page.text
    assert "Oscar Jacobs" in page.text
    assert "Close the quarter" not in page.text
    assert "There is nothing to close now." in finance.get(f"{PAGE}/close").text


def test_a_double_click_closes_once(browse):
    ready()
    finance, form = browse(FINANCE), {"once": "the-same-token"}
    first, second = (finance.post(f"{PAGE}/close", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert counts()[0] == 1


def test_closing_again_is_told_and_writes_nothing(browse):
    in_english()
    ready()
    close()
    before = counts()
    response = browse(FINANCE).post(f"{PAGE}/close")
    assert response.status_code == 422
    assert "Nothing was booked a second time." in response.text
    assert counts() == before


def test_open_months_are_named_and_linked(browse):
    in_english()
    worked()
    finance = browse(FINANCE)
    html = finance.get(PAGE).text
    assert "not all of its months are closed" in html
    assert 'href="/finance/payslips/PA/2026-05"' in html
    response = finance.post(f"{PAGE}/close")
    assert response.status_code == 422
    assert "May 2026. Close them first." in response.text


def test_a_correction_shows_the_difference_then_books_it(browse):
    in_english()
    ready()
    close()
    worked((date(2026, 6, 8),), gross="1000.00", budget="1200.00")
    close_months(Q2.months[2])
    finance = browse(FINANCE)
    html = plain(finance.get(PAGE).text)
    assert "What changed since the last time" in html
    assert "Of 1 person, something is to be booked:" in html
    assert "€324.00" in html
    assert "the common pot pays the rest" in html
    asked = plain(finance.get(f"{PAGE}/close").text)
    assert "The budgets do not cover it: the common pot pays €306.00." in asked
    page = finance.follow(f"{PAGE}/close")
    assert "correction 1" in page.text


def test_a_difference_of_nothing_is_said(browse, monkeypatch):
    in_english()
    ready()
    monkeypatch.setattr(
        "web.actions.quarters.unknown_reductions", lambda _sector, _day: (true_up.CEILING_UNKNOWN,)
    )
    close()
    monkeypatch.undo()
    html = browse(FINANCE).get(PAGE).text
    assert "Not a cent: closing notes only that it was looked at again." in html


def test_a_missing_figure_is_named_and_nothing_is_worked_out(browse, monkeypatch):
    in_english()
    ready()
    monkeypatch.setattr("domain.true_up._is_known", lambda _figure, _day: False)
    html = browse(FINANCE).get(PAGE).text
    assert "These figures are not known for this quarter: Basic employer contribution" in html
    assert "Close the quarter" not in html


def test_one_person_is_found_by_name_and_the_fragment_is_part_of_the_page(browse):
    in_english()
    worked()
    ready(email=MEMBER)
    finance = browse(FINANCE)
    fragment = finance.get(f"{PAGE}?q=sach", headers=HTMX).text
    assert "Sacha Lambert" in fragment
    assert "Nour Haddad" not in fragment
    assert "<html" not in fragment
    assert fragment.strip() in finance.get(f"{PAGE}?q=sach").text
    assert "Nobody here has this name" in finance.get(f"{PAGE}?q=zzz").text


def test_people_are_paged(browse, monkeypatch):
    in_english()
    monkeypatch.setattr(quarter_people, "PAGE", 1)
    worked()
    ready(email=MEMBER)
    finance = browse(FINANCE)
    first = finance.get(PAGE).text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    second = finance.get(following[1].replace("&amp;", "&")).text
    assert ["Nour Haddad" in first, "Sacha Lambert" in first] == [True, False]
    assert ["Nour Haddad" in second, "Sacha Lambert" in second] == [False, True]


def test_the_table_has_every_contract(browse):
    in_english()
    key = ready().id
    response = browse(FINANCE).get(f"{PAGE}/table.csv")
    head, row = response.data.decode("utf-8-sig").splitlines()
    assert head.startswith("Person,Contract,Kind of contract")
    assert row == (
        f"Sacha Lambert,PA-C-{key:06d},White-collar employee,2,553.12,885.00,179.21,"
        "100.67,52.00,0.00"
    )


def test_an_empty_quarter_says_so(browse):
    in_english()
    html = browse(FINANCE).get("/finance/quarters/2026-Q1/FA").text
    assert "Nobody confirmed work of this quarter with this employer." in html
    assert "Nothing to close" in html


def test_the_administrative_team_looks_and_does_not_close(browse):
    in_english()
    ready()
    team = browse(ADMIN_TEAM)
    assert "Close the quarter" not in team.get(PAGE).text
    assert team.get(LIST).status_code == 200
    assert team.get(f"{PAGE}/close").status_code == 403
    assert team.post(f"{PAGE}/close").status_code == 403
    assert counts()[0] == 0


@pytest.mark.parametrize("email", [MEMBER, WORKER, ADVISER, STRANGER, SYSTEM_ADMIN])
@pytest.mark.parametrize("path", [LIST, PAGE, f"{PAGE}/close", f"{PAGE}/table.csv"])
def test_nobody_else_sees_any_of_it(browse, email, path):
    ready()
    assert browse(email).get(path).status_code == 403


@pytest.mark.parametrize("path", ["2026-Q5/PA", "2026-Q2/XX", "2026-05/PA", "nonsense/PA"])
def test_what_there_is_not(browse, path):
    assert browse(FINANCE).get(f"{LIST}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("word", "seen"),
    [("fr", "3e trimestre 2026"), ("nl", "3e kwartaal 2026"), ("en", "3rd quarter")],
)
def test_the_pages_speak_three_languages(browse, word, seen):
    ready(IN_JULY, entity=SC)
    db.session.execute(sa.update(Person).values(language=word))
    db.session.commit()
    finance = browse(FINANCE)
    assert seen in finance.get(LIST).text
    assert seen in finance.get("/finance/quarters/2026-Q3/SC").text
