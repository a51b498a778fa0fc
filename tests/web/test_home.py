"""The first page: how much is there, what must I do, what is coming."""

import re
from datetime import date

import pytest

from domain.example import PRICE, example
from domain.ledger import Account
from domain.money import eur
from tests.web import life
from tests.web.life import AssignmentStatus, ContractStatus, ExpenseStatus
from tests.web.reading import read, section, statements
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    BOARD,
    FINANCE,
    MEMBER,
    OTHER_MEMBER,
    PEOPLE,
    STRANGER,
    WORKER,
)
from web.extensions import db
from web.models.document import Document, DocumentKind, DocumentState
from web.models.person import Person
from web.models.unit import Unit

SCENE, STUDIO, LESSONS = 1, 2, 4


def test_visitors_see_what_this_is_and_where_to_sign_in(browse):
    page = browse("").get("/", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "/sign-in" in page.text
    assert "€480.83" in re.sub(r"</?small>", "", page.text), "an example, worked out by the rules"


def test_visitors_see_no_example_on_a_day_without_figures(app, browse):
    app.config["TODAY"] = app.config["TODAY"].replace(year=2019)
    page = browse("").get("/")
    assert page.status_code == 200
    assert "480" not in page.text


@pytest.mark.parametrize("email", [part.email for part in PEOPLE])
def test_everyone_has_a_first_page(browse, email):
    page = browse(email).get("/")
    assert page.status_code == 200


def test_an_empty_first_page_teaches(browse):
    page = read(browse(STRANGER))
    assert "Nothing to do" in page
    assert "Claes &amp; co" in page


def test_what_is_to_do_comes_in_order_of_need(browse):
    done = life.assignment(SCENE, MEMBER, AssignmentStatus.ACCEPTED, "Uninvoiced")
    life.assignment(SCENE, MEMBER, AssignmentStatus.DRAFT, "Begun")
    life.note(SCENE, MEMBER, ExpenseStatus.SENT_BACK, "Train", reason="Not readable")
    life.assignment(SCENE, MEMBER, AssignmentStatus.SENT_BACK, "Too low", reason="See the minimum")
    life.contract(SCENE, MEMBER, ContractStatus.MADE, (-3, -1), work="Rehearsal")
    life.contract(SCENE, MEMBER, ContractStatus.MADE, (2, 3), done, work="Later")
    todo = section(read(browse(MEMBER)), "To do")
    order = [todo.index(word) for word in ("Too low", "Train", "Rehearsal", "Uninvoiced", "Begun")]
    assert order == sorted(order)
    assert "See the minimum" in todo
    assert "Later" not in todo


def test_what_was_not_made_can_be_asked_for_again(browse):
    key = life.invoice(SCENE, MEMBER)
    row = Document(
        kind=DocumentKind.INVOICE_PDF, state=DocumentState.FAILED, language="fr", filename="x.pdf",
        media_type="application/pdf", invoice_id=key, asked=life.clock.now(),
    )  # fmt: skip
    life.keep(row)
    assert f"/invoices/{key}" in section(read(browse(MEMBER)), "To do")


def test_at_most_five_things_are_shown_and_the_rest_is_one_tap_away(browse):
    for number in range(7):
        life.assignment(SCENE, MEMBER, AssignmentStatus.DRAFT, f"Draft {number}")
        life.invoice(SCENE, MEMBER, due=number)
    page = read(browse(MEMBER))
    assert section(page, "To do").count("<li>") == 5
    assert section(page, "Coming").count("<li>") == 5
    assert page.count("See everything") == 2


def test_what_others_do_is_not_mine(browse):
    life.assignment(STUDIO, OTHER_MEMBER, AssignmentStatus.DRAFT, "Not mine")
    life.note(STUDIO, OTHER_MEMBER, ExpenseStatus.DRAFT, "Neither")
    life.invoice(STUDIO, OTHER_MEMBER)
    page = read(browse(MEMBER))
    assert "Nothing to do" in page
    assert "Deux Rives" not in page


def test_days_of_someone_else_in_my_unit_carry_their_name(browse):
    life.contract(SCENE, WORKER, ContractStatus.MADE, (-3, -1))
    assert "Sacha Lambert" in section(read(browse(MEMBER)), "To do")
    assert "Sacha Lambert" not in section(read(browse(WORKER)), "To do")


def test_what_is_missing_to_be_paid_comes_first(browse):
    person = db.session.get_one(Person, life.id_of(WORKER))
    person.iban = person.national_number = ""
    db.session.commit()
    todo = section(read(browse(WORKER)), "To do")
    assert "/account/bank-account" in todo
    assert "/account/national-number" in todo


def test_the_figures_of_a_running_budget(browse):
    life.money(STUDIO, 1000)
    life.contract(STUDIO, OTHER_MEMBER, ContractStatus.MADE, (1, 2))
    life.note(STUDIO, OTHER_MEMBER, ExpenseStatus.SUBMITTED)
    page = read(browse(OTHER_MEMBER))
    assert "€91.00" in page, "1,000 less 885 promised and 24 claimed"
    assert "€1,000.00" in page, "awaited from clients"


def test_the_figures_of_assignments(browse):
    life.money(SCENE, 935, Account.ASSIGNMENT)
    done = life.contract(SCENE, MEMBER, ContractStatus.CONFIRMED, (-9, -8), work="Done")
    life.debt(SCENE, MEMBER, "480.83", 2, done)
    page = read(browse(MEMBER))
    assert "€480.83" in page.split('class="starts"')[0]
    assert "€935.00" in page
    assert "Done" in section(page, "Coming")


def test_late_invoices_come_first(browse):
    life.invoice(SCENE, MEMBER, due=9)
    late = life.invoice(SCENE, MEMBER, due=-9)
    coming = section(read(browse(MEMBER)), "Coming")
    assert coming.index(f"/invoices/{late}") == coming.index("/invoices/")
    assert "expected since" in coming


def starts(page):
    return page.split('class="starts"')[1].split("</nav>")[0]


def test_an_assignment_begins_in_one_tap_when_there_is_one_unit(browse):
    db.session.get_one(Unit, LESSONS).closed = life.today()
    db.session.commit()
    page = starts(read(browse(MEMBER)))
    assert f'action="/units/{SCENE}/assignments"' in page
    assert 'name="once"' in page
    assert f"/units/{STUDIO}/invoices/new" in starts(read(browse(OTHER_MEMBER)))


def test_with_several_units_one_chooses(browse):
    member = browse(MEMBER)
    assert "/start" in starts(read(member))
    page = member.get("/start").text
    assert f'action="/units/{SCENE}/assignments"' in page
    assert f'action="/units/{LESSONS}/assignments"' in page
    assert "/units/2/" not in page
    assert browse(FINANCE).get("/start").status_code == 403


def test_a_member_without_a_unit_is_told_how_to_begin(browse):
    page = read(browse(BOARD))
    assert "/units/new" in starts(page)


@pytest.mark.parametrize("email", [MEMBER, OTHER_MEMBER, WORKER, ADVISER, FINANCE, ADMIN_TEAM])
def test_a_first_page_asks_few_questions(app, browse, email):
    for number in range(12):
        life.invoice(SCENE, MEMBER, due=number)
        life.assignment(SCENE, MEMBER, AssignmentStatus.SUBMITTED)
        done = life.contract(SCENE, MEMBER, ContractStatus.CONFIRMED, (-9, -8))
        life.debt(SCENE, MEMBER, 10, number, done)
    browser = browse(email)
    with statements(app) as asked:
        assert browser.get("/").status_code == 200
    assert len(asked) <= 10, "\n".join(asked)
    assert len(asked) <= 6


def test_money_is_never_written_on_reading(app, browse):
    browser = browse(MEMBER)
    with statements(app) as asked:
        browser.get("/")
    assert all(statement.startswith("SELECT") for statement in asked)


def test_the_example_adds_up():
    parts = example(date(2026, 9, 15))
    assert sum((part.amount for part in parts), eur(0)) == PRICE
