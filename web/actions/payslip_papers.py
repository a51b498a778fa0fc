"""The papers of a month run: one payslip for each person, asked for all at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from web.extensions import db
from web.models.document import Document, DocumentKind
from web.models.payslip import Payslip
from web.models.person import Person
from web.queue import enqueue, enqueue_each

NEW = sa.insert(cast("sa.Table", Document.__table__))
PORTION = 50  # asked for at one moment
PAUSE = timedelta(seconds=6)  # before the next: what others ask for meanwhile comes between


def ask_for_payslips(run_id: int, *, now: datetime) -> None:
    """Let the worker make the payslips of a run, each in the language of its person."""
    rows = _named(Payslip.run_id == run_id)
    for place, start in enumerate(range(0, len(rows), PORTION)):
        portion = rows[start : start + PORTION]
        db.session.execute(NEW, [_row(key, name, language, now) for key, name, language in portion])
        wanted = [{"kind": DocumentKind.PAYSLIP.value, "payslip_id": row[0]} for row in portion]
        enqueue_each("make_document", now + place * PAUSE, wanted)


def ask_for_payslip(payslip_id: int, *, now: datetime) -> None:
    """Let the worker make one payslip."""
    rows = _named(Payslip.id == payslip_id)
    db.session.execute(NEW, [_row(key, name, language, now) for key, name, language in rows])
    enqueue("make_document", now, kind=DocumentKind.PAYSLIP.value, payslip_id=payslip_id)


def _named(which: sa.ColumnElement[bool]) -> Sequence[sa.Row[int, str, str]]:
    """Payslips with their references and the languages of their people."""
    query = (
        sa.select(Payslip.id, Payslip.sheet["reference"].as_string(), Person.language)
        .join(Person, Person.id == Payslip.person_id)
        .where(which)
        .order_by(Payslip.id)
    )
    return db.session.execute(query).all()


def _row(payslip_id: int, reference: str, language: str, now: datetime) -> dict[str, Any]:
    return {
        "kind": DocumentKind.PAYSLIP,
        "filename": f"{reference}.pdf",
        "media_type": "application/pdf",
        "language": language,
        "asked": now,
        "payslip_id": payslip_id,
    }
