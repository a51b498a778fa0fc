"""The expense notes of a month: sent, approved, owed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.debts import DebtKind
from domain.entities import EntityCode, entity_for
from domain.expenses import ExpenseKind, ExpenseStatus, mileage
from domain.ledger import Act, approve_expense
from domain.money import ZERO, Eur
from domain.simulated.paying import paid_on
from domain.simulated.spending import KINDS
from web.actions.expenses import reference_of
from web.actions.ledger import Written
from web.demo.expenses import Spent, drawn
from web.documents import archive
from web.documents.version import fingerprint
from web.models.document import Document, DocumentKind, DocumentState
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.pay import Debt
from web.simulate.cast import advisers
from web.simulate.invoices import cents
from web.simulate.people import entity_ids
from web.simulate.store import (
    Making,
    Row,
    audited,
    last_id,
    moment,
    new_entries,
    post,
    settle_sequences,
    write,
    write_audit,
)

PORTION = 1_000
TITLES = {
    ExpenseKind.KILOMETRES: "Déplacement",
    ExpenseKind.EQUIPMENT: "Matériel durable",
    ExpenseKind.MATERIAL: "Fournitures",
    ExpenseKind.TRAVEL: "Train",
    ExpenseKind.TELECOM: "Téléphone",
    ExpenseKind.TRAINING: "Livres",
}


def write_expenses(making: Making, first: date, last: date) -> int:
    """Every note that is approved between two days."""
    spending = making.plan.spending
    low, high = first.toordinal(), last.toordinal()
    places = [place for place, day in enumerate(spending.decided) if low <= day <= high]
    if not places:
        return 0
    specimen = _specimen(last)
    acts, entries, receipt = 0, new_entries(), last_id(Document)
    for start in range(0, len(places), PORTION):
        rows: dict[Any, list[Row]] = {Document: [], ExpenseNote: [], ExpenseLine: [], Debt: []}
        audit: list[Row] = []
        for place in places[start : start + PORTION]:
            note = _Note(making, place)
            if note.kind is not ExpenseKind.KILOMETRES:
                receipt += 1
                rows[Document].append(_receipt(note, receipt, specimen))
            rows[ExpenseNote].append(_note_row(note))
            rows[ExpenseLine].append(_line(note, receipt))
            rows[Debt].append(_debt(note))
            entries[note.decided, note.entity_id].append(
                Written(Act.EXPENSE, note.legs, note.reference)
            )
            audit += _audit(note)
        for model, several in rows.items():
            write(model, several)
        acts += write_audit(audit)
    post(entries)
    settle_sequences([Document, ExpenseNote])
    return acts


class _Note:
    """One note, read from the plan."""

    def __init__(self, making: Making, place: int) -> None:
        spending, plan = making.plan.spending, making.plan
        unit = plan.units[spending.unit[place]]
        self.key, self.unit_id, self.person_id = place + 1, unit.key, spending.person[place]
        self.code: EntityCode = entity_for(unit.kind)
        self.entity_id = entity_ids()[self.code]
        job = spending.assignment[place]
        self.assignment_id = job + 1 if job >= 0 else None
        self.kind = KINDS[spending.kind[place]]
        self.submitted = date.fromordinal(spending.submitted[place])
        self.decided = date.fromordinal(spending.decided[place])
        self.net, self.vat = cents(spending.net[place]), cents(spending.vat[place])
        self.kilometres = Decimal(spending.kilometres[place])
        self.total = Eur(self.net + self.vat)
        if self.kilometres and mileage(self.kilometres, self.submitted).amount != self.total:
            raise AssertionError(f"note {self.key}: kilometres that come to something else")
        self.reference = reference_of(self.code, self.key)
        self.adviser_id = advisers(making)[unit.key % len(advisers(making))]
        self.legs = approve_expense(
            net=self.net, vat=self.vat, unit_id=self.unit_id, assignment_id=self.assignment_id,
            person_id=self.person_id,
        )  # fmt: skip


def _specimen(day: date) -> tuple[str, int]:
    """One receipt, plainly made up, that proves all of them: kept once."""
    data = drawn(Spent(before=0, kind=ExpenseKind.OTHER, what="Specimen", shop="Specimen"), day)
    return archive.store(data), len(data)


def _receipt(note: _Note, key: int, specimen: tuple[str, int]) -> Row:
    at = moment(note.submitted, 9)
    return {
        "id": key, "kind": DocumentKind.RECEIPT, "state": DocumentState.READY, "language": "fr",
        "filename": f"receipt-{note.key}.jpg", "media_type": "image/jpeg",
        "owner_id": note.person_id, "sha256": specimen[0], "size": specimen[1],
        "code_version": fingerprint(), "asked": at, "made": at,
    }  # fmt: skip


def _note_row(note: _Note) -> Row:
    return {
        "id": note.key, "unit_id": note.unit_id, "assignment_id": note.assignment_id,
        "entity_id": note.entity_id, "person_id": note.person_id,
        "status": ExpenseStatus.APPROVED, "title": TITLES[note.kind], "total": note.total,
        "vat": note.vat, "created": moment(note.submitted, 9),
        "submitted": moment(note.submitted, 10), "decided": moment(note.decided, 15),
        "decided_by_id": note.adviser_id, "version": 3,
    }  # fmt: skip


def _line(note: _Note, receipt: int) -> Row:
    by_distance = note.kind is ExpenseKind.KILOMETRES
    return {
        "note_id": note.key, "day": note.submitted - timedelta(days=2), "kind": note.kind,
        "description": TITLES[note.kind], "amount": note.total,
        "vat": ZERO if by_distance else note.vat,
        "kilometres": note.kilometres if by_distance else None,
        "receipt_id": None if by_distance else receipt,
    }  # fmt: skip


def _debt(note: _Note) -> Row:
    return {
        "entity_id": note.entity_id, "person_id": note.person_id, "unit_id": note.unit_id,
        "kind": DebtKind.EXPENSES, "expense_note_id": note.key, "amount": note.total,
        "due_day": note.decided, "paid_day": paid_on(note.decided + timedelta(days=1)),
        "version": 2,
    }  # fmt: skip


def _audit(note: _Note) -> list[Row]:
    facts = {"reference": note.reference, "total": note.total, "vat": note.vat}
    return [
        audited(moment(note.submitted, 10), note.person_id, "expense_submitted", "expense_note",
                note.key, total=note.total),
        audited(moment(note.decided, 15), note.adviser_id, Act.EXPENSE, "expense_note", note.key,
                **facts),
    ]  # fmt: skip
