"""The migrations make the tables that the models describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from web.extensions import db


def is_ours(difference) -> bool:
    """The queue on PostgreSQL has tables of its own, which no model describes."""
    return "procrastinate" not in repr(difference)


def test_the_migrations_make_what_the_models_say(app):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = compare_metadata(context, db.metadata)
    assert [difference for difference in found if is_ours(difference)] == []
