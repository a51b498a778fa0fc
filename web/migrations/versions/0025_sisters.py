"""What sister cooperatives in other countries say of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sister_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("legal_form", sa.String(length=80), nullable=False),
        sa.Column("founded", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=6, scale=5), nullable=True),
        sa.Column("users", sa.Integer(), nullable=True),
        sa.Column("turnover", sa.BigInteger(), nullable=True),
        sa.Column("staff", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("offices", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("rate BETWEEN 0 AND 1", name=op.f("ck_sister_year_rate_is_a_part")),
        sa.CheckConstraint(
            "users >= 0 AND turnover >= 0 AND staff >= 0 AND offices >= 0",
            name=op.f("ck_sister_year_no_less_than_none"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_sister_year_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sister_year")),
        sa.UniqueConstraint("country", "name", "day", name=op.f("uq_sister_year_country_name_day")),
    )


def downgrade() -> None:
    op.drop_table("sister_year")
