"""Closed months and their payslips, which nobody can change afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("pay_run", "payslip")
AMOUNTS = ("gross", "social_security", "withholding", "special_contribution", "net")
SLIP_AMOUNTS = (
    "gross",
    "social_security",
    "work_bonus_a",
    "work_bonus_b",
    "taxable",
    "withholding",
    "special_contribution",
    "net",
)

SQLITE = [
    f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
    for table in APPEND_ONLY
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table}
    FOR EACH {each} EXECUTE FUNCTION refuse_change()"""
    for table in APPEND_ONLY
    for name, verb, each in (
        ("append_only", "UPDATE OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    )
]


def cents(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "pay_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("closed", sa.DateTime(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("earned", sa.Integer(), nullable=False),
        sa.Column("left_open", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        *map(cents, AMOUNTS),
        sa.CheckConstraint("sequence > 0 AND people > 0", name=op.f("ck_pay_run_not_empty")),
        to("pay_run", "entity_id", "entity"),
        to("pay_run", "closed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_run")),
        sa.UniqueConstraint(
            "entity_id", "month", "sequence", name=op.f("uq_pay_run_entity_id_month_sequence")
        ),
    )
    op.create_table(
        "payslip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *map(cents, SLIP_AMOUNTS),
        sa.Column("sheet", sa.JSON(), nullable=False),
        to("payslip", "run_id", "pay_run"),
        to("payslip", "person_id", "person"),
        to("payslip", "entity_id", "entity"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payslip")),
        sa.UniqueConstraint(
            "entity_id",
            "person_id",
            "month",
            "sequence",
            name=op.f("uq_payslip_entity_id_person_id_month_sequence"),
        ),
    )
    op.create_index("ix_payslip_person_id_month", "payslip", ["person_id", "month"])
    op.create_index(
        "ix_payslip_month_sums", "payslip", ["entity_id", "month", "person_id", "gross"]
    )
    op.create_index("ix_payslip_run_id", "payslip", ["run_id", "id"])
    # Added in place: SQLite would otherwise copy tables that others point to.
    op.execute(
        "ALTER TABLE document ADD COLUMN payslip_id INTEGER"
        " CONSTRAINT fk_document_payslip_id REFERENCES payslip (id)"
    )
    op.create_index("uq_document_payslip_id", "document", ["payslip_id"], unique=True)
    op.add_column("earning", sa.Column("situation", sa.JSON(), nullable=True))
    op.create_index(
        "ix_earning_month_sums", "earning", ["entity_id", "month", "person_id", "gross", "net"]
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back to payslips that can be edited."""
    raise NotImplementedError("closed payslips are not removed")
