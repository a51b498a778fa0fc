"""Screens of figures in meetings, moved from the presenters' own devices."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("slide", sa.String(length=40), nullable=False),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_figure_room_opened_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_room")),
        sa.UniqueConstraint("code", name=op.f("uq_figure_room_code")),
    )


def downgrade() -> None:
    op.drop_table("figure_room")
