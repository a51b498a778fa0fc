"""What an offer shows: the terms, the whole text, the steps, and the red line of declarations."""

import re
from datetime import date

import pytest

from domain.contract_life import ContractStatus
from tests.web import make
from tests.web.issuing import STUDIO, issued, one_line
from tests.web.offering import TO_COME, at_hours, english, offered
from tests.web.working import the
from web import clock
from web.actions import offers
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db

pytestmark = pytest.mark.usefixtures("app_context")


class TestTheOffer:
    def test_the_worker_reads_it_first_of_all(self, browse):
        english()
        contract_id = offered().id
        browser = browse(WORKER)
        assert "Answer this offer of work" in browser.get("/").text
        work = browser.get("/work").text
        assert work.index("Offers to answer") < work.index("Coming to your account")
        assert f"/contracts/{contract_id}/offer" in work

    def test_it_says_what_counts(self, browse):
        english()
        contract_id = offered().id
        at_hours(contract_id, TO_COME[0], "4.00")
        html = browse(WORKER).get(f"/contracts/{contract_id}/offer").text
        for wanted in (
            "Sacha Lambert", "Regie", "Productions Associées Demo", "553.12", "Expected net pay",
            "Monday 21 September", "4 h", "7.6 h", "11.6 h", "Paid at the latest on",
            "I have read the whole contract and I accept it.", "Decline the offer",
        ):  # fmt: skip
            assert wanted in html, wanted

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fr", "il est convenu ce qui suit|loi du 3 juillet 1978"),
            ("nl", "wordt het volgende overeengekomen|wet van 3 juli 1978"),
            ("en", "the following is agreed|law of 3 July 1978"),
        ],
    )
    def test_the_whole_text_is_in_the_language_of_the_contract(self, browse, language, words):
        contract = offered()
        contract.language, contract_id = language, contract.id
        db.session.commit()
        html = browse(WORKER).get(f"/contracts/{contract_id}/offer").text
        assert f'lang="{language}"' in html
        for wanted in words.split("|"):
            assert wanted in html, wanted

    def test_others_read_it_without_what_is_private(self, browse):
        contract_id, number = offered().id, make.person(WORKER).national_number
        shown = f"{number[:2]}.{number[2:4]}.{number[4:6]}"
        assert shown in browse(WORKER).get(f"/contracts/{contract_id}/offer").text
        holder = browse(MEMBER).get(f"/contracts/{contract_id}/offer").text
        assert shown not in holder
        assert "Sacha Lambert" in holder
        assert 'name="read"' not in holder

    def test_a_begun_offer_has_no_button(self, browse, later):
        contract_id = offered().id
        assert 'name="read"' in browse(WORKER).get(f"/contracts/{contract_id}/offer").text
        later(days=7)
        assert 'name="read"' not in browse(WORKER).get(f"/contracts/{contract_id}/offer").text

    def test_a_proposal_is_no_offer_yet(self, browse):
        contract_id = make.contract(status=ContractStatus.PROPOSED, days=TO_COME).id
        assert browse(WORKER).get(f"/contracts/{contract_id}/offer").status_code == 404

    def test_the_accepted_text_stays_to_be_read(self, browse):
        english()
        contract = offered()
        contract.language, contract_id = "en", contract.id
        offers.accept(contract, now=clock.now())
        html = browse(WORKER).get(f"/contracts/{contract_id}/offer").text
        assert "Accepted electronically by Sacha Lambert on 14 September 2026" in html

    def test_the_holder_sees_that_it_waits(self, browse):
        english(OTHER_MEMBER)
        issued(one_line("2000"), unit=STUDIO)
        contract_id = offered(unit_id=STUDIO).id
        browser = browse(OTHER_MEMBER)
        assert "Take the offer back" in browser.get(f"/contracts/{contract_id}").text
        assert "has not answered the offer yet" in browser.get(f"/units/{STUDIO}").text


class TestSteps:
    def steps(self, browser, contract_id):
        html = browser.get(f"/contracts/{contract_id}").text
        return re.search(r'class="stages".*?</ol>', html, re.DOTALL)[0]

    def test_an_offer_is_at_its_answer(self, browse):
        english()
        contract_id = offered().id
        shown = self.steps(browse(WORKER), contract_id)
        for wanted in ("Drawn up", "Offered", "Accepted", "Declared", "Worked", "On the payslip"):
            assert wanted in shown, wanted
        assert shown.count('class="done"') == 2
        assert shown.count('aria-current="step"') == 1

    def test_a_declined_offer_ends_there(self, browse):
        english()
        contract_id = offered().id
        offers.decline(the(contract_id), "", now=clock.now())
        shown = self.steps(browse(WORKER), contract_id)
        assert "Declined" in shown
        assert "On the payslip" not in shown

    def test_who_drew_it_up_was_not_asked(self, browse):
        english()
        contract_id = make.contract(days=TO_COME).id
        shown = self.steps(browse(WORKER), contract_id)
        assert "Offered" not in shown
        assert shown.count('class="done"') == 2


class TestRed:
    def test_work_without_a_declaration_is_red_for_all_concerned(self, browse):
        contract = make.contract(days=[date(2026, 9, 14)], work="Opbouw")
        contract_id = contract.id
        for email in (WORKER, MEMBER, ADVISER, FINANCE, ADMIN_TEAM):
            english(email)
            browser = browse(email)
            wanted = "Late" if email == ADMIN_TEAM else "Work without a recorded declaration"
            assert wanted in browser.get("/").text, email
            assert "Opbouw" in browser.get("/").text, email
            html = browser.get(f"/contracts/{contract_id}").text
            assert "no declaration (Dimona) is recorded" in html, email
        assert "Opbouw" not in browse(STRANGER).get("/").text

    def test_not_before_it_begins_nor_once_it_is_recorded(self, browse):
        english()
        make.contract(days=TO_COME)
        done = make.contract(days=[date(2026, 9, 10)])
        done.dimona_number, contract_id = "123", done.id
        db.session.commit()
        browser = browse(WORKER)
        assert "Work without a recorded declaration" not in browser.get("/").text
        html = browser.get(f"/contracts/{contract_id}").text
        assert "no declaration (Dimona) is recorded" not in html

    def test_lists_say_it_too(self, browse):
        english(MEMBER)
        make.contract(days=[date(2026, 9, 10)])
        assert "Not declared" in browse(MEMBER).get("/work/team").text
