"""What figures count by: the gender people say, the office and the sector of units."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Added in place: SQLite would otherwise copy a table that others point to.
COLUMNS = (("person", "gender"), ("unit", "office"), ("unit", "sector"))


def upgrade() -> None:
    for table, name in COLUMNS:
        op.add_column(
            table, sa.Column(name, sa.String(length=40), nullable=False, server_default="")
        )


def downgrade() -> None:
    for table, name in reversed(COLUMNS):
        op.drop_column(table, name)
