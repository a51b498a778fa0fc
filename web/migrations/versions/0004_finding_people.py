"""One-time links to choose a password, and finding people and units by any word of their name."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAMES = {"person": ("family_name", "given_name", "email"), "unit": ("name",)}


def likeness(*texts: str) -> str:
    """The words of these texts without accents or case, each once."""
    split = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    bare = "".join(sign for sign in split if not unicodedata.combining(sign))
    return " ".join(dict.fromkeys(word[:40] for word in re.findall(r"[a-z0-9]+", bare)))


def fill(table: str, columns: tuple[str, ...]) -> None:
    """Give each row that is already there its likeness."""
    connection = op.get_bind()
    rows = sa.table(table, sa.column("id"), sa.column("likeness"), *map(sa.column, columns))
    found = connection.execute(sa.select(rows.c.id, *(rows.c[name] for name in columns))).all()
    for key, *texts in found:
        connection.execute(
            sa.update(rows).where(rows.c.id == key).values(likeness=likeness(*texts))
        )


def upgrade() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_time_link_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_one_time_link_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_index("ix_one_time_link_person_id", "one_time_link", ["person_id"])
    for table, columns in NAMES.items():
        # Added in place: SQLite would otherwise copy a table that others point to.
        op.add_column(table, sa.Column("likeness", sa.String(), nullable=False, server_default=""))
        fill(table, columns)
        op.create_index(f"ix_{table}_likeness", table, ["likeness", "id"])
    op.create_index("ix_sign_in_failure_at", "sign_in_failure", ["at"])
    op.create_index("ix_audit_entry_act", "audit_entry", ["act", "id"])


def downgrade() -> None:
    op.drop_index("ix_audit_entry_act", "audit_entry")
    op.drop_index("ix_sign_in_failure_at", "sign_in_failure")
    for table in NAMES:
        op.drop_index(f"ix_{table}_likeness", table)
        op.drop_column(table, "likeness")
    op.drop_table("one_time_link")
