"""The papers of a month run: one payslip for each person, asked for all at once."""

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from web.extensions import db
from web.models.document import Document, DocumentKind
from web.models.payslip import Payslip
from web.models.person import Person
from web.queue import enqueue_each

NEW = sa.insert(cast("sa.Table", Document.__table__))
PORTION = 50  # asked for at one moment
PAUSE = timedelta(seconds=6)  # before the next: what others ask for meanwhile comes between


def ask_for_payslips(run_id: int, *, now: datetime) -> None:
    """Let the worker make the payslips of a run, each in the language of its person."""
    query = (
        sa.select(Payslip.id, Payslip.sheet["reference"].as_string(), Person.language)
        .join(Person, Person.id == Payslip.person_id)
        .where(Payslip.run_id == run_id)
        .order_by(Payslip.id)
    )
    rows = db.session.execute(query).all()
    for place, start in enumerate(range(0, len(rows), PORTION)):
        portion = rows[start : start + PORTION]
        db.session.execute(
            NEW,
            [
                {
                    "kind": DocumentKind.PAYSLIP,
                    "filename": f"{reference}.pdf",
                    "media_type": "application/pdf",
                    "language": language,
                    "asked": now,
                    "payslip_id": key,
                }
                for key, reference, language in portion
            ],
        )
        wanted = [{"kind": DocumentKind.PAYSLIP.value, "payslip_id": row[0]} for row in portion]
        enqueue_each("make_document", now + place * PAUSE, wanted)
