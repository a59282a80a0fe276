"""The steps of the first run that an administrator has saved.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("province") as batch:
        batch.add_column(
            sa.Column("steps_done", sa.String(length=100), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("province") as batch:
        batch.drop_column("steps_done")
