"""Closing a quarter: the real cost is booked once, the rest goes to the common pot."""

from datetime import date

import pytest
import sqlalchemy as sa

from domain import true_up
from domain.employment import ContractType
from domain.hours import FULL_DAY, NO_HOURS
from domain.ledger import Account, Act
from domain.money import ZERO, Eur, eur, total
from domain.periods import Month
from domain.quarters import (
    MonthsNotClosed,
    NothingNewInQuarter,
    QuarterState,
)
from tests.web.books import check_books
from tests.web.quartering import (
    AUTUMN,
    IN_JULY,
    IN_MAY,
    MEMBER,
    PA,
    Q2,
    Q3,
    SC,
    STUDIO,
    booked,
    close,
    close_months,
    counts,
    employer,
    in_transit,
    lines,
    ready,
    refused,
    worked,
)
from web.actions import dmfa
from web.actions.corrections import Correction, correct
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract
from web.models.ledger import Entry, UnitSum
from web.queries.quarter_reckoning import preview
from web.queries.quarters import line_of
from web.queries.soundness import verdicts

pytestmark = pytest.mark.usefixtures("app_context")

TODAY = AUTUMN.date()
MAY, JUNE, JULY = Month(2026, 5), Month(2026, 6), Month(2026, 7)


def is_sound():
    return all(verdict.is_sound for verdict in verdicts())


def state(quarter=Q2, entity=PA, today=TODAY):
    return line_of(employer(entity), quarter, today).state


def test_closing_books_the_real_cost_and_gives_the_rest_to_the_pot():
    ready()
    assert in_transit() == eur("-331.88")
    run = close()
    assert booked(Act.CLOSE) == {
        Account.EMPLOYMENT_IN_TRANSIT: eur("331.88"),
        Account.SOCIAL_SECURITY_DUE: eur("-179.21"),
        Account.HOLIDAY_DUE: eur("-100.67"),
        Account.POT_MARGIN: eur("-52.00"),
    }
    assert booked(Act.REDUCTION) == {}
    assert in_transit() == ZERO
    assert (run.sequence, run.people, run.earned) == (1, 1, 1)
    (entry,) = db.session.scalars(sa.select(Entry).where(Entry.act == Act.CLOSE))
    assert entry.reference == f"PA-Q-2026-Q2-{lines()[0].person_id:06d}"
    (noted,) = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "quarter_closed"))
    assert noted.facts == {"quarter": "2026-Q2", "people": "1", "margin": "52.00"}
    check_books()
    assert is_sound()


def test_reductions_go_to_the_pot_and_name_no_unit():
    days = [date(2026, 7, day) for day in range(1, 32) if date(2026, 7, day).weekday() < 5]
    ready(days, entity=SC, gross="2300.00", budget="3700.00")
    before = _unit(STUDIO)
    run = close(Q3, entity=SC)
    assert run.reductions > ZERO
    assert booked(Act.REDUCTION) == {
        Account.SOCIAL_SECURITY_DUE: run.reductions,
        Account.POT_REDUCTIONS: Eur(-run.reductions),
    }
    after = _unit(STUDIO)
    assert after[Account.UNIT_AVAILABLE] == before[Account.UNIT_AVAILABLE]
    assert Account.POT_REDUCTIONS not in after
    assert after[Account.EMPLOYMENT_IN_TRANSIT] == ZERO
    check_books()
    assert is_sound()


def _unit(unit_id):
    query = (
        sa.select(UnitSum.account, sa.func.sum(UnitSum.amount))
        .where(UnitSum.unit_id == unit_id)
        .group_by(UnitSum.account)
    )
    return dict(db.session.execute(query).all())


def test_a_budget_that_does_not_cover_the_cost_is_paid_by_the_pot():
    ready(gross="1000.00", budget="1200.00")
    run = close()
    assert booked(Act.CLOSE)[Account.POT_MARGIN] > ZERO
    assert run.budget - run.gross - run.contributions - run.holiday < ZERO
    assert in_transit() == ZERO


def test_closing_again_writes_nothing():
    ready()
    close()
    before = counts()
    refused(NothingNewInQuarter)
    assert counts() == before
    assert state() is QuarterState.CLOSED


