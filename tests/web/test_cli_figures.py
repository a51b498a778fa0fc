"""``flask figures``: what is kept, whether it is what the acts say, and beside a report."""

import pytest
import sqlalchemy as sa

from domain.figures.published import published
from domain.money import eur
from tests.web import make
from web.extensions import db
from web.models.figure import WHOLE, FigureDay


@pytest.fixture
def run(app, monkeypatch):
    """``flask figures`` in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    return lambda *words: app.test_cli_runner().invoke(args=["figures", *words])


@pytest.fixture
def sold(app):
    with app.app_context():
        make.invoice(price="1000.00")


def test_the_figures_of_a_day(run, sold):
    result = run()
    assert result.exit_code == 0, result.output
    lines = dict(line.rsplit("  ", 1) for line in result.output.splitlines())
    said = {name.strip(): text for name, text in lines.items()}
    assert said["Turnover"] == "€1,000.00"
    assert said["Invoices issued"] == "1 number"


def test_a_day_before_the_acts(run, sold):
    assert "€1,000.00" not in run("--on", "2026-09-13").output


def test_kept_figures_that_are_right_and_wrong(run, sold, app):
    result = run("--check")
    assert (result.exit_code, "what the acts say" in result.output) == (0, True)
    with app.app_context():
        wrong = sa.update(FigureDay).where(
            FigureDay.measure == "invoices", FigureDay.region == WHOLE
        )
        db.session.execute(wrong.values(amount=eur(3)))
        db.session.commit()
    result = run("--check")
    assert result.exit_code == 1
    assert "invoices: 3 is kept, the acts say 1" in result.output
    assert run("--rebuild").exit_code == 0
    assert run("--check").exit_code == 0


def test_beside_what_a_year_published(run):
    result = run("--compare", "2025")
    *rows, total = result.output.splitlines()
    assert len(rows) == len(published(2025))
    assert {row[0] for row in rows} <= {"=", "≠"}
    assert all(len(row.split()) > 3 for row in rows if row[0] == "≠"), "a difference has a cause"
    assert total.endswith(f"of {len(rows)} agree.")
    assert run("--compare", "2024").exit_code != 0
