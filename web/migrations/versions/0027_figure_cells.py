"""The cells of tables on the days asked for most, and who falls into which of them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

COUNTED_BEFORE = ("holder_fact", "unit_fact", "fact_day")


def upgrade() -> None:
    op.create_table(
        "figure_fall",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "figure", "subject_id", "rows", name=op.f("pk_figure_fall")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure_cell",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "about", "row", "column", name=op.f("pk_figure_cell")),
    )
    op.create_index("ix_work_pair_person_id", "work_pair", ["person_id"])
    for name in COUNTED_BEFORE:  # the next refresh keeps everything anew, with its cells
        op.execute(sa.delete(sa.table(name)))


def downgrade() -> None:
    op.drop_index("ix_work_pair_person_id", "work_pair")
    op.drop_table("figure_cell")
    op.drop_table("figure_fall")