def test_a_later_run_books_differences_only():
    ready()
    ready(email=MEMBER)
    close()
    worked((date(2026, 6, 8),), gross="1000.00", budget="1600.00")
    assert state() is QuarterState.WAITING
    assert refused(MonthsNotClosed).months == (JUNE,)
    close_months(JUNE)
    assert state() is QuarterState.CORRECTION
    seen = preview(employer(), Q2)
    run = close()
    assert (run.sequence, run.people) == (2, 1)
    assert (
        (run.gross, run.budget) == (eur(1000), eur(1600)) == (seen.added.gross, seen.added.budget)
    )
    assert run.contributions == seen.added.contributions
    assert [line.contract_id for line in lines()][2:] == [max(line.contract_id for line in lines())]
    assert in_transit() == ZERO
    refused(NothingNewInQuarter)
    check_books()
    assert is_sound()


def test_two_contracts_of_one_person_are_rounded_together():
    ready(gross="100.01", budget="160.02")
    worked((date(2026, 5, 6),), gross="100.01", budget="160.02")
    close_months(MAY)
    run = close()
    assert run.contributions == eur("64.81")  # 32.40 % of 200.02: rounded once
    assert total(line.contributions for line in lines()) == run.contributions
    assert booked(Act.CLOSE)[Account.SOCIAL_SECURITY_DUE] == Eur(-run.contributions)


def test_a_contract_over_the_edge_is_shared_between_its_quarters():
    worked(
        (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2)), gross="900.01", budget="1500.00"
    )
    close_months(JUNE, JULY)
    first = close()
    assert in_transit() != ZERO
    second = close(Q3)
    assert (first.gross + second.gross, first.budget + second.budget) == (eur("900.01"), eur(1500))
    assert in_transit() == ZERO
    check_books()


def test_what_a_correction_takes_away_is_taken_back():
    contract = ready()
    first = close()
    less = Correction(
        hours={IN_MAY[0]: FULL_DAY, IN_MAY[1]: NO_HOURS}, reason="Ill", author_id=contract.person_id
    )
    correct(db.session.get_one(Contract, contract.id), less, now=AUTUMN)
    close_months(MAY)
    second = close()
    assert (second.people, second.gross) == (1, Eur(contract.gross - first.gross))
    assert second.gross < ZERO < Eur(first.contributions + second.contributions)
    assert second.contributions < ZERO
    assert in_transit() == ZERO
    assert dmfa.check(employer(), Q2).agrees
    refused(NothingNewInQuarter)
    check_books()
    assert is_sound()


def test_a_reduction_that_becomes_known_is_booked_by_a_later_run(monkeypatch):
    known = true_up.unknown_reductions

    def unknown(sector, day):
        return (true_up.FIGURES_UNKNOWN,) if day == Q3.last_day else known(sector, day)

    days = [date(2026, 7, day) for day in range(1, 32) if date(2026, 7, day).weekday() < 5]
    ready(days, entity=SC, gross="2300.00", budget="3700.00")
    for module in ("domain.true_up", "web.actions.quarters", "web.queries.quarters",
                   "web.queries.quarter_reckoning"):  # fmt: skip
        monkeypatch.setattr(f"{module}.unknown_reductions", unknown)
    first = close(Q3, entity=SC)
    assert first.reductions == ZERO
    assert first.sheet["unknown"] == [true_up.FIGURES_UNKNOWN]
    assert state(Q3, SC) is QuarterState.CLOSED
    monkeypatch.undo()
    assert state(Q3, SC) is QuarterState.CORRECTION
    second = close(Q3, entity=SC)
    assert second.reductions > ZERO
    assert (second.gross, second.contributions) == (ZERO, ZERO)
    assert [entry.act for entry in db.session.scalars(
        sa.select(Entry).where(Entry.reference.like("%-2"))
    )] == [Act.REDUCTION]  # fmt: skip
    assert state(Q3, SC) is QuarterState.CLOSED


def test_a_figure_that_becomes_known_and_changes_nothing_is_noted(monkeypatch):
    ready(IN_JULY, entity=SC, kind=ContractType.STUDENT)
    for module in ("domain.true_up", "web.actions.quarters", "web.queries.quarters"):
        monkeypatch.setattr(
            f"{module}.unknown_reductions", lambda _sector, _day: (true_up.FIGURES_UNKNOWN,)
        )
    close(Q3, entity=SC)
    monkeypatch.undo()
    assert state(Q3, SC) is QuarterState.CORRECTION
    assert close(Q3, entity=SC).people == 0
    refused(NothingNewInQuarter, Q3, entity=SC)
