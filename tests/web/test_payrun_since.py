"""A preview compared with an earlier one: every difference is a contract with a name."""

import json

import pytest

from domain.money import eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.closing import AUGUST, PA, worked
from web.demo.people import FINANCE, MEMBER
from web.queries.payrun_since import added_since, mark

PAGE = "/finance/payslips/PA/2026-08"


def test_what_was_confirmed_since_explains_the_difference(browse):
    in_english()
    worked(gross="800.00", budget="1280.00")
    before, finance = mark(PA, AUGUST), browse(FINANCE)
    assert f"since={before}" in finance.get(PAGE).text
    assert "the payslips say the same" in finance.get(f"{PAGE}?since={before}").text
    worked(email=MEMBER, gross="321.00", budget="600.00", work="Late lecture")
    worked(unit_id=2)  # with another employer
    (line,) = added_since(PA, AUGUST, before)
    assert (line.person, line.work, line.gross) == ("Nour Haddad", "Late lecture", eur("321.00"))
    assert not line.corrects
    page = finance.get(f"{PAGE}?since={before}").text
    assert "1 contract changes the payslips" in page
    assert "Late lecture" in page
    assert f"since={mark(PA, AUGUST)}" in page


@pytest.mark.parametrize("since", ["", "nonsense", "-1"])
def test_an_address_that_makes_no_sense_compares_with_nothing(browse, since):
    worked()
    assert browse(FINANCE).get(f"{PAGE}?since={since}").status_code == 200


def test_the_terminal_tells_where_a_preview_stands_and_what_came_since(app):
    with app.app_context():
        worked()
        runner, words = (
            app.test_cli_runner(),
            ["payrun", "--month", "2026-08", "--preview", "--json"],
        )
        first = json.loads(runner.invoke(args=words).output)["employers"][-1]
        assert first["added"] == []
        worked(email=MEMBER, gross="321.00", budget="600.00")
        again = runner.invoke(args=[*words, "--since", str(first["mark"])])
        (line,) = json.loads(again.output)["employers"][-1]["added"]
        assert line["gross"] == "321.00"
        assert line["person"] == make.person(MEMBER).name
