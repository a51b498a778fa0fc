"""The tables of the urn. A sealed ballot has no time, no voter, no tracker and no weight.

Triggers refuse whatever no step of a poll asks for, whoever asks: a roll that grows after the
freeze, a mark or a ballot outside the opening, a definition, key or end that changes, a poll that
goes back.
"""

from web.urn.words import NEXT, UrnState

STATES = ",".join(f"'{state}'" for state in UrnState)
MOVES = ",".join(f"'{one}>{other}'" for one, others in NEXT.items() for other in (one, *others))

# Another definition, key or opening, an earlier end, or a step that does not follow.
POLL_TURNED = f"""OLD.id <> NEW.id OR OLD.definition_sha256 <> NEW.definition_sha256
    OR OLD.election_pubkey <> NEW.election_pubkey OR OLD.opens_at <> NEW.opens_at
    OR OLD.grace <> NEW.grace OR OLD.closes_at > NEW.closes_at
    OR (OLD.closes_at < NEW.closes_at AND OLD.state <> 'open')
    OR OLD.state || '>' || NEW.state NOT IN ({MOVES})"""
# A mark taken back, or another vote under it.
RIGHT_TURNED = """OLD."cast" = 1 OR OLD.poll <> NEW.poll OR OLD.voter <> NEW.voter
    OR OLD.grantor <> NEW.grantor OR OLD.right_kind <> NEW.right_kind"""


def _refused(name: str, moment: str, when: str) -> str:
    """A trigger of SQLite."""
    return f"""CREATE TRIGGER IF NOT EXISTS {name} BEFORE {moment} WHEN {when}
    BEGIN SELECT RAISE(ABORT, 'immutable'); END"""


def _state_of(row: str) -> str:
    return f"(SELECT state FROM poll WHERE id = {row}.poll)"  # noqa: S608 - our own words


SQLITE = (
    f"""CREATE TABLE IF NOT EXISTS poll (
        id BLOB PRIMARY KEY CHECK (length(id) = 16),
        opens_at INTEGER NOT NULL, closes_at INTEGER NOT NULL, grace INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL CHECK (state IN ({STATES})),
        definition_sha256 BLOB NOT NULL, election_pubkey BLOB NOT NULL
    ) WITHOUT ROWID""",
    # The last whole minute in which anybody voted, to notice a clock that goes back.
    """CREATE TABLE IF NOT EXISTS seen (
        poll BLOB PRIMARY KEY REFERENCES poll, minute INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS roll (
        poll BLOB NOT NULL REFERENCES poll, voter BLOB NOT NULL, grantor BLOB NOT NULL,
        right_kind TEXT NOT NULL CHECK (right_kind IN ('own','proxy')),
        "cast" INTEGER NOT NULL DEFAULT 0 CHECK ("cast" IN (0,1)),
        PRIMARY KEY (poll, grantor)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS roll_voter ON roll (poll, voter)",
    """CREATE TABLE IF NOT EXISTS sealed (
        id BLOB PRIMARY KEY CHECK (length(id) = 16), poll BLOB NOT NULL REFERENCES poll,
        box BLOB NOT NULL UNIQUE CHECK (length(box) = 816)
    ) WITHOUT ROWID""",
    _refused("poll_new", "INSERT ON poll", "NEW.state <> 'draft'"),
    _refused("poll_turned", "UPDATE ON poll", POLL_TURNED),
    _refused("poll_gone", "DELETE ON poll", "OLD.state <> 'draft'"),
    _refused("roll_grown", "INSERT ON roll", f"{_state_of('NEW')} <> 'draft' OR NEW.\"cast\" <> 0"),
    _refused("roll_turned", "UPDATE ON roll", f"{_state_of('OLD')} <> 'open' OR {RIGHT_TURNED}"),
    _refused("roll_gone", "DELETE ON roll", f"{_state_of('OLD')} NOT IN ('draft','destroyed')"),
    _refused("sealed_outside", "INSERT ON sealed", f"{_state_of('NEW')} <> 'open'"),
    _refused("sealed_no_update", "UPDATE ON sealed", "true"),
    _refused("sealed_no_delete", "DELETE ON sealed", f"{_state_of('OLD')} <> 'destroyed'"),
)


def _function(table: str, body: str) -> str:
    """What the trigger of a table of PostgreSQL does."""
    return f"""CREATE OR REPLACE FUNCTION refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN {body} RAISE EXCEPTION 'immutable' USING ERRCODE = '23514'; END $$"""


def _allowed(act: str, row: str, condition: str) -> str:
    return f"IF TG_OP = '{act}' THEN IF {condition} THEN RETURN {row}; END IF; END IF;"


def _triggers(table: str) -> tuple[str, str]:
    """Before each row, and before all of them at once."""
    return (
        f"""CREATE TRIGGER {table}_guard BEFORE INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_{table}()""",
        f"""CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_{table}()""",
    )


POSTGRESQL = (
    f"""CREATE TABLE poll (
        id bytea PRIMARY KEY CHECK (length(id) = 16),
        opens_at bigint NOT NULL, closes_at bigint NOT NULL, grace bigint NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ({STATES})),
        definition_sha256 bytea NOT NULL, election_pubkey bytea NOT NULL
    )""",
    """CREATE TABLE seen (
        poll bytea PRIMARY KEY REFERENCES poll, minute bigint NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE roll (
        poll bytea NOT NULL REFERENCES poll, voter bytea NOT NULL, grantor bytea NOT NULL,
        right_kind text NOT NULL CHECK (right_kind IN ('own','proxy')),
        "cast" smallint NOT NULL DEFAULT 0 CHECK ("cast" IN (0,1)),
        PRIMARY KEY (poll, grantor)
    )""",
    "CREATE INDEX roll_voter ON roll (poll, voter)",
    """CREATE TABLE sealed (
        id bytea PRIMARY KEY CHECK (length(id) = 16), poll bytea NOT NULL,
        box bytea NOT NULL UNIQUE CHECK (length(box) = 816)
    )""",
    _function(
        "poll",
        _allowed("INSERT", "NEW", "NEW.state = 'draft'")
        + _allowed("UPDATE", "NEW", f"NOT ({POLL_TURNED})")
        + _allowed("DELETE", "OLD", "OLD.state = 'draft'"),
    ),
    _function(
        "roll",
        _allowed("INSERT", "NEW", f"{_state_of('NEW')} = 'draft' AND NEW.\"cast\" = 0")
        + _allowed("UPDATE", "NEW", f"{_state_of('OLD')} = 'open' AND NOT ({RIGHT_TURNED})")
        + _allowed("DELETE", "OLD", f"{_state_of('OLD')} IN ('draft','destroyed')"),
    ),
    _function(
        "sealed",
        _allowed("INSERT", "NEW", f"{_state_of('NEW')} = 'open'")
        + _allowed("DELETE", "OLD", f"{_state_of('OLD')} = 'destroyed'"),
    ),
    *_triggers("poll"),
    *_triggers("roll"),
    *_triggers("sealed"),
)

# After the end: the order in which rows came, and the transactions they came with, are gone.
REWRITE = (
    "LOCK TABLE sealed IN ACCESS EXCLUSIVE MODE",
    "CREATE TABLE sealed_anew (LIKE sealed INCLUDING ALL)",
    "INSERT INTO sealed_anew SELECT * FROM sealed ORDER BY id",
    "DROP TABLE sealed",
    "ALTER TABLE sealed_anew RENAME TO sealed",
    *_triggers("sealed"),
)
