"""Holiday pay, the employer's cost and explanations from the terminal: exact and sourced."""

import json
from decimal import Decimal

import pytest

from domain.parameters import names
from domain.payroll.steps import STEPS


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


def test_the_holiday_pay_of_a_contract_that_ends(run):
    found = facts(run("holiday-pay", "--gross", "1000", "--month", "2026-09", "--json"))
    assert (found["gross"], found["social_security"]) == ("153.40", "18.91")
    assert (found["taxable"], found["withholding"], found["net"]) == ("134.49", None, None)
    assert [line["amount"] for line in found["lines"]] == ["76.70", "76.70", "-10.02", "-8.89"]
    assert all(line["source"] for line in found["lines"])
    assert found["confidence"] == "published"


def test_double_holiday_pay_with_its_tax(run):
    base = ["holiday-pay", "--double", "--gross", "3000", "--month", "2026-09", "--annual", "36000"]
    found = facts(run(*base, "--json"))
    assert (found["gross"], found["withholding"], found["net"]) == ("2760.00", "1028.68", "1398.03")
    assert found["lines"][-1]["value"] == "0.4239"
    with_children = facts(run(*base, "--children", "4", "--json"))
    assert Decimal(with_children["net"]) > Decimal(found["net"])


def test_what_a_holiday_fund_pays(run):
    found = facts(run("holiday-pay", "--fund", "--gross", "1000", "--month", "2026-09", "--json"))
    assert (found["gross"], found["net"], found["confidence"]) == ("166.10", None, "own")


def test_people_read_holiday_pay_line_by_line(run):
    words = ["holiday-pay", "--leaving", "--gross", "1000", "--month", "2026-09"]
    before, after = run(*words).output, run(*words, "--annual", "30000").output
    assert "7.67%, 2025-01-01, official, https" in before
    assert "Net pay" not in before
    assert "Net pay" in after
    assert "39.37" not in after
    assert "36.34%" in after
    fund = run("holiday-pay", "--fund", "--gross", "1000", "--month", "2026-09").output
    assert "€166.10" in fund
    assert len(fund.splitlines()) == 1


def test_the_cost_of_a_month(run):
    found = facts(run("employer-cost", "--gross", "3000", "--month", "2026-09", "--json"))
    assert (found["total"], found["reductions"]) == ("4346.70", "0.00")
    assert (found["employment_budget"], found["margin"]) == ("4800.00", "453.30")
    assert (found["confidence"], found["margin_confidence"]) == ("own", "illustrative")
    assert any("whole quarter" in sentence for sentence in found["left_out"])


def test_the_cost_of_a_quarter_is_reduced_for_the_common_pot(run):
    found = facts(
        run("employer-cost", "--gross", "6700.83", "--quarter", "--month", "2026-09", "--workers",
            "9", "--json")
    )  # fmt: skip
    assert (found["total"], found["reductions"]) == ("8411.45", "1184.14")
    assert found["margin_from_reductions"] == "1184.14"
    whole = Decimal(found["margin_from_coefficient"]) + Decimal(found["margin_from_reductions"])
    assert whole == Decimal(found["margin"])


def test_the_employer_and_its_fund_change_the_cost(run):
    base = ["employer-cost", "--gross", "1000", "--month", "2026-09", "--json"]
    amounts = [
        facts(run(*base, *more))["total"]
        for more in ([], ["--employer", "non-profit"], ["--fund", "pc-200"], ["--workers", "9"])
    ]
    assert amounts == ["1448.90", "1522.90", "1451.20", "1432.00"]
    student = facts(run(*base, "--category", "student"))
    assert student["total"] == "1054.20"


def test_the_cost_of_what_no_unit_can_offer_has_no_margin(run):
    base = ["employer-cost", "--gross", "1000", "--month", "2026-09", "--category", "flexi"]
    found = facts(run(*base, "--json"))
    assert (found["gross"], found["total"]) == ("1000.00", "1378.18")
    assert [found[name] for name in ("employment_budget", "margin", "margin_confidence")] == [
        None, None, None,
    ]  # fmt: skip
    text = run(*base).output
    assert "Special employer contribution for flexi-jobs" in text
    assert "Margin for the common pot" not in text


