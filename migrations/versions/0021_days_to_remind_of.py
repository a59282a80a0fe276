"""Find days that moved, and internal days, by their day: reminders ask for them every morning.

Revision: 0021, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOVED = sa.text("ordinal > 1")
INTERNAL = sa.text("internal_due_on IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_due_day_moved",
        "due_day",
        ["recorded_at", "id"],
        sqlite_where=MOVED,
        postgresql_where=MOVED,
    )
    op.create_index(
        "ix_obligation_internal_day",
        "obligation",
        ["internal_due_on", "id"],
        sqlite_where=INTERNAL,
        postgresql_where=INTERNAL,
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_internal_day", "obligation")
    op.drop_index("ix_due_day_moved", "due_day")
