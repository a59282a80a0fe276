"""Keep a decision at the year's end that was taken back, with when, by whom and why.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

IN_FORCE = sa.text("taken_back_at IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("year_closing") as batch_op:
        batch_op.add_column(sa.Column("heir_id", sa.Integer()))
        batch_op.add_column(sa.Column("ended_on", sa.Date()))
        batch_op.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True)))
        batch_op.add_column(
            sa.Column("taken_back_label", sa.String(200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("taken_back_why", sa.Text(), server_default="", nullable=False)
        )
    _fill()
    with op.batch_alter_table("year_closing") as batch_op:
        batch_op.alter_column("ended_on", existing_type=sa.Date(), nullable=False)
        batch_op.alter_column("taken_back_label", existing_type=sa.String(200), server_default=None)
        batch_op.alter_column("taken_back_why", existing_type=sa.Text(), server_default=None)
        batch_op.drop_constraint(batch_op.f("uq_year_closing_obligation_id"), type_="unique")
        batch_op.create_check_constraint(
            batch_op.f("ck_year_closing_taken_back_told"),
            "(taken_back_at IS NULL) = (taken_back_why = '')",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_year_closing_heir_id_obligation"), "obligation", ["heir_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_year_closing_obligation_id"), ["obligation_id"])
        batch_op.create_index(batch_op.f("ix_year_closing_heir_task_id"), ["heir_task_id"])
    op.create_index(
        "ix_year_closing_in_force", "year_closing", ["obligation_id"], unique=True,
        sqlite_where=IN_FORCE, postgresql_where=IN_FORCE,
    )  # fmt: skip


def _fill() -> None:
    """What the closed obligation itself tells: the day of its end, and who goes on with it."""
    closing = sa.table(
        "year_closing", *map(sa.column, ("obligation_id", "decision", "ended_on", "heir_id",
                                         "decided_on")),
    )  # fmt: skip
    row = sa.table("obligation", *map(sa.column, ("id", "ended_on", "successor_id")))
    of = row.c.id == closing.c.obligation_id
    ended = sa.select(row.c.ended_on).where(of).scalar_subquery()
    heir = sa.select(row.c.successor_id).where(of).scalar_subquery()
    op.execute(closing.update().values(ended_on=sa.func.coalesce(ended, closing.c.decided_on)))
    op.execute(closing.update().where(closing.c.decision == "carried").values(heir_id=heir))


def downgrade() -> None:
    """A decision that was taken back has no place in the former table."""
    op.execute("DELETE FROM year_closing WHERE taken_back_at IS NOT NULL")
    op.drop_index("ix_year_closing_in_force", table_name="year_closing")
    with op.batch_alter_table("year_closing") as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_closing_heir_task_id"))
        batch_op.drop_index(batch_op.f("ix_year_closing_obligation_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_year_closing_heir_id_obligation"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("ck_year_closing_taken_back_told"), type_="check")
        batch_op.create_unique_constraint(
            batch_op.f("uq_year_closing_obligation_id"), ["obligation_id"]
        )
        for name in ("taken_back_why", "taken_back_label", "taken_back_at", "ended_on", "heir_id"):
            batch_op.drop_column(name)
