"""Papers that people ask for themselves, and the settlement on their payslip."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ONE_CAUSE = "(contract_id IS NULL) <> (expense_note_id IS NULL)"
ONE_OF_FOUR = (
    "(CASE WHEN contract_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN expense_note_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN payslip_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN amendment_id IS NULL THEN 0 ELSE 1 END) = 1"
)

SQLITE = [
    f"""CREATE TRIGGER attestation_no_{verb.lower()} BEFORE {verb} ON attestation
    BEGIN SELECT RAISE(ABORT, 'attestation is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE TRIGGER attestation_{name} BEFORE {verb} ON attestation
    FOR EACH {each} EXECUTE FUNCTION refuse_change()"""
    for name, verb, each in (
        ("append_only", "UPDATE OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    )
]


def to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("payslip", "pay_run"):
        op.add_column(
            table, sa.Column("settlement", sa.BigInteger(), nullable=False, server_default="0")
        )
    op.add_column("payslip", sa.Column("days", sa.Integer(), nullable=True))
    op.add_column("payslip", sa.Column("hours", sa.Integer(), nullable=True))
    op.add_column("entity", sa.Column("onss_number", sa.String(), nullable=True))
    _attestation()
    # Added in place: SQLite would otherwise copy tables that others point to.
    for table, target in (
        ("document", "attestation"),
        ("debt", "payslip"),
        ("debt", "amendment"),
    ):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {target}_id INTEGER"
            f" CONSTRAINT fk_{table}_{target}_id REFERENCES {target} (id)"
        )
        op.create_index(f"uq_{table}_{target}_id", table, [f"{target}_id"], unique=True)
    if postgresql:
        op.drop_constraint(op.f("ck_debt_one_cause"), "debt", type_="check")
        op.create_check_constraint(op.f("ck_debt_one_cause"), "debt", ONE_OF_FOUR)
    else:
        _loosen()
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def _loosen() -> None:
    """Widen a CHECK in place, the way SQLite documents it: what is stored does not change."""
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'debt'",
        (ONE_CAUSE, ONE_OF_FOUR),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")


def _attestation() -> None:
    op.create_table(
        "attestation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_attestation_days_in_order")),
        to("attestation", "person_id", "person"),
        to("attestation", "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
    )
    op.create_index("ix_attestation_person_id", "attestation", ["person_id", "id"])


def downgrade() -> None:
    """There is no way back to settlements that are on no payslip."""
    raise NotImplementedError("closed payslips are not removed")
