"""Contracts from offer to amendment, hours of each day, and open-ended employment."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FULL_DAY = "760"  # hundredths of hours: what every day stood for until now


def to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def maybe(name: str, kind: sa.types.TypeEngine[object]) -> sa.Column[object]:
    return sa.Column(name, kind, nullable=True)


def upgrade() -> None:
    _employment()
    _amendment()
    for column in (
        maybe("offered", sa.DateTime()),
        maybe("answered", sa.DateTime()),
        sa.Column("answer", sa.String(), nullable=False, server_default=""),
        maybe("declared", sa.DateTime()),
        maybe("dimona_last_day", sa.Date()),
    ):
        op.add_column("contract", column)
    # Added in place: SQLite would otherwise copy tables that others point to.
    for column, target in (("declared_by_id", "person"), ("employment_id", "employment")):
        op.execute(
            f"ALTER TABLE contract ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_contract_{column} REFERENCES {target} (id)"
        )
    op.create_index("ix_contract_employment_id", "contract", ["employment_id"])
    op.execute("UPDATE contract SET dimona_last_day = last_day WHERE dimona_number IS NOT NULL")
    op.add_column(
        "work_day", sa.Column("hours", sa.Integer(), nullable=False, server_default=FULL_DAY)
    )
    op.add_column("work_day", maybe("declared", sa.Integer()))
    with op.batch_alter_table("earning") as earning:
        earning.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="1"))
        earning.add_column(sa.Column("hours", sa.Integer(), nullable=False, server_default="0"))
        earning.drop_constraint("uq_earning_contract_id_month", type_="unique")
        earning.create_unique_constraint(
            "uq_earning_contract_id_month_sequence", ["contract_id", "month", "sequence"]
        )
    op.execute(f"UPDATE earning SET hours = days * {FULL_DAY}")


def _employment() -> None:
    op.create_table(
        "employment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        text("work"),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        maybe("last_day", sa.Date()),
        sa.Column("monthly_gross", sa.BigInteger(), nullable=False),
        sa.Column("coefficient", sa.Numeric(precision=8, scale=4), nullable=False),
        sa.Column("weekly_hours", sa.Integer(), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        maybe("offered", sa.DateTime()),
        maybe("answered", sa.DateTime()),
        text("answer"),
        maybe("made", sa.DateTime()),
        text("ended_by"),
        maybe("dimona_number", sa.String()),
        maybe("dimona_out_number", sa.String()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("monthly_gross > 0", name=op.f("ck_employment_paid")),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_employment_days_in_order")
        ),
        to("employment", "entity_id", "entity"),
        to("employment", "unit_id", "unit"),
        to("employment", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
    )
    op.create_index("ix_employment_unit_id", "employment", ["unit_id", "id"])
    op.create_index("ix_employment_person_id", "employment", ["person_id", "id"])


def _amendment() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        text("reason"),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        maybe("answered", sa.DateTime()),
        text("answer"),
        sa.Column("version", sa.Integer(), nullable=False),
        to("amendment", "contract_id", "contract"),
        to("amendment", "made_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint(
            "contract_id", "number", name=op.f("uq_amendment_contract_id_number")
        ),
    )


def downgrade() -> None:
    """Hours and amendments cannot be told by the tables as they were."""
    raise NotImplementedError("what people agreed on is not removed")
