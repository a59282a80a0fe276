"""The number form: catalogue, what units gave, figures known from papers.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

from tracker.append_only import guard, release

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _catalogue()
    _given()
    _known()
    guard(op, "indicator_value")


def _catalogue() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("measure", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("numerator_label", sa.String(length=200), nullable=False),
        sa.Column("denominator_label", sa.String(length=200), nullable=False),
        sa.Column("share", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('flow', 'stock', 'ratio')", name=op.f("ck_indicator_kind_known")
        ),
        sa.CheckConstraint("origin IN ('lead', 'sum')", name=op.f("ck_indicator_origin_known")),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("ck_indicator_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["field.id"], name=op.f("fk_indicator_field_id_field")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("code", name=op.f("uq_indicator_code")),
    )
    op.create_index(op.f("ix_indicator_field_id"), "indicator", ["field_id"])


def _given() -> None:
    op.create_table(
        "indicator_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_of_round("indicator_form"),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_indicator_form_round_id_unit_id")),
    )
    op.create_table(
        "indicator_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_from", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        *_of_round("indicator_value"),
        _of_indicator("indicator_value"),
    )
    op.create_index(
        "ix_indicator_value_latest", "indicator_value",
        ["round_id", "unit_id", "indicator_id", "id"],
    )  # fmt: skip


def _known() -> None:
    op.create_table(
        "opening_balance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        _of_indicator("opening_balance"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_balance")),
        sa.UniqueConstraint(
            "indicator_id", "year", "kind",
            name=op.f("uq_opening_balance_indicator_id_year_kind"),
        ),
    )  # fmt: skip


def _of_round(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["round_id"], ["report_round.id"], name=op.f(f"fk_{table}_round_id_report_round")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f(f"fk_{table}_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _of_indicator(table: str) -> sa.Constraint:
    name = op.f(f"fk_{table}_indicator_id_indicator")
    return sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=name)


def downgrade() -> None:
    release(op, "indicator_value")
    for table in ("opening_balance", "indicator_value", "indicator_form", "indicator"):
        op.drop_table(table)
