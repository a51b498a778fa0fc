"""Quarters that are closed: the real cost of employment beside the coefficient budget."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

APPEND_ONLY = ("quarter_run", "quarter_line")
AMOUNTS = ("gross", "budget", "contributions", "holiday", "reductions")

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


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def cents(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "quarter_run",
        number("id"),
        number("entity_id"),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        number("sequence"),
        sa.Column("closed", sa.DateTime(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        number("earned"),
        number("people"),
        *map(cents, AMOUNTS),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.CheckConstraint("sequence > 0 AND people >= 0", name=op.f("ck_quarter_run_in_order")),
        to("quarter_run", "entity_id", "entity"),
        to("quarter_run", "closed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_run")),
        sa.UniqueConstraint(
            "entity_id",
            "quarter",
            "sequence",
            name=op.f("uq_quarter_run_entity_id_quarter_sequence"),
        ),
    )
    op.create_table(
        "quarter_line",
        number("id"),
        number("run_id"),
        number("person_id"),
        number("contract_id"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        *map(cents, AMOUNTS),
        to("quarter_line", "run_id", "quarter_run"),
        to("quarter_line", "person_id", "person"),
        to("quarter_line", "contract_id", "contract"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_line")),
        sa.UniqueConstraint(
            "run_id", "contract_id", name=op.f("uq_quarter_line_run_id_contract_id")
        ),
    )
    op.create_index("ix_quarter_line_person_id", "quarter_line", ["person_id", "run_id"])
    op.create_index("ix_quarter_line_contract_id", "quarter_line", ["contract_id"])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back to quarters that can be edited."""
    raise NotImplementedError("closed quarters are not removed")
