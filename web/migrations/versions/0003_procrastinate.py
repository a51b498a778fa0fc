"""The queue of PostgreSQL: Procrastinate's own tables and functions. SQLite uses ``job``."""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let Procrastinate bring its schema; it is one text of many statements."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        bind.connection.cursor().execute(SchemaManager.get_schema())


def downgrade() -> None:
    """Waiting jobs would be lost."""
    raise NotImplementedError("the queue is not removed")
