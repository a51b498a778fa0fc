"""Joining: applications, the texts agreed to, and money that came before the decision."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three tables; nothing that was there changes."""
    op.create_table(
        "joining",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("communication", sa.String(length=12), nullable=True),
        sa.Column("began", sa.DateTime(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=True),
        sa.Column("decided", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("subscription_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(communication IS NULL) = (amount IS NULL)", name=op.f("ck_joining_asked_to_pay")
        ),
        sa.CheckConstraint(
            "state <> 'validated' OR person_id IS NOT NULL", name=op.f("ck_joining_let_in")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_joining_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_joining_person_id")),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name=op.f("fk_joining_subscription_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining")),
        sa.UniqueConstraint("uid", name=op.f("uq_joining_uid")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_joining_token_hash")),
        sa.UniqueConstraint("communication", name=op.f("uq_joining_communication")),
        sa.UniqueConstraint("subscription_id", name=op.f("uq_joining_subscription_id")),
    )
    with op.batch_alter_table("joining", schema=None) as batch_op:
        batch_op.create_index("ix_joining_state_sent", ["state", "sent", "id"], unique=False)

    op.create_table(
        "joining_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("joining_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["joining_id"], ["joining.id"], name=op.f("fk_joining_consent_joining_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_consent")),
    )
    with op.batch_alter_table("joining_consent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joining_consent_joining_id"), ["joining_id"], unique=False
        )

    op.create_table(
        "joining_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("joining_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_joining_payment_not_zero")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["joining_payment.id"], name=op.f("fk_joining_payment_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["joining_id"], ["joining.id"], name=op.f("fk_joining_payment_joining_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_joining_payment_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_payment")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_joining_payment_corrects_id")),
    )
    with op.batch_alter_table("joining_payment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joining_payment_joining_id"), ["joining_id"], unique=False
        )


def downgrade() -> None:
    """There is no way back: what somebody signed is not removed."""
    raise NotImplementedError("what somebody signed is not removed")
