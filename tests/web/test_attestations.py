"""Attestations: asked for by oneself, frozen, made as a PDF in the chosen language, kept."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from domain.attestations import (
    BackwardPeriod,
    NothingClosed,
    NothingConfirmed,
    PeriodToCome,
)
from domain.money import Eur, eur, total
from domain.periods import Month
from tests.web import make
from tests.web.attesting import asked, sheet_of, text
from tests.web.closing import AUGUST, DAYS, JULY, close, slips, worked
from web import clock
from web.actions import attestations as actions
from web.demo.people import WORKER
from web.extensions import db
from web.models.attestation import Attestation
from web.models.contract import Contract
from web.queries import attestations as queries


def test_it_says_each_contract_and_the_whole(app_context):
    first = worked()
    worked(gross="1000.00", budget="1600.00")
    worked(unit_id=2, days=(date(2026, 8, 24),))
    row = asked()
    sheet = sheet_of(row)
    assert [item.employer.name[:10] for item in sheet.worked] == ["SmartCoop ", "Production"]
    assert sheet.worked[1].lines[0].reference == f"PA-C-{first.id:06d}"
    (alone, both) = sheet.worked
    assert (alone.days, alone.hours) == (1, Decimal("7.60"))
    assert (both.days, both.hours) == (4, Decimal("30.40"))
    contracts = db.session.scalars(sa.select(Contract)).all()
    assert total(item.gross for item in sheet.worked) == total(item.gross for item in contracts)
    said = text()
    assert f"AT-{row.id:06d}" in said
    assert "Sacha Lambert" in said
    assert "not an official form" in said
    assert "All employers together: 5 days, 38 hours" in said


def test_consecutive_periods_add_up_to_the_whole(app_context):
    worked(days=(date(2026, 7, 30), date(2026, 7, 31), *DAYS), gross="1000.01", budget="1700.00")
    cuts = [date(2026, 7, 1), date(2026, 7, 30), date(2026, 8, 20), date(2026, 8, 31)]
    parts = []
    for first, last in pairwise(cuts):
        period = (date.fromordinal(first.toordinal() + 1), last)
        parts.append(total(item.gross for item in queries.worked(3, *period)))
    assert total(parts) == eur("1000.01")
    assert len({part for part in parts if part}) > 1


def test_only_confirmed_work_counts_and_the_rest_is_told(app_context):
    make.contract(days=DAYS)
    with pytest.raises(NothingConfirmed):
        asked()
    db.session.rollback()
    worked()
    assert sheet_of(asked()).to_confirm == 1
    assert "1 contract with days in this period is not confirmed yet" in text()


@pytest.mark.parametrize(
    ("period", "why"),
    [
        ((date(2026, 8, 31), date(2026, 8, 1)), BackwardPeriod),
        ((date(2026, 9, 1), date(2026, 9, 15)), PeriodToCome),
        ((date(2026, 5, 1), date(2026, 5, 31)), NothingConfirmed),
    ],
)
def test_a_period_that_cannot_be_attested(app_context, period, why):
    worked()
    with pytest.raises(why):
        asked(period=period)
    db.session.rollback()
    assert not db.session.scalars(sa.select(Attestation.id)).all()


@pytest.mark.slow
def test_the_year_adds_up_closed_payslips_and_names_what_is_open(app_context):
    worked(days=(date(2026, 7, 20),), gross="3000.00", budget="4900.00")
    worked()
    worked(days=(date(2026, 9, 3),))
    close(JULY)
    close(AUGUST)
    person = make.person(WORKER)
    sheet = sheet_of(actions.ask_for_year(person, 2026, language="fr", now=clock.now()))
    (year,) = sheet.paid
    closed = slips()
    assert (year.gross, year.net) == (
        total(slip.gross for slip in closed),
        total(slip.net for slip in closed),
    )
    assert year.months == ("2026-07", "2026-08")
    kept = (year.social_security, year.withholding, year.special_contribution)
    assert year.gross == Eur(year.net + total(kept))
    assert [(item.month, item.employer[:10]) for item in sheet.still_open] == [
        ("2026-09", "Production")
    ]
    assert "AT-" in text()


def test_a_correction_counts_once_and_an_open_one_is_named(app_context):
    worked()
    close(AUGUST)
    worked(gross="700.00", budget="1200.00")
    person = make.person(WORKER)
    before = sheet_of(actions.ask_for_year(person, 2026, language="en", now=clock.now()))
    assert [item.when for item in before.still_open] == [AUGUST]
    close(AUGUST)
    person = make.person(WORKER)
    after = sheet_of(actions.ask_for_year(person, 2026, language="en", now=clock.now()))
    assert after.still_open == ()
    assert after.paid[0].net == slips()[-1].net
    assert after.paid[0].months == ("2026-08",)


def test_a_settlement_counts_as_special_contribution(app_context):
    april, june = Month(2026, 4), Month(2026, 6)
    worked(days=(date(2026, 4, 20),), gross="5000.00", budget="8100.00")
    close(april)
    close(june)
    (year,) = queries.paid(make.person(WORKER).id, 2026)
    first, last = slips()
    assert year.special_contribution == Eur(first.special_contribution + last.settlement)
    kept = (year.social_security, year.withholding, year.special_contribution)
    assert year.gross == Eur(year.net + total(kept))


def test_a_year_without_a_closed_payslip_is_refused(app_context):
    worked()
    with pytest.raises(NothingClosed):
        actions.ask_for_year(make.person(WORKER), 2026, language="fr", now=clock.now())


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "1er août 2026"), ("nl", "1 augustus 2026"), ("en", "1 August 2026")],
)
def test_the_paper_is_in_the_language_chosen_and_carries_the_number(app_context, language, words):
    worked()
    asked(language=language)
    said = text()
    assert words in said
    number = make.person(WORKER).national_number
    assert number[-2:] in said.replace(" ", "")
    assert number not in str(db.session.scalars(sa.select(Attestation.sheet)).one())


def test_what_was_attested_never_changes(app_context):
    worked()
    asked()
    for statement in ("UPDATE attestation SET language = 'nl'", "DELETE FROM attestation"):
        with pytest.raises(DBAPIError):
            db.session.execute(sa.text(statement))
        db.session.rollback()
