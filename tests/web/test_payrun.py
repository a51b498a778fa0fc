"""Closing a month: payslips for ever, corrections as a new run, and nobody paid twice."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from domain.employment import ContractType
from domain.errors import RuleError
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
from tests.web.papers import made, text_of
from tests.web.statements import statements
from tests.web.together import together
from web import clock
from web.actions import contracts, payment_files, payrun
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.documents import archive
from web.documents.payslip import payslip as on_paper
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract, Earning
from web.models.document import Document, DocumentKind
from web.models.entity import Entity
from web.models.ledger import Entry, Posting
from web.models.pay import Debt, PaymentLine
from web.models.payslip import PayRun, Payslip
from web.queries.payrun import earners
from web.queries.payrun_control import controls
from web.queries.payrun_page import count_new, people, totals
from web.queries.soundness import verdicts

pytestmark = pytest.mark.usefixtures("app_context")

AUGUST, JULY = Month(2026, 8), Month(2026, 7)
DAYS = (date(2026, 8, 20), date(2026, 8, 21))
PA = 2  # the entity of unit 1


def employer(key=PA):
    return db.session.get_one(Entity, key)


def close(month=AUGUST, *, entity=PA, **more):
    return payrun.close(employer(entity), month, now=clock.now(), **more)


def refused(kind, month=AUGUST, **more):
    with pytest.raises(kind) as error:
        close(month, **more)
    db.session.rollback()
    return error.value


def worked(**changes):
    contract = make.contract(**{"days": DAYS, **changes})
    contracts.confirm(contract, now=clock.now())
    return contract


def slips():
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Payslip).order_by(Payslip.id)))


def sheets():
    return [from_json(slip.sheet) for slip in slips()]


def papers():
    query = sa.select(Document).where(Document.kind == DocumentKind.PAYSLIP)
    return list(db.session.scalars(query.order_by(Document.id)))


def money():
    """Everything that moves money: debts, transfers and the ledger."""
    counts = [
        db.session.scalar(sa.select(sa.func.count()).select_from(model))
        for model in (Debt, PaymentLine, Entry, Posting, Earning)
    ]
    return [*counts, db.session.scalar(sa.select(sa.func.sum(Debt.amount)))]


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


def test_a_late_confirmation_becomes_a_correction_that_shows_the_difference():
    worked()
    worked(email=MEMBER)
    close()
    late = worked(gross="1800.00", budget="2900.00")
    assert count_new(PA, AUGUST) == 1
    (preview,) = people(employer(), AUGUST, only_new=True).items
    assert preview.earner.difference == preview.earner.totals.net - slips()[0].net
    assert preview.explained[0] == f"PA-C-{late.id:06d}, Regie"
    run = close()
    assert (run.sequence, run.people, run.earned) == (2, 1, 3)
    sheet = sheets()[-1]
    first = next(item for item in sheets() if item.reference == sheet.corrects)
    assert sheet.reference == f"{first.reference}-2"
    assert sheet.net_before == first.totals.net
    assert total(change.difference for change in sheet.changes) == Eur(
        sheet.totals.net - first.totals.net
    )
    refused(NothingNew)


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


def test_a_situation_declared_later_changes_no_closed_work():
    worked(gross="2500.00", budget="4000.00")
    worker = make.person(WORKER)
    worker.children = 3
    db.session.commit()
    close()
    assert sheets()[0].situation.children == 0
    worked(gross="500.00", budget="800.00")
    close()
    assert sheets()[1].situation.children == 3
    check_books()


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


def test_two_people_close_at_once_and_one_run_is_made(app: Flask):
    worked()
    worked(email=MEMBER)
    wrong = together(app, [close, close, close])
    assert [type(error) for error in wrong] == [NothingNew, NothingNew]
    db.session.expire_all()
    assert len(db.session.scalars(sa.select(PayRun.id)).all()) == 1
    assert len(slips()) == 2


def test_confirming_while_a_month_is_closed_is_a_correction_at_worst(app: Flask):
    worked()
    late = make.contract(days=DAYS).id
    db.session.commit()
    both = [
        lambda: close(accepted=1),
        lambda: contracts.confirm(db.session.get_one(Contract, late), now=clock.now()),
    ]
    assert together(app, both) == []
    db.session.expire_all()
    if count_new(PA, AUGUST):
        close()
    said = slips()[-1].net
    assert said == total(db.session.scalars(sa.select(Earning.net)))


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


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Salaire net"), ("nl", "Nettoloon"), ("en", "Net pay")]
)
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
    assert on_paper(sheets()[0], paper.language).pdf() == archive.load(kept)
    assert made(paper.id).sha256 == kept


def test_everyone_of_a_month_is_read_in_four_statements(app: Flask):
    worked()
    with statements(app) as asked:
        assert len(earners(employer(), AUGUST)) == 1
    assert len(asked) <= 4


ACTS = ("work", "late", "close", "july", "file", "situation")
acts = st.tuples(st.sampled_from(ACTS), st.integers(0, 5))


def act(name: str, place: int) -> None:
    email = (WORKER, MEMBER, OTHER_MEMBER)[place % 3]
    if name in ("work", "late"):
        first = date(2026, 7 + place % 2, 27)
        worked(
            email=email, days=(first, first.replace(day=28)), kind=list(ContractType)[place % 4],
            gross=f"{200 + 311 * place}.37", budget="4000.00", unit_id=1 + place % 2,
        )  # fmt: skip
    elif name in ("close", "july"):
        close(AUGUST if name == "close" else JULY, entity=1 + place % 2)
    elif name == "file":
        mine = sa.select(Debt.id).where(Debt.entity_id == PA, Debt.paid_day.is_(None))
        keys = db.session.scalars(mine).all()
        payment_files.make_file(
            employer(), keys, execution_day=clock.today(), author_id=1, now=clock.now()
        )
    else:
        person = make.person(email)
        person.children = (person.children + 1) % 4
        db.session.commit()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(acts, min_size=4, max_size=18))
def test_whatever_is_closed_and_closed_again_nobody_is_paid_twice(sequence):
    for name, place in sequence:
        before = money()
        try:
            act(name, place)
        except RuleError:
            db.session.rollback()
        if name in ("close", "july"):
            assert money() == before, "closing moves no money"
    db.session.expire_all()
    check_books()
    paid_for = db.session.scalars(sa.select(Debt.contract_id)).all()
    assert len(paid_for) == len(set(paid_for))
    for entity in (employer(1), employer(2)):
        for month in (JULY, AUGUST):
            for item in earners(entity, month):
                assert item.reckoned.agrees
                if item.closed and not item.is_new:
                    assert item.closed.totals.net == item.reckoned.booked.net
            assert all(control.agrees for control in controls(entity, month))


def test_a_closed_payslip_that_is_no_longer_what_was_booked_is_found():
    def problems():
        return [text for item in verdicts() for text in item.problems if "payslips" in text]

    worked()
    close()
    assert problems() == []
    db.session.execute(sa.update(Earning).values(net=eur("480.82")))
    assert problems() == ["entity 2, 2026-08: 480.83 on payslips, 480.82 booked"]
    worked(email=MEMBER)
    assert problems() == []  # a correction is to be closed: that will find it
