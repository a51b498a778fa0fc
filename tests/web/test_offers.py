"""An offer of work: who may answer it, what the answer does, and until when."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.hours import TooManyHours
from domain.offers import OfferOver, OfferTooLate
from tests.web import make
from tests.web.employing import employ
from tests.web.issuing import STUDIO, issued, one_line
from tests.web.life import acts
from tests.web.offering import TO_COME, at_hours, offered
from tests.web.together import together
from tests.web.working import the
from web import clock
from web.actions import offers
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.jobs.tasks import lapse
from web.models.contract import Contract
from web.models.document import Document
from web.queries.budget import available_of

pytestmark = pytest.mark.usefixtures("app_context")


def papers(contract_id):
    query = sa.select(sa.func.count()).where(Document.contract_id == contract_id)
    return db.session.scalar(query.select_from(Document))


def the_row(contract_id):
    return db.session.get_one(Contract, contract_id)


def yes(browser, contract_id, **typed):
    return browser.post(f"/contracts/{contract_id}/offer/accept", {"read": "y", **typed})


class TestWhoIsAsked:
    def test_somebody_else_is_asked_first(self):
        issued(one_line("2000"), unit=STUDIO)
        contract = employ(amount="600.00")
        assert contract.status is ContractStatus.OFFERED
        assert contract.offered is not None
        assert contract.made is None
        assert papers(contract.id) == 0
        assert "contract_offered" in acts()

    def test_who_hires_themself_says_yes_by_sending(self, browse):
        issued(one_line("2000"), unit=STUDIO)
        typed = {
            "worker": str(make.person(OTHER_MEMBER).id), "kind": "white-collar",
            "work": "Affiche", "days": ["2026-09-21"], "way": "budget", "amount": "400",
        }  # fmt: skip
        assert browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", typed).status_code == 303
        contract = db.session.scalars(sa.select(Contract)).one()
        assert contract.status is ContractStatus.MADE
        assert contract.offered is None
        assert contract.answered == contract.made
        assert papers(contract.id) == 2

    def test_an_offer_keeps_its_budget_until_the_answer(self):
        issued(one_line("2000"), unit=STUDIO)
        before = available_of(STUDIO)
        contract = employ(amount="600.00")
        assert available_of(STUDIO) == before - contract.budget
        offers.decline(contract, "", now=clock.now())
        assert available_of(STUDIO) == before


class TestYes:
    def test_it_makes_the_contract_and_asks_for_its_papers(self, browse):
        contract_id = offered().id
        response = yes(browse(WORKER), contract_id)
        assert response.status_code == 303
        assert response.location == f"/contracts/{contract_id}"
        row = the(contract_id)
        assert row.status is ContractStatus.MADE
        assert row.answered == row.made
        assert papers(contract_id) == 2
        assert "contract_accepted" in acts()

    def test_it_needs_the_tick(self, browse):
        contract_id = offered().id
        response = browse(WORKER).post(f"/contracts/{contract_id}/offer/accept")
        assert response.status_code == 422
        assert 'href="#read"' in response.text
        assert the(contract_id).status is ContractStatus.OFFERED

    def test_twice_is_once(self, browse):
        contract_id, browser = offered().id, browse(WORKER)
        assert yes(browser, contract_id, once="same").status_code == 303
        again = yes(browser, contract_id, once="same")
        assert again.location == f"/contracts/{contract_id}"
        assert yes(browser, contract_id).status_code == 422
        assert papers(contract_id) == 2

    def test_not_on_the_first_day_even_before_the_task_ran(self, browse, later):
        contract_id = offered().id
        later(days=7)
        assert yes(browse(WORKER), contract_id).status_code == 422
        assert the(contract_id).status is ContractStatus.OFFERED
        with pytest.raises(OfferTooLate):
            offers.accept(the(contract_id), now=clock.now())

    def test_not_without_a_national_number(self, browse):
        contract_id = offered().id
        make.person(WORKER).national_number_sealed = None
        db.session.commit()
        assert yes(browse(WORKER), contract_id).status_code == 422
        assert the(contract_id).status is ContractStatus.OFFERED

    def test_not_under_the_minimum_pay(self, browse):
        contract_id = offered(gross="100.00", budget="160.00").id
        assert yes(browse(WORKER), contract_id).status_code == 422
        assert papers(contract_id) == 0

    def test_a_day_has_24_hours_over_all_contracts(self):
        busy = make.contract(days=TO_COME, unit_id=2)
        at_hours(busy.id, TO_COME[0], "18.00")
        contract = offered()
        with pytest.raises(TooManyHours):
            offers.accept(contract, now=clock.now())
        db.session.rollback()
        at_hours(busy.id, TO_COME[0], "12.00")
        offers.accept(contract, now=clock.now())
        assert the(contract.id).status is ContractStatus.MADE


class TestNo:
    def test_the_reason_is_kept_and_told_to_the_holder(self, browse):
        contract_id = offered().id
        response = browse(WORKER).post(
            f"/contracts/{contract_id}/offer/decline", {"reason": "Je suis en vacances"}
        )
        assert response.status_code == 303
        row = the(contract_id)
        assert row.status is ContractStatus.DECLINED
        assert row.answer == "Je suis en vacances"
        holder = browse(MEMBER)
        assert f"/contracts/{contract_id}" in holder.get("/").text
        assert "Je suis en vacances" in holder.get(f"/contracts/{contract_id}").text

    def test_a_reason_is_not_needed(self, browse):
        contract_id = offered().id
        assert browse(WORKER).post(f"/contracts/{contract_id}/offer/decline").status_code == 303
        assert the(contract_id).status is ContractStatus.DECLINED

    def test_a_no_is_a_no(self, browse):
        contract_id, browser = offered().id, browse(WORKER)
        browser.post(f"/contracts/{contract_id}/offer/decline")
        assert yes(browser, contract_id).status_code == 422
        assert the(contract_id).status is ContractStatus.DECLINED


class TestTakenBack:
    def test_the_holder_takes_it_back(self, browse):
        contract_id = offered().id
        response = browse(MEMBER).post(f"/contracts/{contract_id}/offer/withdraw")
        assert response.status_code == 303
        assert the(contract_id).status is ContractStatus.CANCELLED
        assert "offer_withdrawn" in acts()

    def test_after_the_answer_it_is_too_late(self, browse):
        contract_id = offered().id
        yes(browse(WORKER), contract_id)
        response = browse(MEMBER).post(f"/contracts/{contract_id}/offer/withdraw")
        assert response.status_code == 422
        assert the(contract_id).status is ContractStatus.MADE

    def test_the_other_was_faster(self):
        """Both have read the offer before either answers."""
        contract = offered()
        offers.withdraw(contract)
        with pytest.raises(OfferOver):
            offers.accept(contract, now=clock.now())
        with pytest.raises(OfferOver):
            offers.decline(contract, "", now=clock.now())

    def test_at_one_moment_one_of_them_counts(self, app):
        contract_id = offered().id
        db.session.commit()
        refused = together(
            app,
            [
                lambda: offers.accept(the_row(contract_id), now=clock.now()),
                lambda: offers.withdraw(the_row(contract_id)),
            ],
        )
        assert [type(error) for error in refused] == [OfferOver]
        made = the(contract_id).status is ContractStatus.MADE
        assert papers(contract_id) == (2 if made else 0)


class TestLapsing:
    def test_offers_of_today_and_before_are_over(self, later):
        near, far = offered(), offered(days=[day + timedelta(days=7) for day in TO_COME])
        later(days=6)
        lapse.run()
        assert the(near.id).status is ContractStatus.OFFERED
        later(days=1)
        lapse.run()
        lapse.run()
        assert the(near.id).status is ContractStatus.LAPSED
        assert the(far.id).status is ContractStatus.OFFERED
        assert acts().count("offer_lapsed") == 1

    def test_what_was_answered_stays(self, later):
        contract = offered()
        offers.accept(contract, now=clock.now())
        later(days=8)
        lapse.run()
        assert the(contract.id).status is ContractStatus.MADE


class TestStrangers:
    def test_nobody_else_answers(self, browse):
        contract_id = offered().id
        answers = {STRANGER: 404, OTHER_MEMBER: 404, MEMBER: 403, ADVISER: 403}
        for email, expected in answers.items():
            browser = browse(email)
            assert yes(browser, contract_id).status_code == expected, email
            no = browser.post(f"/contracts/{contract_id}/offer/decline")
            assert no.status_code == expected, email
        assert the(contract_id).status is ContractStatus.OFFERED

    def test_only_holders_take_it_back(self, browse):
        contract_id = offered().id
        for email, expected in ((STRANGER, 404), (WORKER, 403), (ADVISER, 403)):
            response = browse(email).post(f"/contracts/{contract_id}/offer/withdraw")
            assert response.status_code == expected, email

    def test_strangers_do_not_read_it(self, browse):
        contract_id = offered().id
        assert browse(STRANGER).get(f"/contracts/{contract_id}/offer").status_code == 404
        assert browse("").get(f"/contracts/{contract_id}/offer").status_code == 303
