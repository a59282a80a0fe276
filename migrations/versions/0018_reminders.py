"""Reminders: the ladder, the ledger, the outbox, what people chose, the clock's heartbeat.

The switch that the province's row held moves to a row of its own; nothing had read it.

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = (
    "reminder", "reminder_settings", "reminder_alarm", "message", "reminder_switch",
    "reminder_day", "mail_breaker", "ladder_rung", "job_heartbeat",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "job_heartbeat",
        sa.Column("job", sa.String(length=20), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("last_ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.Column("host", sa.String(length=80), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_job_heartbeat")),
    )
    op.create_table(
        "ladder_rung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("anchor", sa.String(length=8), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("policy", sa.String(length=8), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "anchor IN ('day', 'late', 'opened')", name=op.f("ck_ladder_rung_anchor_known")
        ),
        sa.CheckConstraint(
            "kind IN ('overdue_list', 'obligation', 'completion', 'round_on_time', 'round_data', 'round_forward', 'cooperation', 'deadline_set', 'standing')",
            name=op.f("ck_ladder_rung_kind_known"),
        ),
        sa.CheckConstraint(
            "level IN ('officer', 'head', 'compiler', 'leadership')",
            name=op.f("ck_ladder_rung_level_known"),
        ),
        sa.CheckConstraint(
            "policy IN ('send', 'fold', 'expire')", name=op.f("ck_ladder_rung_policy_known")
        ),
        sa.CheckConstraint("count >= 0", name=op.f("ck_ladder_rung_count_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_rung")),
        sa.UniqueConstraint(
            "kind", "level", "anchor", "count", name=op.f("uq_ladder_rung_kind_level_anchor_count")
        ),
    )
    op.create_table(
        "mail_breaker",
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("probe_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_mail_breaker")),
    )
    op.create_table(
        "reminder_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_reminder_day")),
    )
    op.create_table(
        "reminder_switch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on_since", sa.Date(), nullable=True),
        sa.Column("chat_on", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_reminder_switch_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_switch")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("letter", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("perhaps_sent", sa.Boolean(), nullable=False),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "channel IN ('in_app', 'mail', 'chat')", name=op.f("ck_message_channel_known")
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'dead', 'cancelled', 'expired')",
            name=op.f("ck_message_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["user_account.id"], name=op.f("fk_message_person_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_message_id")),
        sa.UniqueConstraint(
            "person_id", "day", "channel", name=op.f("uq_message_person_id_day_channel")
        ),
    )
    op.create_index("ix_message_state", "message", ["state", "day", "id"], unique=False)
    op.create_index(
        "ix_message_unread",
        "message",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL AND channel = 'in_app' AND state = 'sent'"),
        postgresql_where=sa.text("read_at IS NULL AND channel = 'in_app' AND state = 'sent'"),
    )
    op.create_index(
        "ix_message_waiting",
        "message",
        ["next_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )

    op.create_table(
        "reminder_alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_reminder_alarm_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_alarm")),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_alarm_key")),
    )
    op.create_table(
        "reminder_settings",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("by_chat", sa.Boolean(), nullable=False),
        sa.Column("chat_address", sa.String(length=300), nullable=False),
        sa.Column("paused_from", sa.Date(), nullable=True),
        sa.Column("paused_to", sa.Date(), nullable=True),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(paused_from IS NULL) = (stand_in_id IS NULL)",
            name=op.f("ck_reminder_settings_pause_has_stand_in"),
        ),
        sa.CheckConstraint("hour BETWEEN 6 AND 20", name=op.f("ck_reminder_settings_hour_in_day")),
        sa.ForeignKeyConstraint(
            ["stand_in_id"],
            ["user_account.id"],
            name=op.f("fk_reminder_settings_stand_in_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_reminder_settings_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_reminder_settings")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rung", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("late_from", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("for_person_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_label", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('held', 'queued', 'gathered', 'sent', 'dead', 'cancelled', 'expired')",
            name=op.f("ck_reminder_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["for_person_id"],
            ["user_account.id"],
            name=op.f("fk_reminder_for_person_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_reminder_message_id_message")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["user_account.id"], name=op.f("fk_reminder_person_id_user_account")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reminder_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "subject",
            "rung",
            "due_on",
            "person_id",
            "channel",
            name=op.f("uq_reminder_subject_rung_due_on_person_id_channel"),
        ),
    )
    op.create_index(op.f("ix_reminder_message_id"), "reminder", ["message_id"], unique=False)
    op.create_index(
        "ix_reminder_open",
        "reminder",
        ["day", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('held', 'queued', 'gathered')"),
        postgresql_where=sa.text("state IN ('held', 'queued', 'gathered')"),
    )
    op.create_index("ix_reminder_person", "reminder", ["person_id", "day", "id"], unique=False)
    op.create_index("ix_reminder_state", "reminder", ["state", "day", "id"], unique=False)

    op.execute("ALTER TABLE province DROP COLUMN reminders_on")


def downgrade() -> None:
    off = sa.Column("reminders_on", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("province", off)
    for table in TABLES:
        op.drop_table(table)
