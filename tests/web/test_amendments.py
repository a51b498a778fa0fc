"""Amendments: a contract that both accepted changes only by a second yes, for all to see."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain import terms as kept
from domain.amending import (
    AgreedForLonger,
    AmendmentOpen,
    AmendmentOver,
    AmendmentReasonMissing,
    NotAmendable,
    NothingChanges,
)
from domain.budget import NotEnough
from domain.contract_life import ContractStatus
from domain.hours import TooManyHours, hours
from domain.minimum_pay import BelowMinimumPay
from domain.money import eur
from tests.web import make
from tests.web.amending import (
    THREE_DAYS,
    TUESDAY,
    WEDNESDAY,
    a_contract,
    accept,
    again,
    propose,
)
from tests.web.issuing import STUDIO
from tests.web.life import acts
from tests.web.offering import at_hours
from tests.web.papers import made, text_of
from tests.web.together import together
from tests.web.working import the
from web import clock
from web.actions import amendments
from web.demo.people import OTHER_MEMBER
from web.documents import archive
from web.extensions import db
from web.models.amendment import Amendment, AmendmentState
from web.models.document import Document, DocumentKind
from web.models.employment import Employment

pytestmark = pytest.mark.usefixtures("app_context")


class TestOffering:
    def test_the_contract_stays_as_it_was_until_the_yes(self):
        contract = a_contract()
        amendment = propose(contract)
        assert amendment.state is AmendmentState.OFFERED
        assert amendment.number == 1
        assert the(contract.id).gross == eur("553.12")
        assert len(kept.from_json(amendment.before).days) == 2
        assert len(kept.from_json(amendment.after).days) == 3

    def test_one_at_a_time(self):
        contract = a_contract()
        first = propose(contract)
        with pytest.raises(AmendmentOpen):
            propose(contract, gross="710.00")
        db.session.rollback()
        amendments.withdraw(first, now=clock.now())
        assert propose(contract, gross="710.00").number == 2

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"reason": "  "}, AmendmentReasonMissing),
            ({"days": THREE_DAYS[:2], "gross": "553.12"}, NothingChanges),
            ({"gross": "120.00"}, BelowMinimumPay),
            ({"gross": "9000.00"}, NotEnough),
        ],
    )
    def test_what_cannot_be(self, more, refusal):
        contract = a_contract()
        if refusal is BelowMinimumPay:
            more = {**more, "days": THREE_DAYS[:2]}
        with pytest.raises(refusal):
            propose(contract, **more)

    def test_a_day_has_24_hours(self):
        at_hours(make.contract(days=[WEDNESDAY], unit_id=1).id, WEDNESDAY, "21.00")
        contract = a_contract()
        with pytest.raises(TooManyHours):
            propose(contract)

    @pytest.mark.parametrize("status", [ContractStatus.OFFERED, ContractStatus.CONFIRMED])
    def test_only_between_the_yes_and_the_work_confirmed(self, status):
        contract = a_contract(status=status)
        with pytest.raises(NotAmendable):
            propose(contract)


class TestAnswering:
    def test_a_yes_changes_the_contract_and_makes_its_paper(self):
        contract = a_contract()
        contract.dimona_number, contract.dimona_last_day = "123", TUESDAY
        db.session.commit()
        amendment = propose(contract, work="Regie en licht")
        accept(amendment)
        row = the(contract.id)
        assert row.work == "Regie en licht"
        assert [(item.day, item.hours) for item in row.days] == list(THREE_DAYS)
        assert row.last_day == WEDNESDAY
        assert row.gross == eur("700.00")
        assert row.budget == eur("1120.00")
        assert row.estimated_net > eur("480.83")
        assert row.dimona_last_day == TUESDAY, "another end is to be declared"
        paper = db.session.scalars(
            sa.select(Document).where(Document.amendment_id == amendment.id)
        ).one()
        assert paper.kind is DocumentKind.CONTRACT_AMENDMENT
        assert {"amendment_offered", "amendment_accepted"} <= set(acts())

    def test_a_no_changes_nothing(self):
        contract = a_contract()
        amendment = propose(contract)
        amendments.decline(amendment, "Te druk", now=clock.now())
        assert again(amendment.id).state is AmendmentState.DECLINED
        assert again(amendment.id).answer == "Te druk"
        assert the(contract.id).gross == eur("553.12")

    def test_who_comes_second_is_told(self):
        contract = a_contract()
        amendment = propose(contract)
        amendments.withdraw(amendment, now=clock.now())
        with pytest.raises(AmendmentOver):
            accept(amendment)
        with pytest.raises(AmendmentOver):
            amendments.decline(amendment, "", now=clock.now())

    def test_the_budget_is_looked_at_again(self):
        contract = a_contract()
        amendment = propose(contract, gross="1000.00")
        make.contract(days=[date(2026, 10, 5)], unit_id=STUDIO, gross="500.00", budget="900.00")
        with pytest.raises(NotEnough):
            accept(amendment)

    def test_once_the_work_is_confirmed_it_is_too_late(self):
        contract = a_contract()
        amendment = propose(contract)
        contract.status = ContractStatus.CONFIRMED
        db.session.commit()
        with pytest.raises(NotAmendable):
            accept(amendment)

    def test_ones_own_contract_is_amended_at_once_and_visibly(self):
        contract = a_contract(email=OTHER_MEMBER)
        amendment = propose(contract)
        assert amendment.state is AmendmentState.ACCEPTED
        assert the(contract.id).gross == eur("700.00")

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fr", "Sacha Lambert|553,12 €|700,00 €|mercredi 23 septembre 2026|SC-C-"),
            ("nl", "Sacha Lambert|€ 553,12|€ 700,00|woensdag 23 september 2026|SC-C-"),
            ("en", "Was|Becomes|€700.00|Wednesday 23 September 2026|Accepted electronically by"),
        ],
    )
    def test_the_paper_says_both_versions_in_the_language_of_the_worker(self, language, words):
        contract = a_contract()
        contract.language = language
        db.session.commit()
        amendment = propose(contract, reason="Meer werk")
        accept(amendment)
        wanted = sa.select(Document.id).where(Document.amendment_id == amendment.id)
        text = text_of(archive.load(made(db.session.scalars(wanted).one()).sha256))
        for word in (*words.split("|"), "Meer werk"):
            assert word in text, word


def test_the_coefficient_of_the_contract_stays():
    contract = a_contract()
    accept(propose(contract))
    assert the(contract.id).coefficient == Decimal("1.6")


def test_a_month_of_an_open_ended_contract_follows_from_that_contract():
    contract = a_contract()
    job = Employment(
        entity_id=contract.entity_id, unit_id=contract.unit_id, person_id=contract.person_id,
        kind=contract.kind, status=ContractStatus.MADE, work="Regie", language="fr",
        first_day=TUESDAY, monthly_gross=eur(2500), coefficient=Decimal("1.6"),
        weekly_hours=hours(38), schedule={"0": "7.60"},
    )  # fmt: skip
    db.session.add(job)
    db.session.flush()
    contract.employment_id = job.id
    db.session.commit()
    with pytest.raises(AgreedForLonger):
        propose(contract)


def test_yes_and_taken_back_at_one_moment_is_one_of_them(app):
    contract = a_contract()
    contract_id, key = contract.id, propose(contract).id
    db.session.commit()
    refused = together(
        app,
        [
            lambda: accept(db.session.get_one(Amendment, key)),
            lambda: amendments.withdraw(db.session.get_one(Amendment, key), now=clock.now()),
        ],
    )
    assert [type(error) for error in refused] == [AmendmentOver]
    was_accepted = again(key).state is AmendmentState.ACCEPTED
    assert (the(contract_id).gross == eur(700)) is was_accepted
