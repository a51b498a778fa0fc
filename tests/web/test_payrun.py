"""Closing a month: payslips for ever, on paper in each person's language, and no money moved."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from domain.employment import ContractType
from domain.money import Eur, eur, total
from domain.payrun import (
    FiguresMissing,
    MonthNotOver,
    NobodyPaid,
    NothingNew,
    PaysOtherwise,
    WorkToConfirm,
)
from domain.periods import Month
from domain.slip_sheet import from_json
from tests.web import make
from tests.web.books import check_books
from tests.web.closing import (
    AUGUST,
    DAYS,
    JULY,
    PA,
    close,
    employer,
    money,
    papers,
    refused,
    sheets,
    slips,
    worked,
)
from tests.web.papers import made, text_of
from tests.web.statements import statements
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.documents import archive
from web.documents.payslip import payslip as on_paper
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Earning
from web.models.pay import Debt
from web.models.payslip import PayRun
from web.queries.payrun import earners
from web.queries.payrun_control import controls
from web.queries.payrun_page import people, totals

pytestmark = pytest.mark.usefixtures("app_context")


def test_closing_makes_a_payslip_each_and_moves_no_money():
    worked()
    worked(gross="1000.00", budget="1600.00")
    worked(email=MEMBER)
    before = money()
    run = close()
    assert (run.sequence, run.people, run.earned, run.left_open) == (1, 2, 3, 0)
    assert money() == before
    assert [slip.sequence for slip in slips()] == [1, 1]
    assert run.net == total(slip.net for slip in slips())
    assert run.net == total(db.session.scalars(sa.select(Earning.net)))
    assert [paper.filename for paper in papers()] == [
        f"PA-P-2026-08-{slip.person_id:06d}.pdf" for slip in slips()
    ]
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "month_closed")).one()
    assert entry.facts == {"month": "2026-08", "people": "2", "net": str(run.net)}
    check_books()


def test_a_payslip_freezes_every_line_figure_contract_and_day():
    worked()
    contract = worked(gross="1000.00", budget="1600.00", kind=ContractType.STUDENT)
    close()
    (sheet,) = sheets()
    assert [work.reference for work in sheet.works][1] == f"PA-C-{contract.id:06d}"
    assert [(work.first_day, work.last_day, work.days) for work in sheet.works] == [(*DAYS, 2)] * 2
    assert total(work.net for work in sheet.works) == sheet.totals.net
    assert total(line.amount for line in sheet.lines) == sheet.totals.net
    rated = [line for line in sheet.lines if line.rate]
    assert all(line.rate.source and line.rate.since <= AUGUST.last_day for line in rated)
    assert len(rated) > 3


def test_the_preview_is_what_closing_makes():
    worked()
    worked(email=MEMBER, gross="2500.00", budget="4000.00")
    worked(gross="1000.00", budget="1600.00", kind=ContractType.ARTIST)
    shown = {item.earner.id: item.earner.totals for item in people(employer(), AUGUST).items}
    figures = totals(PA, AUGUST)
    run = close()
    assert {slip.person_id: from_json(slip.sheet).totals for slip in slips()} == shown
    assert (figures.people, figures.net, figures.gross) == (run.people, run.net, run.gross)
    assert figures.social_security == Eur(run.social_security + run.special_contribution)


def test_closing_again_makes_nothing():
    worked()
    close()
    refused(NothingNew)
    assert (len(slips()), len(papers())) == (1, 1)
    assert not db.session.scalars(sa.select(PayRun.id).where(PayRun.sequence > 1)).all()


def test_work_over_two_months_is_on_both_payslips():
    worked(days=(date(2026, 7, 31), date(2026, 8, 3)))
    july, august = close(JULY), close()
    assert total((july.net, august.net)) == total(db.session.scalars(sa.select(Debt.amount)))
    assert [sheet.works[0].days for sheet in sheets()] == [1, 1]
    assert all(item.agrees for item in controls(employer(), AUGUST))


@pytest.mark.parametrize(
    ("month", "why"),
    [(Month(2026, 9), MonthNotOver), (Month(2025, 8), FiguresMissing), (JULY, NobodyPaid)],
)
def test_a_month_that_cannot_be_closed(month, why):
    worked()
    refused(why, month)
    assert not slips()


def test_work_to_confirm_must_be_seen_before_it_stays():
    worked()
    make.contract(days=DAYS)
    assert refused(WorkToConfirm).contracts == 1
    assert close(accepted=1).left_open == 1


def test_a_payslip_that_is_not_what_was_booked_stops_everything():
    worked()
    worked(email=MEMBER)
    mine = Earning.person_id == make.person(WORKER).id
    db.session.execute(sa.update(Earning).where(mine).values(net=eur("480.82")))
    db.session.commit()
    assert refused(PaysOtherwise).people == ("Sacha Lambert",)
    assert not slips()
    assert not papers()


@pytest.mark.parametrize("table", ["pay_run", "payslip"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET net = net + 1", "DELETE FROM {}"])
def test_what_is_closed_never_changes(table, statement):
    worked()
    close()
    with pytest.raises(DBAPIError):
        db.session.execute(sa.text(statement.format(table)))
    db.session.rollback()


def test_the_number_of_statements_does_not_grow_with_people(app: Flask):
    worked(email=MEMBER)
    with statements(app) as few:
        close()
    for email in (MEMBER, OTHER_MEMBER, WORKER):
        worked(email=email, days=(date(2026, 7, 20),))
        worked(email=email, days=(date(2026, 7, 21),))
    with statements(app) as many:
        close(JULY)
    assert len(many) <= len(few) + 2  # PostgreSQL asks for each paper


def test_everyone_of_a_month_is_read_in_four_statements(app: Flask):
    worked()
    with statements(app) as asked:
        assert len(earners(employer(), AUGUST)) == 1
    assert len(asked) <= 4


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Salaire net"), ("nl", "Nettoloon"), ("en", "Net pay")]
)
@pytest.mark.slow
def test_the_paper_is_in_the_language_of_its_person(language, words):
    worker = make.person(WORKER)
    worker.language = language
    db.session.commit()
    worked()
    close()
    worked(gross="700.00", budget="1200.00")
    close()
    first, second = (text_of(archive.load(made(paper.id).sha256)) for paper in papers())
    assert "PA-P-2026-08-000003" in first
    assert "Sacha Lambert" in first
    assert words in first
    assert "480.83" in first.replace(",", ".")
    assert "PA-P-2026-08-000003-2" in second
    assert "PA-P-2026-08-000003." in second


def test_the_same_sheet_gives_the_same_paper():
    worked()
    close()
    (paper,) = papers()
    kept = made(paper.id).sha256
    number = make.person(WORKER).national_number
    again = on_paper(sheets()[0], paper.language, national_number=number)
    assert again.pdf() == archive.load(kept)
    assert made(paper.id).sha256 == kept
