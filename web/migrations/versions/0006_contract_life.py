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
        maybe("agreed_gross", sa.BigInteger()),
        maybe("agreed_budget", sa.BigInteger()),
        maybe("agreed_hours", sa.Integer()),
    ):
        op.add_column("contract", column)
    # Added in place: SQLite would otherwise copy tables that others point to.
    for column, target in (("declared_by_id", "person"), ("employment_id", "employment")):
        op.execute(
            f"ALTER TABLE contract ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_contract_{column} REFERENCES {target} (id)"
        )
    op.create_index("ix_contract_employment_id", "contract", ["employment_id"])
    op.execute(
        "ALTER TABLE document ADD COLUMN amendment_id INTEGER"
        " CONSTRAINT fk_document_amendment_id REFERENCES amendment (id)"
    )
    op.create_index("uq_document_amendment_id", "document", ["amendment_id"], unique=True)
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
    _dimona()


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


def _dimona() -> None:
    op.create_table(
        "dimona_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        maybe("person_id", sa.Integer()),
        maybe("entity_id", sa.Integer()),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_dimona_export_days_in_order")),
        to("dimona_export", "person_id", "person"),
        to("dimona_export", "entity_id", "entity"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dimona_export")),
    )
    op.create_table(
        "dimona_exported",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        maybe("contract_id", sa.Integer()),
        maybe("employment_id", sa.Integer()),
        sa.Column("act", sa.String(length=40), nullable=False),
        maybe("last_day", sa.Date()),
        sa.CheckConstraint(
            "(contract_id IS NULL) <> (employment_id IS NULL)",
            name=op.f("ck_dimona_exported_one_of_two"),
        ),
        to("dimona_exported", "export_id", "dimona_export"),
        to("dimona_exported", "contract_id", "contract"),
        to("dimona_exported", "employment_id", "employment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dimona_exported")),
    )
    for name, columns in (
        ("export_id", ["export_id"]),
        ("contract_id", ["contract_id", "act"]),
        ("employment_id", ["employment_id", "act"]),
    ):
        op.create_index(f"ix_dimona_exported_{name}", "dimona_exported", columns)
    _append_only("dimona_export")
    _append_only("dimona_exported")


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name, verb, each in (
            ("append_only", "UPDATE OR DELETE", "ROW"),
            ("no_truncate", "TRUNCATE", "STATEMENT"),
        ):
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table}"
                f" FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def downgrade() -> None:
    """Hours and amendments cannot be told by the tables as they were."""
    raise NotImplementedError("what people agreed on is not removed")
