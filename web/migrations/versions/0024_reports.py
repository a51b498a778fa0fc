"""Reports of a year: texts, signatures of the board, what was published, its papers."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def person(name: str, table: str, *, nullable: bool = True) -> list[sa.Column | sa.Constraint]:
    """A column that names a person."""
    return [
        sa.Column(name, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_{table}_{name}")),
    ]


def report(table: str) -> list[sa.Column | sa.Constraint]:
    """A key, and the report that a row is of."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f(f"fk_{table}_report_id")),
    ]


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        *person("started_by_id", "report"),
        sa.Column("sheet", sa.JSON(), nullable=True),
        sa.Column("published", sa.DateTime(), nullable=True),
        *person("published_by_id", "report"),
        sa.CheckConstraint(
            "(state = 'published') = (sheet IS NOT NULL)",
            name=op.f("ck_report_published_has_sheet"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("kind", "year", name=op.f("uq_report_kind_year")),
    )
    op.create_table(
        "report_text",
        *report("report_text"),
        sa.Column("chapter", sa.String(length=40), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        *person("changed_by_id", "report_text"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("report_id", "chapter", name=op.f("uq_report_text_report_id_chapter")),
    )
    op.create_table(
        "report_signature",
        *report("report_signature"),
        sa.Column("condition", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("signed", sa.DateTime(), nullable=False),
        *person("signed_by_id", "report_signature", nullable=False),
    )
    op.create_index(op.f("ix_report_signature_report_id"), "report_signature", ["report_id"])
    op.create_table(
        "report_paper",
        *report("report_paper"),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("code_version", sa.String(), nullable=False),
        sa.UniqueConstraint("report_id", "language", name=op.f("uq_report_paper_report_id_language")),
    )


def downgrade() -> None:
    for name in ("report_paper", "report_signature", "report_text", "report"):
        op.drop_table(name)
