"""The office's side of a poll: candidates of each question, prolongations, refused votes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.add_column(sa.Column("standing", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("kept_for", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.alter_column("standing", existing_type=sa.JSON(), server_default=None)
        batch_op.alter_column("kept_for", existing_type=sa.String(), server_default=None)

    op.create_table(
        "prolongation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_prolongation_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_prolongation_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_prolongation_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prolongation")),
    )
    with op.batch_alter_table("prolongation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prolongation_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "poll_refusal",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("minute", sa.DateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_refusal_poll_id")),
        sa.PrimaryKeyConstraint("poll_id", "kind", "minute", name=op.f("pk_poll_refusal")),
    )


def downgrade() -> None:
    """There is no way back to polls whose candidates nobody knows."""
    raise NotImplementedError("who stood for election is not removed")
