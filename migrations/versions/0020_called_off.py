"""Say why and by whom an ad-hoc round was called off.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

COLUMNS = (("ended_why", sa.Text()), ("ended_label", sa.String(length=200)))


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("report_round", sa.Column(name, kind, nullable=False, server_default=""))


def downgrade() -> None:
    for name, _ in COLUMNS:
        op.drop_column("report_round", name)
