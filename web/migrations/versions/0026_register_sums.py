"""The register of shares is added up from an index alone."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLE = "share_movement"


def upgrade() -> None:
    held = ["shareholder_id", "day", "shares", "paid_in"]
    op.create_index("ix_share_movement_held", TABLE, held)
    op.drop_index("ix_share_movement_shareholder_id_day", TABLE)


def downgrade() -> None:
    op.create_index("ix_share_movement_shareholder_id_day", TABLE, ["shareholder_id", "day"])
    op.drop_index("ix_share_movement_held", TABLE)
