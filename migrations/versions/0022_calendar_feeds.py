"""Calendar subscriptions, and the name space of the installation's calendar entries.

Revision: 0022, after 0021
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    spaces = op.create_table(
        "uid_space",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=36), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_uid_space_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uid_space")),
    )
    op.bulk_insert(spaces, [{"id": 1, "value": str(uuid4())}])
    settings = op.create_table(
        "feed_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("past_days", sa.Integer(), nullable=False),
        sa.Column("ahead_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_settings_single_row")),
        sa.CheckConstraint(
            "past_days BETWEEN 0 AND 366", name=op.f("ck_feed_settings_past_bounded")
        ),
        sa.CheckConstraint(
            "ahead_days BETWEEN 30 AND 1100", name=op.f("ck_feed_settings_ahead_bounded")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_settings")),
    )
    op.bulk_insert(
        settings,
        [
            {
                "id": 1,
                "enabled": True,
                "outside": False,
                "past_days": 60,
                "ahead_days": 400,
                "version": 1,
            }
        ],
    )
    op.create_table(
        "feed_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("parts", sa.String(length=60), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("alarms", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("last_agent", sa.String(length=200), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["field_id"], ["field.id"], name=op.f("fk_feed_token_field_id_field")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_feed_token_plan_id_plan")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_feed_token_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_feed_token_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_token")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_feed_token_secret_hash")),
    )
    op.create_index(op.f("ix_feed_token_user_id"), "feed_token", ["user_id"], unique=False)


def downgrade() -> None:
    for table in ("feed_token", "feed_settings", "uid_space"):
        op.drop_table(table)
