"""Every dated figure is shown with its dates, its source and how sure it is, to everyone."""

from datetime import date

import pytest

from domain.parameters import names, parameter
from tests.web.conftest import HTMX
from web.demo.people import ADVISER, MEMBER, STRANGER
from web.queries.rules import AREAS, ENTRIES

RATE = "/rules/cooperative/contribution_rate"
COEFFICIENT = "/rules/cooperative/coefficient_white_collar"
OWN = "/rules/expenses/kilometre_own_rate"
SCALE = "/rules/withholding_tax/key_formula"
ENGLISH = {"Accept-Language": "en"}


@pytest.mark.parametrize("reader", ["", MEMBER, STRANGER, ADVISER])
def test_everyone_may_see_every_figure(browse, reader):
    page = browse(reader).get("/rules").text
    for name in names():
        assert f"/rules/{name}" in page
    assert "6,5" in page or "6.5" in page


@pytest.mark.parametrize("name", names())
def test_every_figure_has_a_page(browse, name):
    visitor = browse("")
    response = visitor.get(f"/rules/{name}", headers=ENGLISH)
    assert response.status_code == 200
    assert parameter(name).title.replace("'", "&#39;") in response.text
    assert "Source" in response.text


def test_every_entry_of_every_table_has_a_name():
    for name in names():
        assert name.split("/")[0] in AREAS, f"say in AREAS what {name} belongs to"
        for dated in parameter(name).history:
            for key, value in dated.table.items():
                rows = (
                    [row for row in value if isinstance(row, dict)]
                    if isinstance(value, list)
                    else []
                )
                keys = {entry for row in rows for entry in row}
                if not isinstance(value, list):
                    keys.add(key)
                assert keys <= set(ENTRIES), f"say in ENTRIES what {name} calls {keys}"


def test_the_value_is_the_one_in_force_on_the_day(browse):
    visitor = browse("")
    page = visitor.get("/rules/employment/minimum_wage?on=2026-05-01", headers=ENGLISH).text
    now = page[: page.index('id="history"')]
    assert "€2,189.81" in now
    assert "€2,233.61" not in now
    assert "€2,233.61" in page


def test_a_day_without_a_figure_is_told(browse):
    page = browse("").get("/rules/employment/minimum_wage?on=2026-02-01", headers=ENGLISH)
    assert page.status_code == 200
    assert "No figure is known" in page.text
    assert "not known" in browse("").get("/rules?on=2026-02-01", headers=ENGLISH).text


@pytest.mark.parametrize("path", ["/rules", RATE, RATE + "/card"])
def test_a_wrong_day_is_refused_and_kept(browse, path):
    response = browse("").get(path + "?on=31/31/2026", headers=ENGLISH)
    assert response.status_code == 422
    assert "This is not a date" in response.text
    assert "31/31/2026" in response.text


def test_a_day_may_be_typed_as_people_do(browse):
    page = browse("").get(RATE + "?on=1/5/2026", headers=ENGLISH).text
    assert 'datetime="2026-05-01"' in page


def test_how_sure_we_are_is_said_in_words(browse):
    visitor = browse("")
    assert "Made up for this demo" in visitor.get(COEFFICIENT, headers=ENGLISH).text
    assert "own setting, not confirmed" in visitor.get(OWN, headers=ENGLISH).text.lower()
    assert "Published" in visitor.get(RATE, headers=ENGLISH).text


def test_sources_are_links_to_elsewhere(browse):
    page = browse("").get(RATE, headers=ENGLISH).text
    assert '<a href="https://smartbe.be/fr/nos-services/financement/" rel="noopener' in page


def test_brackets_are_a_table(browse):
    page = browse("").get(SCALE, headers=ENGLISH).text
    assert "€16,710.00" in page
    assert "42.8%" in page
    assert "Rate on what is above" in page


def test_a_value_has_the_decimals_of_its_source(browse):
    visitor = browse("")
    assert "1.60" in visitor.get(COEFFICIENT, headers=ENGLISH).text
    assert "€0.4300" in visitor.get(OWN, headers=ENGLISH).text


def test_the_card_is_a_part_of_the_page(browse):
    visitor = browse("")
    card = visitor.get(RATE + "/card?on=2026-09-01", headers=HTMX | ENGLISH).text
    assert "<html" not in card
    assert "6.5%" in card
    assert "smartbe.be" in card
    whole = visitor.get(RATE + "/card?on=2026-09-01", headers=ENGLISH)
    assert "<html" in whole.text


@pytest.mark.parametrize(
    "path",
    [
        "/rules/nothing",
        "/rules/../../pyproject",
        "/rules/vat/../vat/standard_rate",
        "/rules/x/card",
    ],
)
def test_only_figures_are_shown(browse, path):
    assert browse("").get(path).status_code in (404, 308)


def test_the_past_and_the_far_future_do_no_harm(browse):
    for day in (date.min, date.max):
        assert browse("").get(f"/rules?on={day.isoformat()}").status_code == 200
