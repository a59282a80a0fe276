"""The day of the last "không thay đổi" beside that of the last words.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEX = "ix_obligation_unit_waiting"
COLUMNS = [
    "unit_id", "role", "open", "void", "plan_id", "outcome", "overdue_from", "sort_on", "state",
    "last_words_on", "before_tracking",
]  # fmt: skip


def upgrade() -> None:
    op.add_column("obligation", sa.Column("no_change_on", sa.Date()))
    op.drop_index(INDEX, table_name="obligation")
    op.create_index(INDEX, "obligation", [*COLUMNS, "no_change_on"])


def downgrade() -> None:
    op.drop_index(INDEX, table_name="obligation")
    op.drop_column("obligation", "no_change_on")
    op.create_index(INDEX, "obligation", COLUMNS)
