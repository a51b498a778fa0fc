"""What is known of units and holders on the days asked for most, and who worked for whom."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "work_pair",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hired", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("year", "unit_id", "person_id", name=op.f("pk_work_pair")),
    )
    op.create_table(
        "fact_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_fact_day")),
    )
    op.create_table(
        "unit_fact",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("region", "office", "sector")),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("turnover", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("day", "unit_id", name=op.f("pk_unit_fact")),
    )
    op.create_table(
        "holder_fact",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gender", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("birth_day", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("clients", sa.Integer(), nullable=False),
        sa.Column("turnover", sa.BigInteger(), nullable=True),
        sa.Column("arts", sa.Boolean(), nullable=False),
        sa.Column("other", sa.Boolean(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", "person_id", name=op.f("pk_holder_fact")),
    )


def downgrade() -> None:
    for name in ("holder_fact", "unit_fact", "fact_day", "work_pair"):
        op.drop_table(name)
