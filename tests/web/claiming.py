"""Expense notes for tests, written and sent as people do it."""

import re
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from PIL import Image

from domain.money import eur
from tests.web.conftest import Browser
from tests.web.issuing import issued, one_line
from web import clock
from web.extensions import db
from web.models.assignment import Assignment
from web.models.audit import AuditEntry
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.unit import Unit

STUDIO = "2-0"  # the Activity of OTHER_MEMBER, followed by ADVISER; entity SC
SCENE = 1  # the 3en1 unit of MEMBER, followed by ADVISER
TRAINING = 4  # the 3en1 unit of OTHER_MEMBER and MEMBER; entity FA, exempt from VAT
LUNCH = {
    "day": "2026-09-10",
    "kind": "meals",
    "amount": "24,20",
    "vat": "4,20",
    "description": "Lunch with a client",
}
DRIVE = {"day": "2026-09-09", "km": "48,5", "description": "Gent – Antwerpen, rehearsal"}


def photo(colour: Any = "white", name: str = "bon.jpg") -> tuple[BytesIO, str]:
    """A file as a browser sends it; another colour is another receipt."""
    out = BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, "JPEG")
    out.seek(0)
    return out, name


def money_in(price: str = "2000") -> None:
    """Give the Activity something to spend: what is left of an invoice."""
    issued(one_line(price))


def accepted(unit_id: int, price: str = "1000.00", title: str = "Tour") -> int:
    """An assignment that an adviser accepted, with all its money left."""
    unit = db.session.get_one(Unit, unit_id)
    now = clock.now()
    assignment = Assignment(
        unit_id=unit_id, author_id=1, entity_id=unit.entity_id, client_id=1, status="accepted",
        title=title, kind=unit.kind, price=eur(price), created=now, updated=now, decided=now,
    )  # fmt: skip
    db.session.add(assignment)
    db.session.commit()
    return assignment.id


class Claim:
    """One note in one browser."""

    def __init__(self, browser: Browser, purse: str = STUDIO) -> None:
        self.browser = browser
        response = browser.post("/expenses", {"purse": purse})
        assert response.status_code == 303, response.text
        self.url = response.location
        self.id = int(self.url.rsplit("/", 1)[1])
        self.fields: dict[str, str] = {}

    @property
    def note(self) -> ExpenseNote:
        """The row as it is now."""
        db.session.commit()
        return db.session.get_one(ExpenseNote, self.id, populate_existing=True)

    @property
    def lines(self) -> list[ExpenseLine]:
        """Its lines as they are now; they stay so."""
        db.session.commit()
        query = sa.select(ExpenseLine).where(ExpenseLine.note_id == self.id)
        rows = list(db.session.scalars(query.order_by(ExpenseLine.id)))
        for row in rows:
            db.session.expunge(row)
        return rows

    def form(self, **extra: Any) -> dict[str, Any]:
        """What the page would send."""
        return {"tab": "this-tab", "batch": "", **self.fields, **extra}

    def snap(self, colour: Any = "white", name: str = "bon.jpg") -> int:
        """Take a photo: one more line."""
        known = {line.id for line in self.lines}
        response = self.browser.post(
            f"{self.url}/draft", self.form(batch=f"{colour}", receipt=photo(colour, name))
        )
        assert response.status_code == 303, response.text
        (new,) = {line.id for line in self.lines} - known
        return new

    def add(self, kind: str = "receipt") -> int:
        """One more line without a photo."""
        response = self.browser.post(f"{self.url}/lines", self.form(add=kind))
        assert response.status_code == 303, response.text
        return int(response.location.rsplit("-", 1)[1])

    def type(self, line_id: int, **values: str) -> None:
        """Fill in a line, not sent yet."""
        self.fields.update({f"line-{line_id}-{name}": value for name, value in values.items()})

    def save(self, **extra: Any) -> Any:
        """Save everything typed."""
        response = self.browser.post(f"{self.url}/draft", self.form(**extra))
        self.learn()
        return response

    def learn(self) -> None:
        """Know the revisions, as the page shown again does."""
        for line in self.lines:
            if f"line-{line.id}-day" in self.fields:
                self.type(line.id, revision=str(line.typed.get("revision", 0)))

    def send(self, **extra: Any) -> Any:
        """Send the note to the adviser."""
        return self.browser.post(f"{self.url}/submit", self.form(**extra))

    def version(self) -> str:
        """The version that is shown now."""
        return str(self.note.version)


def sent_lunch(browser: Browser, purse: str = STUDIO) -> Claim:
    """A note with one proved lunch, with the adviser."""
    claim = Claim(browser, purse)
    claim.type(claim.snap(), **LUNCH)
    response = claim.send()
    assert response.status_code == 303, reasons(response.text)
    return claim


def acts(subject: str) -> list[str]:
    """What was done to the notes or the documents, in order."""
    query = sa.select(AuditEntry.act).where(AuditEntry.subject == subject)
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def reasons(html: str) -> list[str]:
    """What a refused page says."""
    found = re.findall(r'<p class="error">.*?<span>(.*?)</span>', html, re.DOTALL)
    told = re.search(r'<div class="errors".*?</div>', html, re.DOTALL)
    return [*found, told[0] if told else ""]
