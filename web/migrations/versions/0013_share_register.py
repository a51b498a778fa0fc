"""Certificates, refunds through payment files, and what the register gained."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

CAUSES = ("contract_id", "expense_note_id", "payslip_id", "amendment_id")
ONE_OF_FOUR, ONE_OF_FIVE = (
    " + ".join(f"(CASE WHEN {cause} IS NULL THEN 0 ELSE 1 END)" for cause in causes) + " = 1"
    for causes in (CAUSES, (*CAUSES, "share_exit_id"))
)
KNOWN_UNIT = "(unit_id IS NULL) = (share_exit_id IS NOT NULL)"
IN_PLACE = (
    ("unit_id INTEGER NOT NULL", "unit_id INTEGER"),
    (
        f"CHECK ({ONE_OF_FOUR})",
        f"CHECK ({ONE_OF_FIVE}), CONSTRAINT ck_debt_unit_unless_shares CHECK ({KNOWN_UNIT})",
    ),
)

SQLITE = [
    f"""CREATE TRIGGER share_certificate_no_{verb.lower()} BEFORE {verb} ON share_certificate
    BEGIN SELECT RAISE(ABORT, 'share_certificate is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE TRIGGER share_certificate_{name} BEFORE {verb} ON share_certificate
    FOR EACH {each} EXECUTE FUNCTION refuse_change()"""
    for name, verb, each in (
        ("append_only", "UPDATE OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    )
]


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.add_column("shareholder", text("likeness"))
    op.create_index("ix_shareholder_likeness", "shareholder", ["likeness", "id"])
    op.add_column("share_payment", text("reason"))
    op.add_column("share_exit", text("heard"))
    op.add_column("share_exit", sa.Column("heard_day", sa.Date(), nullable=True))
    op.add_column(
        "annual_accounts",
        sa.Column("unavailable", sa.BigInteger(), nullable=False, server_default="0"),
    )
    _certificate()
    # Added in place: SQLite would otherwise copy tables that others point to.
    for table, column, target in (
        ("document", "certificate_id", "share_certificate"),
        ("debt", "share_exit_id", "share_exit"),
        ("share_payment", "corrects_id", "share_payment"),
    ):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER"
            f" CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)"
        )
        op.create_index(f"uq_{table}_{column}", table, [column], unique=True)
    if postgresql:
        op.alter_column("debt", "unit_id", nullable=True)
        op.drop_constraint(op.f("ck_debt_one_cause"), "debt", type_="check")
        op.create_check_constraint(op.f("ck_debt_one_cause"), "debt", ONE_OF_FIVE)
        op.create_check_constraint(op.f("ck_debt_unit_unless_shares"), "debt", KNOWN_UNIT)
    else:
        _loosen()
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def _loosen() -> None:
    """Change constraints in place, the way SQLite documents it: what is stored stays."""
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    for before, after in IN_PLACE:
        changed = connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?)"
            " WHERE type = 'table' AND name = 'debt' AND instr(sql, ?) > 0",
            (before, after, before),
        )
        if changed.rowcount != 1:
            raise RuntimeError(f"debt has no {before}")
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")


def _certificate() -> None:
    op.create_table(
        "share_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shareholder_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["shareholder_id"], ["shareholder.id"], name=op.f("fk_share_certificate_shareholder_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_share_certificate_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_share_certificate_code")),
    )
    op.create_index(
        op.f("ix_share_certificate_shareholder_id"), "share_certificate", ["shareholder_id"]
    )


def downgrade() -> None:
    """There is no way back to a register without what it gained."""
    raise NotImplementedError("what shareholders hold and were paid is not removed")
