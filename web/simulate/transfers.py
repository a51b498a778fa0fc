"""The files that pay what is due: one a week for each legal entity."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from domain.debts import DebtKind
from domain.ledger import Act, Due, sepa_sent
from domain.money import Eur, total
from domain.simulated.numbers import account_number
from domain.transfers import ACCOUNTS
from web import clock
from web.actions.ledger import Written
from web.documents import archive
from web.documents.contract import reference_of
from web.documents.version import fingerprint
from web.extensions import db
from web.formats.sepa import Transfer, pain001
from web.models.document import Document, DocumentKind, DocumentState
from web.models.entity import Entity
from web.models.pay import Debt, PaymentFile, PaymentLine
from web.simulate.cast import details_of
from web.simulate.store import (
    Making,
    audited,
    count_on,
    last_id,
    moment,
    new_entries,
    post,
    settle_sequences,
    table_of,
    write,
    write_audit,
)

FINANCE = 1  # the person who makes them


def write_transfers(making: Making, first: date, last: date) -> int:
    """All files that are executed between two days."""
    debt = table_of(Debt).c
    query = (
        sa.select(debt.paid_day, debt.entity_id)
        .where(debt.paid_day.between(first, last))
        .distinct()
        .order_by(debt.paid_day, debt.entity_id)
    )
    entries, audit = new_entries(), []
    for day, entity_id in db.session.execute(query).all():
        file = _one(making, db.session.get_one(Entity, entity_id), day)
        at, reference = moment(day - timedelta(days=1), 15), file["message_id"]
        entries[clock.day_of(at), entity_id].append(
            Written(Act.SEPA_SENT, file.pop("legs"), reference)
        )
        write(PaymentFile, [file])
        lines = file_lines(file, day)
        write(PaymentLine, lines)
        facts = {"number": reference, "count": file["count"], "total": file["total"]}
        audit.append(audited(at, FINANCE, Act.SEPA_SENT, "payment_file", file["id"], **facts))
    post(entries)
    settle_sequences([PaymentFile, Document])
    return write_audit(audit)


def _debts(entity_id: int, day: date) -> Sequence[Any]:
    debt = table_of(Debt).c
    query = (
        sa.select(
            debt.id, debt.person_id, debt.kind, debt.amount, debt.contract_id, debt.expense_note_id
        )
        .where(debt.entity_id == entity_id, debt.paid_day == day)
        .order_by(debt.id)
    )
    return db.session.execute(query).all()


def file_lines(file: dict[str, Any], day: date) -> list[dict[str, Any]]:
    """One line for each debt that the file pays."""
    return [
        {"file_id": file["id"], "debt_id": row.id, "amount": row.amount}
        for row in _debts(file["entity_id"], day)
    ]


def _one(making: Making, entity: Entity, day: date) -> dict[str, Any]:
    """The file of one entity and day, its bytes in the archive, with its entry."""
    rows, made = _debts(entity.id, day), moment(day - timedelta(days=1), 15)
    number = count_on(f"payment-file:{entity.code}:{made.year}", 1) + 1
    message_id = f"{entity.code}-PAY-{made.year}-{number:06d}"
    data = pain001(
        debtor_name=entity.name, debtor_iban=entity.iban, debtor_bic=entity.bic,
        transfers=[_transfer(making, entity, row, message_id) for row in rows],
        message_id=message_id, execution_day=day, now=made.astimezone(clock.BRUSSELS),
    )  # fmt: skip
    document_id = last_id(Document) + 1
    document = {
        "id": document_id, "kind": DocumentKind.PAYMENT_FILE, "state": DocumentState.READY,
        "language": "en", "filename": f"{message_id}.xml", "media_type": "application/xml",
        "sha256": archive.store(data), "size": len(data), "code_version": fingerprint(),
        "asked": made, "made": made,
    }  # fmt: skip
    write(Document, [document])
    legs = sepa_sent([Due(ACCOUNTS[row.kind], row.amount, row.person_id) for row in rows])
    return {
        "id": last_id(PaymentFile) + 1, "entity_id": entity.id, "message_id": message_id,
        "execution_day": day, "count": len(rows), "total": _sum(rows), "made": made,
        "made_by_id": FINANCE, "document_id": document_id, "legs": legs,
    }  # fmt: skip


def _sum(rows: Sequence[Any]) -> Eur:
    return total(row.amount for row in rows)


def _transfer(making: Making, entity: Entity, row: Any, message_id: str) -> Transfer:
    known = details_of(row.person_id, making)
    text = {
        DebtKind.NET_PAY: f"Net {reference_of(entity.code, row.contract_id or 0)}",
        DebtKind.EXPENSES: f"Note {row.expense_note_id}",
        DebtKind.SHARE_REFUND: "Parts sociales",
    }[row.kind]
    return Transfer(
        name=f"{known.given_name} {known.family_name}", iban=account_number(row.person_id),
        amount=row.amount, text=text, end_to_end=f"{message_id}-{row.id}",
    )  # fmt: skip
