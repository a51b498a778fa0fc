"""Ties decided after a count: the number named for lots, and each decision, kept for good."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SQLITE = [
    f"""CREATE TRIGGER tie_decision_no_{verb.lower()} BEFORE {verb} ON tie_decision
    BEGIN SELECT RAISE(ABORT, 'tie_decision is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE TRIGGER tie_decision_{name} BEFORE {verb} ON tie_decision
    FOR EACH {each} EXECUTE FUNCTION refuse_change()"""
    for name, verb, each in (
        ("append_only", "UPDATE OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    )
]


def upgrade() -> None:
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lot", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.alter_column("lot", existing_type=sa.String(), server_default=None)
    op.create_table(
        "tie_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=4), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("decided", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_tie_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_tie_decision_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_decision")),
        sa.UniqueConstraint("poll_id", "question", name=op.f("uq_tie_decision_poll_id_question")),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL if postgresql else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back to a decision that nobody wrote down."""
    raise NotImplementedError("decided ties are not removed")
