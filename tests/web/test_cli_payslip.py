"""Payslips of every kind and situation, and amateur-arts allowances, from the terminal."""

import json
from decimal import Decimal

import pytest

from domain.employment import ContractType

MONTH = ("--month", "2026-09")


@pytest.fixture
def run(app, monkeypatch):
    """A command of the terminal, in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    return lambda *words: app.test_cli_runner().invoke(args=list(words))


@pytest.fixture
def slip(run):
    """The facts of a payslip of September 2026."""

    def ask(*words):
        result = run("payslip", *MONTH, "--json", "--lines", *words)
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    return ask


@pytest.mark.parametrize(
    ("kind", "net"),
    [
        (ContractType.WHITE_COLLAR, "2261.33"),
        (ContractType.BLUE_COLLAR, "2248.73"),
        (ContractType.ARTIST, "2248.73"),
        (ContractType.STUDENT, "2918.70"),
        (ContractType.ARTIST_1BIS, "2248.73"),
        (ContractType.STUDENT_OVER_QUOTA, "2261.33"),
        (ContractType.FLEXI, "3230.10"),
        (ContractType.SUPPORT, "2261.33"),
    ],
)
def test_3000_of_every_kind(slip, kind, net):
    found = slip("--category", kind.value, "--gross", "3000")
    assert found["net"] == net
    lines = sum(Decimal(line["amount"]) for line in found["lines"])
    assert lines == Decimal(net)
    assert all(line["source"] for line in found["lines"][1:])


def test_every_situation_changes_the_tax(slip):
    alone = slip("--gross", "3000")
    situations = [
        ["--children", "2"],
        ["--children", "1", "--single-parent"],
        ["--spouse", "without-income"],
        ["--spouse", "with-income", "--children", "3"],
    ]
    taxes = [Decimal(slip("--gross", "3000", *words)["withholding"]) for words in situations]
    assert all(tax < Decimal(alone["withholding"]) for tax in taxes)
    artist = ["--category", "artist", "--gross", "3000"]
    assert slip(*artist, "--flat-rate")["withholding"] != slip(*artist)["withholding"]


def test_half_time_has_half_of_the_bonus(slip):
    half = slip("--gross", "1500", "--hours", "83,6")
    assert (half["work_bonus_a"], half["work_bonus_b"]) == ("55.27", "0.00")
    assert slip("--gross", "1500", "--days", "11")["net"] == half["net"]


def test_several_contracts_are_one_payslip(slip):
    two = slip("--gross", "1000", "--days", "8", "--also", "white-collar:500.00:3")
    one = slip("--gross", "1500", "--days", "11")
    assert two["net"] == one["net"]
    mixed = slip("--gross", "1000", "--also", "artist:500", "--also", "student:200:4:30.4")
    assert mixed["gross"] == "1700.00"
    assert [line["label"] for line in mixed["lines"] if line["figure"] is None] == [
        "Gross pay, white-collar work",
        "Gross pay, artistic work",
        "Gross pay, student work",
    ]


def test_what_comes_once_has_its_own_tax(slip):
    found = slip("--gross", "3000", "--annual", "36000", "--premium", "500", "--double-holiday-pay")
    once = found["once"]
    assert once["double_holiday_pay"]["net"] == "1398.03"
    assert (once["premium"]["gross"], once["premium"]["social_security"]) == ("500.00", "65.35")
    assert once["premium"]["lines"][-1]["value"] == "0.4644"
    parts = [found["net"], *(paid["net"] for paid in once.values())]
    assert Decimal(found["net_altogether"]) == sum(map(Decimal, parts))


def test_people_read_what_comes_once_after_the_payslip(run):
    words = ["payslip", *MONTH, "--gross", "3000", "--annual", "36000", "--premium", "500"]
    lines = run(*words).output.splitlines()
    labels = [line.split("  ")[0] for line in lines]
    assert labels[-4:] == [
        "Social security",
        "Withholding tax on exceptional pay",
        "Net, paid once",
        "Net altogether",
    ]
    assert "€2,261.33" in lines[labels.index("Net pay")]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--premium", "500"], "Give --annual"),
        (["--double-holiday-pay"], "Give --annual"),
        (["--category", "artist", "--double-holiday-pay", "--annual", "36000"], "pays no holidays"),
        (["--category", "student", "--premium", "5", "--annual", "1"], "is not confirmed"),
        (["--single-parent", "--spouse", "with-income"], "has no spouse"),
        (["--hours", "0"], "Work takes some time"),
        (["--hours", "many"], "Type hours from 0 to 24"),
        (["--hours", "7.605"], "Type hours from 0 to 24"),
        (["--also", "artist"], "is not a clear amount"),
        (["--also", "painter:500"], "is not a contract"),
        (["--also", "artist:500:three"], "is not a contract"),
        (["--also", "artist:500:3:22:8"], "is not a contract"),
        (["--also", "artist:500:0"], "at least one day"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(run, words, reason):
    result = run("payslip", *MONTH, "--gross", "3000", *words)
    assert result.exit_code != 0
    assert reason in result.output


def test_flexi_pay_above_the_year_is_refused(run):
    result = run("payslip", *MONTH, "--gross", "11146", "--category", "flexi")
    assert result.exit_code == 1
    assert "free of tax" in result.output


# Amateur arts

MAY = ["amateur-arts", "--day", "2025-05-01", "--amount", "80.18"]


def test_an_amateur_receives_everything(run):
    words = [*MAY, "--day", "2025-05-02", "--travel", "10", "--declared", "2025-04-30"]
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["net"], found["confidence"]) == ("180.36", "published")
    assert [line["amount"] for line in found["lines"]] == ["160.36", "20.00"]
    told = run(*words).output
    assert "Paid, whole" in told
    assert "€180.36" in told


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (MAY, "must be declared before that day"),
        ([*MAY, "--declared", "2025-05-01"], "must be declared before that day"),
        ([*MAY, "--declared", "2025-04-30", "--travel", "23"], "of travel a day is more than"),
        (["amateur-arts", "--day", "2025-05-01", "--amount", "81", "--declared", "2025-04-01"],
         "or make a contract"),
        (["amateur-arts", "--day", "2026-05-01", "--amount", "70", "--declared", "2026-04-01"],
         "No figure for"),
        ([*MAY, "--declared", "2025-04-01",
          *(word for day in range(24, 31) for word in ("--here", f"2025-04-{day}"))],
         "days in a row"),
        ([*MAY, "--declared", "2025-04-01",
          *(word for day in range(1, 31) for word in ("--elsewhere", f"2025-04-{day:02}"))],
         "31 in 2025"),
    ],
)  # fmt: skip
def test_an_allowance_that_would_be_pay_is_refused(run, words, reason):
    result = run(*words)
    assert result.exit_code == 1
    assert reason in result.output
