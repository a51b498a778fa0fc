"""Kept figures, what changed since, published values; and days by which to count."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_entry_day", "entry", ["day"]),
    ("ix_invoice_issue_day", "invoice", ["issue_day", "unit_id", "client_id", "kind", "net"]),
    ("ix_contract_first_day", "contract", ["first_day"]),
    ("ix_work_day_day", "work_day", ["day"]),
    ("ix_expense_note_decided", "expense_note", ["decided"]),
)
# Most rows have no assignment: those that have one, and documents that failed.
KNOWN = (
    ("ix_contract_assignment_id", "contract"),
    ("ix_expense_note_assignment_id", "expense_note"),
)
FAILED = "state = 'failed'"
WAITING = "('proposed', 'offered')"
BORN = "coalesce(CAST({}.birth_day AS VARCHAR), '')"
LOOKS = f"OLD.gender <> NEW.gender OR {BORN.format('OLD')} <> {BORN.format('NEW')}"
MOVED = "OLD.country <> NEW.country OR OLD.postcode <> NEW.postcode"
AGREED = "FROM contract WHERE status IN ('made', 'confirmed') AND contract.id = "
# What each act changes, written down by the database itself, so that no act can forget it:
# name, when, under which condition, and the rows (subject, its id, day).
NOTES = (
    (
        "entry",
        "INSERT ON entry",
        "",
        "SELECT DISTINCT 'unit', coalesce(unit_id, 0), NEW.day FROM posting "
        "WHERE entry_id = NEW.id",
    ),
    (
        "contract",
        "INSERT ON contract",
        f"NEW.status NOT IN {WAITING}",
        "SELECT 'work', NEW.id, NEW.first_day",
    ),
    (
        "contract_changed",
        "UPDATE OF status, first_day, budget ON contract",
        f"NEW.status NOT IN {WAITING}",
        "SELECT 'work', NEW.id, NEW.first_day UNION SELECT 'work', NEW.id, OLD.first_day",
    ),
    (
        "work_day",
        "INSERT ON work_day",
        "",
        f"SELECT 'work', NEW.contract_id, NEW.day {AGREED} NEW.contract_id",
    ),
    (
        "work_day_changed",
        "UPDATE OF hours, day ON work_day",
        "",
        f"SELECT 'work', NEW.contract_id, NEW.day {AGREED} NEW.contract_id",
    ),
    (
        "work_day_gone",
        "DELETE ON work_day",
        "",
        f"SELECT 'work', OLD.contract_id, OLD.day {AGREED} OLD.contract_id",
    ),
    (
        "holding",
        "INSERT ON holding",
        "",
        "SELECT 'person', NEW.person_id, NEW.since UNION SELECT 'moved', NEW.unit_id, NEW.since",
    ),
    (
        "holding_changed",
        "UPDATE ON holding",
        "",
        "SELECT 'person', NEW.person_id, NEW.since UNION SELECT 'moved', NEW.unit_id, NEW.since",
    ),
    (
        "holding_gone",
        "DELETE ON holding",
        "",
        "SELECT 'person', OLD.person_id, OLD.since UNION SELECT 'moved', OLD.unit_id, OLD.since",
    ),
    ("person", "UPDATE ON person", MOVED, "SELECT 'person', NEW.id, CURRENT_DATE"),
    ("person_looks", "UPDATE ON person", LOOKS, "SELECT 'looks', NEW.id, CURRENT_DATE"),
    ("role", "INSERT ON person_role", "", "SELECT 'role', NEW.person_id, CURRENT_DATE"),
    ("role_gone", "DELETE ON person_role", "", "SELECT 'role', OLD.person_id, CURRENT_DATE"),
    (
        "client",
        "UPDATE ON client",
        "OLD.kind <> NEW.kind OR OLD.country <> NEW.country",
        "SELECT 'looks', NEW.id, CURRENT_DATE",
    ),
    ("unit", "UPDATE ON unit", "OLD.office <> NEW.office", "SELECT 'moved', NEW.id, NEW.opened"),
    (
        "unit_looks",
        "UPDATE ON unit",
        "OLD.sector <> NEW.sector OR OLD.tool <> NEW.tool",
        "SELECT 'looks', NEW.id, NEW.opened",
    ),
    (
        "expense_note",
        "UPDATE OF status, decided ON expense_note",
        "coalesce(OLD.decided, NEW.decided) IS NOT NULL",
        "SELECT 'note', NEW.id, date(coalesce(NEW.decided, OLD.decided)) "
        "UNION SELECT 'note', NEW.id, date(coalesce(OLD.decided, NEW.decided))",
    ),
    (
        "share_movement",
        "INSERT ON share_movement",
        "",
        "SELECT 'shares', NEW.shareholder_id, NEW.day",
    ),
    (
        "category_spell",
        "INSERT ON category_spell",
        "",
        "SELECT 'shares', NEW.shareholder_id, NEW.since",
    ),
    (
        "poll",
        'UPDATE OF turnout, "cast", state ON poll',
        "",
        "SELECT 'poll', NEW.id, CURRENT_DATE",
    ),
    ("mandate", "INSERT ON mandate", "", "SELECT 'mandate', NEW.id, NEW.since"),
    ("mandate_ended", "UPDATE ON mandate", "", "SELECT 'mandate', NEW.id, NEW.since"),
    (
        "employment",
        "UPDATE OF status, last_day, weekly_hours ON employment",
        "",
        "SELECT 'employment', NEW.id, NEW.first_day",
    ),
)
INTO = "INSERT INTO figure_change (subject, subject_id, day)"
SQLITE = [
    f"""CREATE TRIGGER figure_release_no_{verb.lower()} BEFORE {verb} ON figure_release
    BEGIN SELECT RAISE(ABORT, 'figure_release is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE TRIGGER figure_release_{name} BEFORE {verb} ON figure_release
    FOR EACH {each} EXECUTE FUNCTION refuse_change()"""
    for name, verb, each in (
        ("append_only", "UPDATE OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    )
]


def upgrade() -> None:
    op.create_table(
        "figure_day",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "region", "office", "day", name=op.f("pk_figure_day")),
    )
    op.create_table(
        "figure_first",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", "year", name=op.f("pk_figure_first")),
    )
    op.create_index("ix_figure_first_kind_day", "figure_first", ["kind", "day"])
    op.create_table(
        "figure_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_change")),
    )
    stamp = op.create_table(
        "figure_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_stamp")),
    )
    op.execute(sa.insert(stamp).values(id=1, version=1, at=sa.func.current_timestamp()))
    releases()
    notes(postgresql=op.get_bind().dialect.name == "postgresql")
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    known = sa.text("assignment_id IS NOT NULL")
    for name, table in KNOWN:
        op.drop_index(name, table)
        op.create_index(name, table, ["assignment_id"], sqlite_where=known, postgresql_where=known)
    failed = {"sqlite_where": sa.text(FAILED), "postgresql_where": sa.text(FAILED)}
    op.create_index("ix_document_failed", "document", ["contract_id"], **failed)


def notes(*, postgresql: bool) -> None:
    for name, when, condition, rows in NOTES:
        only = f"WHEN ({condition})" if condition else ""
        head = f"CREATE TRIGGER figures_follow_{name} AFTER {when} FOR EACH ROW {only}"
        if postgresql:
            op.execute(
                f"""CREATE FUNCTION figures_follow_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN {INTO} {rows}; RETURN NULL; END $$"""
            )
            op.execute(f"{head} EXECUTE FUNCTION figures_follow_{name}()")
        else:
            op.execute(f"{head} BEGIN {INTO} {rows}; END")


def releases() -> None:
    op.create_table(
        "figure_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=6), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_figure_release_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["figure_release.id"], name=op.f("fk_figure_release_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_release")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_figure_release_replaces_id")),
    )
    op.create_index("ix_figure_release_key_period_end", "figure_release", ["key", "period_end"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back to values that nobody published."""
    raise NotImplementedError("published figures are not removed")
