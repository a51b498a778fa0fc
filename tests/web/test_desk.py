"""The first page of the office: what waits, what is due, what is to be verified."""

from tests.web import life
from tests.web.life import AssignmentStatus, ContractStatus, ExpenseStatus, InvoiceStatus
from tests.web.reading import read, section
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    SYSTEM_ADMIN,
    WORKER,
)

SCENE, STUDIO, CLAES = 1, 2, 3


def test_an_adviser_sees_the_head_of_their_queue(browse):
    for number in range(6):
        life.assignment(SCENE, MEMBER, AssignmentStatus.SUBMITTED, f"Waiting {number}")
    life.note(STUDIO, OTHER_MEMBER, ExpenseStatus.SUBMITTED)
    life.assignment(CLAES, STRANGER, AssignmentStatus.SUBMITTED, "Of another adviser")
    page = read(browse(ADVISER))
    assert "7 things wait for a decision" in page
    assert page.count("Waiting") == 5
    assert "Of another adviser" not in page
    assert "1 thing waits" in read(browse(OTHER_ADVISER))
    assert "8 things wait" in read(browse(ADMIN_TEAM))


def test_finance_sees_what_is_due_and_what_is_late(browse):
    for email, due in ((MEMBER, 0), (OTHER_MEMBER, -1), (WORKER, 3)):
        unit_id = STUDIO if email == OTHER_MEMBER else SCENE
        done = life.contract(unit_id, email, ContractStatus.CONFIRMED, (-9, -8))
        life.debt(unit_id, email, 100, due, done)
    life.invoice(SCENE, MEMBER, due=-9)
    life.invoice(SCENE, MEMBER, due=9)
    life.invoice(SCENE, MEMBER, status=InvoiceStatus.PAID, due=-9)
    page = read(browse(FINANCE))
    assert "€200.00" in page
    assert "€1,210.00" in page
    assert "2 payments" in page
    assert "1 invoice<" in page
    assert "€1,210.00" in section(page, "Invoices that wait longest")


def test_the_team_sees_clients_to_verify_and_work_to_declare(browse):
    life.contract(SCENE, MEMBER, ContractStatus.MADE, (1, 2), work="Not declared")
    page = read(browse(ADMIN_TEAM))
    assert "Nouvelle Galerie Demo" in page
    assert "Not declared" in page


def test_the_system_administrator_finds_people_and_audit(browse):
    page = read(browse(SYSTEM_ADMIN))
    assert "/people" in page
    assert "/audit" in page
