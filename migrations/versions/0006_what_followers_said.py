"""Find what was asked for, confirmed, entered for a unit, said done, or due inside the house.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_status_update_asked", "status_update", ["obligation_id"], "kind = 'asked'"),
    ("ix_status_update_confirmed", "status_update", ["obligation_id"], "kind = 'confirmed'"),
    ("ix_status_update_entered", "status_update", ["obligation_id"], "source <> ''"),
    (
        "ix_obligation_said_done", "obligation", ["stopped_on", "id"],
        "stopped_on IS NOT NULL AND ended_on IS NULL",
    ),
    (
        "ix_obligation_internal", "obligation", ["unit_id", "internal_due_on"],
        "internal_due_on IS NOT NULL",
    ),
)  # fmt: skip


def upgrade() -> None:
    for name, table, columns, where in INDEXES:
        held = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
