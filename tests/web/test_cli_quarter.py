"""Quarters and their declaration from the terminal: a preview, a close, control totals, files."""

import csv
import io
import json

import pytest
import sqlalchemy as sa

from domain.money import ZERO
from tests.web.quartering import AUTUMN, close, counts, ready, worked
from web import clock
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Earning
from web.models.quarter import QuarterRun


@pytest.fixture
def run(app, monkeypatch):
    """A command of the terminal, in English, in the autumn after some work in May."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    monkeypatch.setattr(clock, "now", lambda: AUTUMN)
    with app.app_context():
        ready()
    return lambda *words: app.test_cli_runner().invoke(args=[*words])


def told(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_a_preview_is_exact_and_changes_nothing(app, run):
    facts = told(run("quarter", "--quarter", "2026-Q2", "--preview", "--json"))
    (seen,) = facts["employers"]
    assert (seen["employer"], seen["sector"], seen["state"]) == ("PA", "non-profit", "open")
    assert seen["whole"] == {
        "gross": "553.12", "budget": "885.00", "contributions": "179.21", "holiday": "100.67",
        "reductions": "0.00", "margin": "52.00", "to_common_pot": "52.00",
    }  # fmt: skip
    assert [line["figure"] for line in seen["lines"]] == [
        "employer/basic_non_profit", "employer/moderation_non_profit", "holiday/provision",
    ]  # fmt: skip
    assert seen["months"] == {"2026-05": "closed"}
    assert seen["to_book"]["people"] == 1
    assert any("non-profit" in text for text in seen["not_known"])
    with app.app_context():
        assert counts()[0] == 0


def test_the_text_tells_the_same(run):
    output = run("quarter", "--quarter", "2026-q2", "--preview").output
    assert "Productions Associées Demo · 2nd quarter 2026 · To close" in output
    for part in ("Non-profit sector", "24.92%", "€100.67", "margin", "€52.00", "not known"):
        assert part in output


def test_closing_books_once(app, run):
    close_it = ("quarter", "--quarter", "2026-Q2", "--employer", "PA", "--close")
    assert "Closed: booked for 1 people." in run(*close_it).output
    again = run(*close_it)
    assert again.exit_code == 1
    assert "Nothing was booked a second time." in again.output
    with app.app_context():
        assert db.session.scalars(sa.select(QuarterRun.people)).all() == [1]
        assert db.session.scalars(sa.select(QuarterRun.closed_by_id)).all() == [None]


def test_one_employer_that_cannot_be_closed_does_not_stop_the_other(app, run):
    with app.app_context():
        worked(unit_id=2)
    result = run("quarter", "--quarter", "2026-Q2", "--close", "--json")
    assert result.exit_code == 1
    assert "SmartCoop Demo: 2nd quarter 2026 cannot be closed yet" in result.output
    with app.app_context():
        assert db.session.scalars(sa.select(QuarterRun.entity_id)).all() == [2]


def test_a_missing_figure_is_told(run, monkeypatch):
    monkeypatch.setattr("domain.true_up._is_known", lambda _figure, _day: False)
    result = run("quarter", "--quarter", "2026-Q2", "--preview")
    assert result.exit_code == 1
    assert (
        "nobody knows these figures on its last day: Basic employer contribution" in result.output
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("quarter", "--quarter", "2026-05", "--preview"), "is not a quarter"),
        (("quarter", "--quarter", "2026-Q1", "--preview"), "there is nothing to close"),
        (("dmfa", "--quarter", "2026-Q1", "--employer", "PA"), "there is nothing to close"),
        (("dmfa", "--quarter", "nonsense", "--employer", "PA"), "is not a quarter"),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_code_1(run, words, why):
    result = run(*words)
    assert result.exit_code == 1
    assert why in result.output
    assert "Traceback" not in result.output


def test_one_of_preview_and_close(run):
    assert run("quarter", "--quarter", "2026-Q2").exit_code == 2


DMFA = ("dmfa", "--quarter", "2026-Q2", "--employer", "PA")


def test_the_declaration_of_an_open_quarter_is_refused(app, run):
    result = run(*DMFA)
    assert result.exit_code == 1
    assert "✗ Contributions of the employer" in result.output
    assert "The quarter is not closed" in result.output
    assert run(*DMFA, "--json").exit_code == 1
    with app.app_context():
        assert noted() == []


def noted():
    query = sa.select(AuditEntry).where(AuditEntry.act == "dmfa_exported")
    return [entry.facts["kind"] for entry in db.session.scalars(query)]


def test_the_declaration_of_a_closed_quarter_agrees_with_the_ledger(app, run):
    with app.app_context():
        close()
    output = run(*DMFA).output
    assert "Prepared, not filed" in output
    assert output.count("✓") == 5
    facts = told(run(*DMFA, "--json"))
    assert facts["sums"]["employer"] == "179.21"
    assert all(item["agrees"] for item in facts["control"])
    with app.app_context():
        assert noted() == ["json"]


def test_the_declaration_as_a_file(app, run, tmp_path):
    with app.app_context():
        close()
    out = tmp_path / "declaration.csv"
    assert run(*DMFA, "--csv", "--out", str(out)).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert {row["person"] for row in rows} == {"Sacha Lambert"}
    with app.app_context():
        assert noted() == ["csv"]


def test_what_is_to_mend_is_counted(app, run):
    with app.app_context():
        close()
        db.session.execute(sa.update(Earning).values(social_security=ZERO))
        db.session.commit()
    result = run(*DMFA)
    assert result.exit_code == 0
    assert "Things to mend, told at each person: 1" in result.output
