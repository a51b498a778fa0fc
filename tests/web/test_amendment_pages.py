"""Amendments on the pages: written by a holder, answered by the worker, seen by both."""

from datetime import date

import pytest
import sqlalchemy as sa

from domain.money import eur
from tests.web import make
from tests.web.amending import a_contract, again, propose
from tests.web.offering import english
from tests.web.working import the
from web.demo.people import ADMIN_TEAM, ADVISER, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.amendment import Amendment, AmendmentState

pytestmark = pytest.mark.usefixtures("app_context")


class TestPages:
    def typed(self, **changes):
        return {
            "work": "Regie", "gross": "700", "reason": "Il y a plus de travail",
            "days-0-day": "2026-09-21", "days-0-hours": "7.6",
            "days-1-day": "2026-09-22", "days-1-hours": "7.6",
            "days-2-day": "2026-09-23", "days-2-hours": "4",
            "days-3-day": "", "days-3-hours": "", **changes,
        }  # fmt: skip

    def offer(self, browse, contract_id, email=OTHER_MEMBER, **changes):
        url = f"/contracts/{contract_id}/amendments"
        return browse(email).post(url, self.typed(**changes))

    def test_the_form_begins_as_the_contract_is(self, browse):
        contract_id = a_contract().id
        html = browse(OTHER_MEMBER).get(f"/contracts/{contract_id}/amendments/new").text
        assert 'value="2026-09-21"' in html
        assert 'value="553,12"' in html

    @pytest.mark.slow
    def test_a_holder_offers_and_the_worker_accepts(self, browse):
        english()
        contract_id = a_contract().id
        assert self.offer(browse, contract_id).status_code == 303
        amendment_id = db.session.scalars(sa.select(Amendment.id)).one()
        worker = browse(WORKER)
        assert "Your contract would change: answer" in worker.get("/").text
        assert f"/contracts/{contract_id}" in worker.get("/work").text
        assert "Accept the change" in worker.get(f"/contracts/{contract_id}").text
        url = f"/contracts/{contract_id}/amendments/{amendment_id}"
        assert worker.post(f"{url}/accept").status_code == 303
        html = worker.get(f"/contracts/{contract_id}").text
        assert "Becomes" in html
        assert "Il y a plus de travail" in html
        assert the(contract_id).gross == eur(700)
        assert worker.post(f"{url}/accept").status_code == 422

    def test_the_worker_declines(self, browse):
        contract_id = a_contract().id
        self.offer(browse, contract_id)
        key = db.session.scalars(sa.select(Amendment.id)).one()
        url = f"/contracts/{contract_id}/amendments/{key}/decline"
        assert browse(WORKER).post(url, {"reason": "Non"}).status_code == 303
        assert again(key).state is AmendmentState.DECLINED

    def test_more_days_keeps_what_was_typed(self, browse):
        response = self.offer(browse, a_contract().id, add="1", work="Autre chose")
        assert response.status_code == 200
        assert "Autre chose" in response.text
        assert 'name="days-6-day"' in response.text
        assert db.session.scalars(sa.select(Amendment)).all() == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"reason": ""},
            {"gross": "beaucoup"},
            {"days-2-hours": "25"},
            {"days-2-day": "2026-09-22"},
            {"days-3-hours": "4"},
            {"days-0-hours": "", "days-1-hours": "", "days-2-hours": ""},
        ],
    )
    def test_a_refusal_keeps_what_was_typed(self, browse, wrong):
        response = self.offer(browse, a_contract().id, **{"work": "Autre chose", **wrong})
        assert response.status_code == 422
        assert "Autre chose" in response.text
        assert 'role="alert"' in response.text

    def test_the_office_may_offer_one(self, browse):
        contract_id = a_contract().id
        assert self.offer(browse, contract_id, ADMIN_TEAM).status_code == 303
        assert db.session.scalars(sa.select(Amendment)).one().state is AmendmentState.OFFERED

    def test_nobody_else_writes_or_answers(self, browse):
        contract_id = a_contract().id
        for email, expected in ((WORKER, 403), (STRANGER, 404), (MEMBER, 404)):
            assert self.offer(browse, contract_id, email).status_code == expected, email
        key = propose(the(contract_id)).id
        url = f"/contracts/{contract_id}/amendments/{key}"
        for email, expected in ((STRANGER, 404), (OTHER_MEMBER, 403), (ADVISER, 403)):
            for answer in ("accept", "decline"):
                response = browse(email).post(f"{url}/{answer}")
                assert response.status_code == expected, (email, answer)
        assert browse(WORKER).post(f"{url}/withdraw").status_code == 403
        assert again(key).state is AmendmentState.OFFERED

    def test_an_amendment_of_another_contract_is_not_found(self, browse):
        key = propose(a_contract()).id
        other = make.contract(days=[date(2026, 10, 1)])
        url = f"/contracts/{other.id}/amendments/{key}/accept"
        assert browse(WORKER).post(url).status_code == 404

    def test_the_office_does_not_raise_its_own_pay(self, browse):
        contract_id = a_contract(email=ADMIN_TEAM).id
        assert self.offer(browse, contract_id, ADMIN_TEAM).status_code == 403
