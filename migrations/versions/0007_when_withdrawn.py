"""When a row was withdrawn, apart from when its unit's part in it ended.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("obligation", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    rows = sa.table("obligation", *map(sa.column, ("withdrawn_at", "ended_at", "void")))
    op.execute(rows.update().where(rows.c.void).values(withdrawn_at=rows.c.ended_at))


def downgrade() -> None:
    op.drop_column("obligation", "withdrawn_at")
