"""Regimes of reporting, their rounds, and how the days of a round moved.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

from tracker.append_only import guard, release

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = (
    "round_move", "round_unit", "report_round", "regime_audience", "regime_window",
    "reporting_regime",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "reporting_regime",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner_unit_id", sa.Integer(), nullable=False),
        sa.Column("receiver_unit_id", sa.Integer(), nullable=False),
        sa.Column("forward_to", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("legal_place", sa.String(length=200), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("ck_reporting_regime_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_reporting_regime_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["owner_unit_id"], ["unit.id"], name=op.f("fk_reporting_regime_owner_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_unit_id"],
            ["unit.id"],
            name=op.f("fk_reporting_regime_receiver_unit_id_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_regime")),
        sa.UniqueConstraint("code", name=op.f("uq_reporting_regime_code")),
    )
    op.create_index(
        op.f("ix_reporting_regime_owner_unit_id"),
        "reporting_regime",
        ["owner_unit_id"],
        unique=False,
    )
    op.create_table(
        "regime_audience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(kind = 'group') = (group_id IS NOT NULL)", name=op.f("ck_regime_audience_group_named")
        ),
        sa.CheckConstraint(
            "(kind = 'group') = (unit_id IS NULL)", name=op.f("ck_regime_audience_unit_named")
        ),
        sa.CheckConstraint(
            "kind IN ('group', 'unit', 'children')", name=op.f("ck_regime_audience_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["unit_group.id"], name=op.f("fk_regime_audience_group_id_unit_group")
        ),
        sa.ForeignKeyConstraint(
            ["regime_id"],
            ["reporting_regime.id"],
            name=op.f("fk_regime_audience_regime_id_reporting_regime"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_regime_audience_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regime_audience")),
    )
    op.create_index(
        op.f("ix_regime_audience_regime_id"), "regime_audience", ["regime_id"], unique=False
    )
    op.create_table(
        "regime_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("on_time", sa.Date(), nullable=False),
        sa.Column("closed_after", sa.Date(), nullable=False),
        sa.Column("forward", sa.Date(), nullable=True),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["regime_id"],
            ["reporting_regime.id"],
            name=op.f("fk_regime_window_regime_id_reporting_regime"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regime_window")),
        sa.UniqueConstraint("regime_id", "kind", name=op.f("uq_regime_window_regime_id_kind")),
    )
    op.create_table(
        "report_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("regime_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("on_time", sa.Date(), nullable=False),
        sa.Column("closed_after", sa.Date(), nullable=False),
        sa.Column("forward", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "last >= first AND closed_after >= on_time", name=op.f("ck_report_round_days_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_report_round_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["regime_id"],
            ["reporting_regime.id"],
            name=op.f("fk_report_round_regime_id_reporting_regime"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_round")),
        sa.UniqueConstraint("regime_id", "code", name=op.f("uq_report_round_regime_id_code")),
    )
    op.create_index("ix_report_round_year", "report_round", ["year"], unique=False)
    op.create_table(
        "round_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("after", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_regime", sa.Boolean(), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_round_move_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["report_round.id"], name=op.f("fk_round_move_round_id_report_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_move")),
    )
    op.create_index(op.f("ix_round_move_round_id"), "round_move", ["round_id"], unique=False)
    op.create_table(
        "round_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["report_round.id"], name=op.f("fk_round_unit_round_id_report_round")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_round_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_unit")),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_round_unit_round_id_unit_id")),
    )

    guard(op, "round_move")


def downgrade() -> None:
    release(op, "round_move")
    for table in TABLES:
        op.drop_table(table)
