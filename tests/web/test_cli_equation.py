"""The equation and the payslip from the terminal: exact for scripts, sourced for people."""

import json
from decimal import Decimal

import pytest


@pytest.fixture
def run(app, monkeypatch):
    """A command of the terminal, in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    return lambda *words: app.test_cli_runner().invoke(args=list(words))


def facts(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_from_the_price(run):
    found = facts(
        run("equation", "--price", "1000", "--contract", "white-collar", "--days", "2",
            "--expenses", "50", "--json")
    )  # fmt: skip
    assert found["contribution"] == "65.00"
    assert found["employment_budget"] == "885.00"
    assert (found["gross"], found["gross_per_day"]) == ("553.12", "276.56")
    assert (found["social_security"], found["net"]) == ("72.29", "480.83")
    assert found["left_over"] == "0.00"
    assert found["days"] == ["2026-09-14", "2026-09-15"]
    assert found["confidence"] == "illustrative"
    spent = sum(Decimal(found[name]) for name in ("contribution", "expenses", "employment_budget"))
    assert spent == Decimal(found["price"])


def test_from_the_net(run):
    found = facts(run("equation", "--net", "500", "--on", "2026-10-01", "--json"))
    assert Decimal(found["net"]) >= 500
    again = facts(run("equation", "--price", found["price"], "--on", "2026-10-01", "--json"))
    assert again["net"] == found["net"]


def test_a_weekend_and_a_holiday_are_not_worked(run):
    found = facts(run("equation", "--price", "1000", "--days", "2", "--on", "2026-11-10", "--json"))
    assert found["days"] == ["2026-11-10", "2026-11-12"]


def test_people_read_the_rate_and_the_source_of_every_line(run):
    result = run("equation", "--price", "1000", "--expenses", "50,00")
    assert result.exit_code == 0
    assert "€885.00" in result.output
    assert "6.5%, 2016-01-01, published" in result.output
    assert "illustrative" in result.output


REFUSALS = [
    (["equation", "--price", "100", "--days", "3"], "legal minimum"),
    (["equation", "--price", "10", "--expenses", "50"], "does not cover the expenses"),
    (["equation", "--price", "1000", "--on", "2025-01-06"], "No figure for"),
    (["equation", "--price", "1.250"], "not a clear amount"),
    (["equation", "--net", "99999999"], "out of reach"),
    (["payslip", "--gross", "-5", "--month", "2026-09"], "not a clear amount"),
    (["payslip", "--gross", "3000", "--month", "2025-09"], "No figure for"),
    (["payslip", "--gross", "3000", "--month", "September"], "is not a month"),
]


@pytest.mark.parametrize(("words", "reason"), REFUSALS)
def test_a_refusal_is_a_sentence_and_exit_code_1(run, words, reason):
    result = run(*words)
    assert result.exit_code == 1
    assert reason in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("words", [["equation"], ["equation", "--price", "1", "--net", "1"]])
def test_one_of_price_and_net(run, words):
    assert run(*words).exit_code == 2


def test_a_payslip_of_the_reference(run):
    found = facts(
        run("payslip", "--category", "white-collar", "--gross", "2233.61", "--month", "2026-09",
            "--json")
    )  # fmt: skip
    assert found == {
        "gross": "2233.61",
        "social_security": "291.93",
        "work_bonus_a": "127.54",
        "work_bonus_b": "164.39",
        "taxable": "2233.61",
        "withholding": "138.35",
        "special_contribution": "10.81",
        "net": "2084.45",
    }


def test_children_and_a_spouse_change_the_tax(run):
    base = ["payslip", "--gross", "2233.61", "--month", "2026-09", "--json"]
    assert facts(run(*base, "--children", "2"))["net"] == "2222.45"
    alone, couple = facts(run(*base)), facts(run(*base, "--spouse", "without-income"))
    assert Decimal(couple["withholding"]) < Decimal(alone["withholding"])


def test_every_line_of_a_payslip_shows_its_source(run):
    result = run("payslip", "--gross", "2233.61", "--month", "2026-09")
    assert result.exit_code == 0
    for line in result.output.splitlines()[1:-1]:
        assert "http" in line
