"""Of work whose day was extended: since when it would be late by the original day.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEX = "ix_obligation_extended"
EXTENDED = sa.text("original_late_from IS NOT NULL")


def upgrade() -> None:
    op.add_column("obligation", sa.Column("original_late_from", sa.Date()))
    op.create_index(
        INDEX, "obligation", ["unit_id", "year", "original_late_from", "id"],
        sqlite_where=EXTENDED, postgresql_where=EXTENDED,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index(INDEX, table_name="obligation")
    op.drop_column("obligation", "original_late_from")
