"""Find a unit's extended work of all years by one range of the index.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEX = "ix_obligation_extended"
EXTENDED = sa.text("original_late_from IS NOT NULL")


def _laid(columns: list[str]) -> None:
    op.drop_index(INDEX, table_name="obligation")
    op.create_index(INDEX, "obligation", columns, sqlite_where=EXTENDED, postgresql_where=EXTENDED)


def upgrade() -> None:
    _laid(["unit_id", "original_late_from", "year", "id"])


def downgrade() -> None:
    _laid(["unit_id", "year", "original_late_from", "id"])
