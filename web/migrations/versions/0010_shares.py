"""The share register."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

APPEND_ONLY = ("share_movement", "share_payment", "category_spell", "representation")

SQLITE = [
    f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
    for table in APPEND_ONLY
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    statement
    for table in APPEND_ONLY
    for statement in (
        f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    )
]


def upgrade() -> None:
    op.create_table(
        "shareholder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("enterprise_number", sa.String(), nullable=True),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(person_id IS NULL) = (enterprise_number IS NOT NULL)",
            name=op.f("ck_shareholder_person_or_legal_person"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_shareholder_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shareholder")),
        sa.UniqueConstraint("enterprise_number", name=op.f("uq_shareholder_enterprise_number")),
        sa.UniqueConstraint("number", name=op.f("uq_shareholder_number")),
        sa.UniqueConstraint("person_id", name=op.f("uq_shareholder_person_id")),
    )

    op.create_table(
        "category_spell",
        sa.Column("shareholder_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["shareholder_id"], ["shareholder.id"], name=op.f("fk_category_spell_shareholder_id")
        ),
        sa.PrimaryKeyConstraint("shareholder_id", "since", name=op.f("pk_category_spell")),
    )

    op.create_table(
        "representation",
        sa.Column("shareholder_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_representation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["shareholder_id"], ["shareholder.id"], name=op.f("fk_representation_shareholder_id")
        ),
        sa.PrimaryKeyConstraint("shareholder_id", "since", name=op.f("pk_representation")),
    )
    with op.batch_alter_table("representation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_representation_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shareholder_id", sa.Integer(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("communication", sa.String(length=12), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("paid_day", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("shares > 0 AND amount > 0", name=op.f("ck_subscription_some")),
        sa.ForeignKeyConstraint(
            ["shareholder_id"], ["shareholder.id"], name=op.f("fk_subscription_shareholder_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("communication", name=op.f("uq_subscription_communication")),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subscription_shareholder_id"), ["shareholder_id"], unique=False
        )

    op.create_table(
        "share_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("written", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_share_payment_not_zero")),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name=op.f("fk_share_payment_subscription_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_share_payment_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_payment")),
    )
    with op.batch_alter_table("share_payment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_share_payment_subscription_id"), ["subscription_id"], unique=False
        )

    op.create_table(
        "share_exit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shareholder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("decided_day", sa.Date(), nullable=True),
        sa.Column("effect_day", sa.Date(), nullable=True),
        sa.Column("payable_day", sa.Date(), nullable=True),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("paid_in", sa.BigInteger(), nullable=False),
        sa.Column("refund", sa.BigInteger(), nullable=True),
        sa.Column("net_assets", sa.BigInteger(), nullable=True),
        sa.Column("accounts_year", sa.Integer(), nullable=True),
        sa.Column("net_asset_test", sa.Boolean(), nullable=True),
        sa.Column("liquidity_test", sa.Boolean(), nullable=True),
        sa.Column("tested_day", sa.Date(), nullable=True),
        sa.Column("beneficiary", sa.String(), nullable=False),
        sa.Column("iban_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("paid_day", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["shareholder_id"], ["shareholder.id"], name=op.f("fk_share_exit_shareholder_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_exit")),
        sa.UniqueConstraint("uid", name=op.f("uq_share_exit_uid")),
    )
    with op.batch_alter_table("share_exit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_share_exit_shareholder_id"), ["shareholder_id"], unique=False
        )

    op.create_table(
        "share_movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shareholder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("paid_in", sa.BigInteger(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=True),
        sa.Column("exit_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("shares <> 0", name=op.f("ck_share_movement_not_zero")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["share_movement.id"], name=op.f("fk_share_movement_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["exit_id"], ["share_exit.id"], name=op.f("fk_share_movement_exit_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["shareholder.id"], name=op.f("fk_share_movement_other_id")
        ),
        sa.ForeignKeyConstraint(
            ["shareholder_id"], ["shareholder.id"], name=op.f("fk_share_movement_shareholder_id")
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name=op.f("fk_share_movement_subscription_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_share_movement_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_movement")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_share_movement_corrects_id")),
    )
    with op.batch_alter_table("share_movement", schema=None) as batch_op:
        batch_op.create_index("ix_share_movement_day", ["day", "id"], unique=False)
        batch_op.create_index(
            "ix_share_movement_shareholder_id_day", ["shareholder_id", "day"], unique=False
        )

    op.create_table(
        "annual_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("approved_day", sa.Date(), nullable=False),
        sa.Column("net_assets", sa.BigInteger(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("written", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_annual_accounts_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_accounts")),
        sa.UniqueConstraint("year", name=op.f("uq_annual_accounts_year")),
    )
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back to a register or a log that can be edited."""
    raise NotImplementedError("what shareholders hold and decided is not removed")
