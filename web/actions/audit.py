"""Who did what to which row: written in the same transaction as the act."""

from typing import Any, cast

import sqlalchemy as sa
from flask import g, has_request_context

from web import clock
from web.extensions import Base, db
from web.models.audit import AuditEntry

NEW = sa.insert(cast("sa.Table", AuditEntry.__table__))  # made once: it is a part of every act


def actor_id() -> int | None:
    """The signed-in person; None for the worker, the terminal and visitors."""
    person = g.get("person") if has_request_context() else None
    return (person.id or None) if person else None


def record(act: str, row: Base, **facts: Any) -> None:
    """Add an audit entry; the row must have its id (flush first if it is new)."""
    entry = {
        "at": clock.now(),
        "person_id": actor_id(),
        "act": act,
        "subject": row.__tablename__,
        "subject_id": row.id,  # type: ignore[attr-defined]  # every audited table has one
        "facts": {name: str(fact) for name, fact in facts.items()},
    }
    db.session.execute(NEW, entry)
