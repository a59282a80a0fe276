"""Keep the figures of the number form with a frozen version, and those signed otherwise.

Versions of before keep an empty text: their figures are those known when they were frozen.

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

COLUMNS = (("compiled_version", "''"), ("compiled_issue", "'{}'"))


def upgrade() -> None:
    for table, empty in COLUMNS:
        column = sa.Column("indicators", sa.Text(), nullable=False, server_default=sa.text(empty))
        op.add_column(table, column)


def downgrade() -> None:
    for table, _ in COLUMNS:
        op.drop_column(table, "indicators")
