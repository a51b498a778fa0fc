"""Changes of open-ended employment, each from a month on."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def to(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_employment_terms_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "employment_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=7), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("monthly_gross", sa.BigInteger(), nullable=False),
        sa.Column("coefficient", sa.Numeric(precision=8, scale=4), nullable=False),
        sa.Column("weekly_hours", sa.Integer(), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("offered", sa.DateTime(), nullable=False),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("monthly_gross > 0", name=op.f("ck_employment_terms_paid")),
        to("employment_id", "employment"),
        to("offered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment_terms")),
        sa.UniqueConstraint(
            "employment_id", "number", name=op.f("uq_employment_terms_employment_id_number")
        ),
    )


def downgrade() -> None:
    op.drop_table("employment_terms")
