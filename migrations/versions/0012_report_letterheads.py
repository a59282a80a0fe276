"""The head and the signature of each unit's papers, from a day on.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("superior", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.Column("drafted_by", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("post", sa.String(length=120), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seed_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_report_letterhead_days_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_report_letterhead_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_letterhead")),
        sa.UniqueConstraint(
            "unit_id", "valid_from", name=op.f("uq_report_letterhead_unit_id_valid_from")
        ),
    )
    op.create_index(op.f("ix_report_letterhead_unit_id"), "report_letterhead", ["unit_id"])


def downgrade() -> None:
    op.drop_table("report_letterhead")
