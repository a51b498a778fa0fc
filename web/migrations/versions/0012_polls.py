"""Who may vote, proxies, and polls as the office sees them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answered", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_objection_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_objection_assembly_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_objection_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_assembly_id"), ["assembly_id"], unique=False)

    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("definition", sa.LargeBinary(), nullable=True),
        sa.Column("definition_sha256", sa.String(length=64), nullable=True),
        sa.Column("frozen", sa.DateTime(), nullable=True),
        sa.Column("turnout", sa.Integer(), nullable=False),
        sa.Column("turnout_at", sa.DateTime(), nullable=True),
        sa.Column("cast", sa.Integer(), nullable=True),
        sa.Column("closed", sa.DateTime(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("signatures", sa.LargeBinary(), nullable=True),
        sa.Column("published", sa.DateTime(), nullable=True),
        sa.Column("destroy_on", sa.Date(), nullable=True),
        sa.Column("destroyed", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_poll_assembly_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sa.UniqueConstraint("uid", name=op.f("uq_poll_uid")),
    )
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_assembly_id"), ["assembly_id"], unique=False)

    op.create_table(
        "board_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_board_file_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_file")),
        sa.UniqueConstraint("poll_id", "name", name=op.f("uq_board_file_poll_id_name")),
    )

    op.create_table(
        "proxy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("grantor_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("offered", sa.DateTime(), nullable=False),
        sa.Column("answered", sa.DateTime(), nullable=True),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.Column("instructions", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("grantor_id <> holder_id", name=op.f("ck_proxy_two_people")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_proxy_assembly_id")
        ),
        sa.ForeignKeyConstraint(
            ["grantor_id"], ["shareholder.id"], name=op.f("fk_proxy_grantor_id")
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["shareholder.id"], name=op.f("fk_proxy_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxy")),
    )
    with op.batch_alter_table("proxy", schema=None) as batch_op:
        batch_op.create_index(
            "ix_proxy_assembly_id_grantor_id", ["assembly_id", "grantor_id"], unique=False
        )
        batch_op.create_index(
            "ix_proxy_assembly_id_holder_id", ["assembly_id", "holder_id"], unique=False
        )

    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("pair", sa.String(length=3), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_rehearsal_poll_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_rehearsal_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
        sa.UniqueConstraint("poll_id", "pair", name=op.f("uq_rehearsal_poll_id_pair")),
    )

    op.create_table(
        "roll_line",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("shareholder_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_roll_line_assembly_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roll_line_person_id")),
        sa.ForeignKeyConstraint(
            ["shareholder_id"], ["shareholder.id"], name=op.f("fk_roll_line_shareholder_id")
        ),
        sa.PrimaryKeyConstraint("assembly_id", "shareholder_id", name=op.f("pk_roll_line")),
        sa.UniqueConstraint("voter", name=op.f("uq_roll_line_voter")),
    )
    with op.batch_alter_table("roll_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roll_line_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """There is no way back to assemblies without their roll."""
    raise NotImplementedError("who could vote is not removed")
