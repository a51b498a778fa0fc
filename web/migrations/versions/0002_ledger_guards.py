"""The database itself keeps the ledger balanced, and ledger and audit append-only."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("entry", "posting", "audit_entry")

SQLITE = [
    *(
        f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
        for table in APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER entry_balanced BEFORE INSERT ON entry
    WHEN (SELECT COALESCE(SUM(amount), 1) FROM posting WHERE entry_id = NEW.id) <> 0
    BEGIN SELECT RAISE(ABORT, 'the legs of an entry must sum to zero'); END""",
    """CREATE TRIGGER posting_before_entry BEFORE INSERT ON posting
    WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.entry_id)
    BEGIN SELECT RAISE(ABORT, 'this entry is already written'); END""",
]

POSTGRESQL = [
    "CREATE SEQUENCE entry_id_seq",
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()"""
        for table in APPEND_ONLY
    ),
    *(
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""
        for table in APPEND_ONLY
    ),
    """CREATE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT COALESCE(SUM(amount), 1) FROM posting WHERE entry_id = NEW.id) <> 0 THEN
        RAISE EXCEPTION 'the legs of an entry must sum to zero' USING ERRCODE = '23514';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER entry_balanced BEFORE INSERT ON entry
    FOR EACH ROW EXECUTE FUNCTION check_entry()""",
    """CREATE FUNCTION check_posting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM entry WHERE id = NEW.entry_id) THEN
        RAISE EXCEPTION 'this entry is already written' USING ERRCODE = '23514';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER posting_before_entry BEFORE INSERT ON posting
    FOR EACH ROW EXECUTE FUNCTION check_posting()""",
]


def upgrade() -> None:
    """Add the guards that this database can express."""
    statements = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back to a ledger that can be edited."""
    raise NotImplementedError("the guards of the ledger are not removed")
