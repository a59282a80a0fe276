"""Which rows of its plan the reading of a file was compared with.

Revision: 0024, after 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("compared", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("plan_intake", column)


def downgrade() -> None:
    op.drop_column("plan_intake", "compared")
