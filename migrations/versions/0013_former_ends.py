"""Keep how a phần việc had ended or was withdrawn before it was owed again.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

from tracker.append_only import guard, release

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("end_kind", sa.String(20), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligation.id"],
            name=op.f("fk_former_end_obligation_id_obligation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_end")),
    )
    op.create_index(op.f("ix_former_end_obligation_id"), "former_end", ["obligation_id"])
    guard(op, "former_end")
    rows = sa.table("obligation", *map(sa.column, ("withdrawn_at", "ended_at", "void")))
    told = rows.c.void & rows.c.withdrawn_at.is_(None)
    op.execute(rows.update().where(told).values(withdrawn_at=rows.c.ended_at))


def downgrade() -> None:
    release(op, "former_end")
    op.drop_table("former_end")
