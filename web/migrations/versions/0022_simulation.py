"""The mark of an invented cooperative, and how far its making has come."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "simulation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("began", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_simulation")),
    )
    op.create_table(
        "simulation_step",
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("done", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("stage", "month", name=op.f("pk_simulation_step")),
    )


def downgrade() -> None:
    op.drop_table("simulation_step")
    op.drop_table("simulation")
