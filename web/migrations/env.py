"""Migrations: run on the application's own database, with plain column types only."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from web.extensions import EurCents, Instant, MonthText, db

PLAIN = {
    EurCents: "sa.BigInteger()",
    Instant: "sa.DateTime()",
    MonthText: "sa.String(length=7)",
    sa.Enum: "sa.String(length=40)",
}


def plain_type(kind: str, value: Any, _autogen: Any) -> str | Literal[False]:
    """A migration names no type of ours: it must read the same in ten years."""
    return PLAIN.get(type(value), False) if kind == "type" else False


def ours(_thing: Any, name: str | None, _kind: str, _reflected: bool, _compared: Any) -> bool:
    """The queue on PostgreSQL keeps its own tables, which no model describes."""
    return not (name or "").startswith("procrastinate_")


def run() -> None:
    """Upgrade or compare, in one transaction."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=plain_type,
            compare_type=False,
            include_object=ours,
        )
        with context.begin_transaction():
            context.run_migrations()


assert current_app, "run migrations with flask db"
run()
