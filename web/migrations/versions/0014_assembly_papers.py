"""Assemblies: convocations, their letters, printed papers, signatures of minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "convocation",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_convocation_assembly_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_convocation_sent_by_id")
        ),
        sa.PrimaryKeyConstraint("assembly_id", name=op.f("pk_convocation")),
    )
    op.create_table(
        "assembly_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("code_version", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_assembly_paper_assembly_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assembly_paper")),
        sa.UniqueConstraint(
            "assembly_id",
            "kind",
            "sequence",
            "language",
            name=op.f("uq_assembly_paper_assembly_id_kind_sequence_language"),
        ),
    )
    op.create_table(
        "convocation_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("bounced", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_convocation_mail_assembly_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_convocation_mail_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_convocation_mail")),
        sa.UniqueConstraint(
            "assembly_id", "person_id", name=op.f("uq_convocation_mail_assembly_id_person_id")
        ),
    )
    with op.batch_alter_table("convocation_mail", schema=None) as batch_op:
        batch_op.create_index(
            "ix_convocation_mail_state", ["assembly_id", "state", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_convocation_mail_person_id"), ["person_id"], unique=False
        )
    op.create_table(
        "minutes_signature",
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("function", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("signed", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_signature_minutes_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_minutes_signature_person_id")
        ),
        sa.PrimaryKeyConstraint("minutes_id", "function", name=op.f("pk_minutes_signature")),
    )


def downgrade() -> None:
    """There is no way back to an assembly that nobody was invited to."""
    raise NotImplementedError("what was sent and signed is not removed")
