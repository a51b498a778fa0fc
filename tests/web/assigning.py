"""Writing and sending assignments in tests, as their members do."""

import re
from typing import Any

import sqlalchemy as sa

from domain.money import ZERO, eur
from domain.submission import AssignmentStatus
from domain.vat import WorkKind
from tests.web.conftest import Browser
from web import clock
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.invoice import Invoice
from web.models.person import Person

UNIT = 1  # “Nour Haddad, scène”
THEATRE, PARIS, LONDON, NEWCOMER = 1, 5, 6, 7  # clients
DAYS = ["2026-09-21", "2026-09-22"]


def person(email: str) -> int:
    """The id of someone of the cast."""
    found = db.session.scalar(sa.select(Person.id).where(Person.email == email))
    assert found is not None
    return found


def in_english() -> None:
    """Everyone reads English, so that a test can look for sentences."""
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()


def begin(browser: Browser, unit_id: int = UNIT) -> int:
    """One tap; returns the id of the draft."""
    response = browser.post(f"/units/{unit_id}/assignments")
    assert response.status_code == 303, response.text
    found = re.fullmatch(r"/assignments/(\d+)", response.location)
    assert found, response.location
    return int(found[1])


def form(worker_id: int, /, **changes: Any) -> dict[str, Any]:
    """A form that can be sent: 1,000 EUR for two days as an artist, 50 EUR of expenses."""
    typed = {
        "client": str(THEATRE),
        "title": "Two evenings on stage",
        "kind": "performance",
        "way": "price",
        "price": "1000",
        "net": "",
        "expenses": "50,00",
        "invoice": "now",
        "month": "2026-09",
        "worker": [str(worker_id)],
        f"type-{worker_id}": "artist",
        f"day-{worker_id}": DAYS,
        "tab": "one-tab",
        "version": "",
    }
    return {**typed, **changes}


def assignment(assignment_id: int) -> Assignment:
    """As the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Assignment, assignment_id)


def contracts(assignment_id: int) -> list[Contract]:
    """Its contracts, the first one first."""
    query = sa.select(Contract).where(Contract.assignment_id == assignment_id)
    return list(db.session.scalars(query.order_by(Contract.id)))


def invoices(assignment_id: int) -> list[Invoice]:
    """Its invoices."""
    return list(
        db.session.scalars(sa.select(Invoice).where(Invoice.assignment_id == assignment_id))
    )


def shown(browser: Browser, assignment_id: int) -> dict[str, str]:
    """The hidden fields that the page carries."""
    html = browser.get(f"/assignments/{assignment_id}").text
    return {
        name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', html)[1]  # type: ignore[index]
        for name in ("version", "tab", "once")
    }


def draft(browser: Browser, assignment_id: int, typed: dict[str, Any], **kwargs: Any) -> Any:
    """Keep a draft as its page would, from the tab that wrote last unless the test says."""
    version = typed["version"] or str(assignment(assignment_id).version)
    return browser.post(
        f"/assignments/{assignment_id}/draft", {**typed, "version": version}, **kwargs
    )


def send(browser: Browser, assignment_id: int, typed: dict[str, Any]) -> Any:
    """Send the assignment as its page would."""
    tokens = shown(browser, assignment_id)
    return browser.post(f"/assignments/{assignment_id}/submit", {**typed, **tokens})


def sent(browser: Browser, worker_id: int, /, **changes: Any) -> int:
    """Begin and send; returns the id."""
    found = begin(browser)
    response = send(browser, found, form(worker_id, **changes))
    assert response.status_code == 303, response.text
    return found


def with_history(author: int, unit_id: int = UNIT) -> None:
    """A member whose first assignment was accepted: small ones are accepted at once."""
    now = clock.now()
    db.session.add(
        Assignment(
            unit_id=unit_id, author_id=author, entity_id=2, client_id=THEATRE,
            status=AssignmentStatus.ACCEPTED, title="Before", kind=WorkKind.PERFORMANCE,
            price=eur(100), expenses=ZERO, invoice_at_once=False, created=now, updated=now,
            submitted=now, decided=now,
        )
    )  # fmt: skip
    db.session.commit()