def test_people_read_what_is_not_counted(run):
    result = run("employer-cost", "--gross", "5000", "--month", "2026-09", "--category", "artist")
    assert result.exit_code == 0
    assert "Holiday scheme, yearly notice" in result.output
    assert "19.88%, 2025-01-01, published" in result.output
    assert "Not counted:" in result.output
    assert "Temporary wage moderation" in result.output


def test_a_figure_is_explained(run):
    found = facts(run("explain", "employment/minimum_wage", "--on", "2026-09-30", "--json"))
    assert (found["value"], found["confidence"]) == ("2233.61", "published")
    assert found["unit"] == "EUR a month, full time, from 18 years of age"
    assert [entry["since"] for entry in found["history"]] == [
        "2026-07-01",
        "2026-04-01",
        "2025-02-01",
    ]
    text = run("explain", "employment/minimum_wage", "--on", "2026-09-30").output
    now, other = text.split("Every other value")
    assert "€2,233.61" in now
    assert "€2,189.81" in other
    assert "https://cnt-nar.be" in now


def test_a_table_is_explained_row_by_row(run):
    words = ["explain", "withholding_tax/exceptional_holiday_pay", "--on", "2026-09-30"]
    found = facts(run(*words, "--json"))
    assert found["value"] is None
    assert found["table"]["brackets"][1] == {"over": "10675", "rate": "0.1917"}
    assert "Above: €45,860.00, Rate on what is above: 47.44%" in run(*words).output


def test_a_figure_on_a_day_without_it_keeps_its_history(run):
    words = ["explain", "employer/structural_low_pay", "--on", "2026-10-01"]
    found = facts(run(*words, "--json"))
    assert (found["value"], found["since"], found["table"]) == (None, None, None)
    assert len(found["history"]) == 1
    assert "not known" in run(*words).output


@pytest.mark.parametrize("name", STEPS)
def test_every_step_is_explained(run, name):
    found = facts(run("explain", name, "--on", "2026-09-30", "--json"))
    assert [figure["name"] for figure in found["figures"]] == [
        figure.name for figure in STEPS[name].figures
    ]
    text = run("explain", name, "--on", "2026-09-30").output
    for figure in STEPS[name].figures:
        assert f"({figure.name})" in text


def test_today_is_the_day_unless_told_otherwise(run):
    assert facts(run("explain", "vat/standard_rate", "--json"))["on"] == "2026-09-14"


@pytest.mark.parametrize("name", names())
def test_every_figure_can_be_explained(run, name):
    assert run("explain", name).exit_code == 0


def test_an_unknown_name_lists_the_known_ones(run):
    result = run("explain", "vat/standard")
    assert result.exit_code == 2
    assert "“vat/standard”" in result.output
    for name in (*STEPS, *names()):
        assert f"  {name}\n" in result.output


REFUSALS = [
    (["holiday-pay", "--gross", "1.250", "--month", "2026-09"], 1, "not a clear amount"),
    (["holiday-pay", "--gross", "1000", "--month", "2024-09"], 1, "No figure for"),
    (["holiday-pay", "--gross", "1000", "--month", "September"], 1, "is not a month"),
    (
        ["holiday-pay", "--gross", "1", "--month", "2026-09", "--annual", "1", "--children", "13"],
        1,
        "12 children at most",
    ),
    (["holiday-pay", "--fund", "--gross", "1", "--month", "2026-09", "--annual", "1"], 2, "fund"),
    (["holiday-pay", "--month", "2026-09"], 2, "--gross"),
    (["employer-cost", "--gross", "-1", "--month", "2026-09"], 1, "not a clear amount"),
    (["employer-cost", "--gross", "1", "--month", "2024-09"], 1, "No figure for"),
    (["employer-cost", "--gross", "1", "--month", "2026-12", "--quarter"], 1, "No figure for"),
    (
        ["employer-cost", "--gross", "1", "--month", "2026-09", "--quarter", "--employer",
         "non-profit"],
        1,
        "is not known for this employer: Non-profit sector",
    ),
    (["employer-cost", "--gross", "1", "--month", "2026-09", "--workers", "0"], 1, "from 1"),
    (["employer-cost", "--gross", "1", "--month", "2026-09", "--category", "mime"], 2, "mime"),
    (["explain", "work-bonus", "--on", "September"], 2, "September"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "reason"), REFUSALS)
def test_a_refusal_is_a_sentence_and_an_exit_code(run, words, code, reason):
    result = run(*words)
    assert result.exit_code == code
    assert reason in result.output
    assert "Traceback" not in result.output
