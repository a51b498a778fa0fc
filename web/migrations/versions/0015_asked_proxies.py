"""Proxies keep what was typed, whether or not it names somebody on the roll."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LIVE = sa.text("state IN ('offered', 'accepted')")


def upgrade() -> None:
    with op.batch_alter_table("proxy", schema=None) as batch_op:
        batch_op.alter_column("holder_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(
            sa.Column("asked_number", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("asked_name", sa.String(), nullable=False, server_default=""))
        batch_op.create_check_constraint(
            op.f("ck_proxy_held"), "state <> 'accepted' OR holder_id IS NOT NULL"
        )
        batch_op.create_index(
            "uq_proxy_live",
            ["assembly_id", "grantor_id"],
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        )
    with op.batch_alter_table("proxy", schema=None) as batch_op:
        batch_op.alter_column("asked_number", existing_type=sa.Integer(), server_default=None)
        batch_op.alter_column("asked_name", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    """There is no way back: a proxy asked of nobody has no holder."""
    raise NotImplementedError("what somebody asked for is not removed")
