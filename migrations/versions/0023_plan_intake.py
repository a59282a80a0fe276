"""Plan files on their way in, links proposed for their rows, and where a row comes from.

Revision: 0023, after 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("blob_sha256", sa.String(length=64), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("staying", sa.JSON(), nullable=False),
        sa.Column("compared", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_label", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_plan_intake_end_dated")
        ),
        sa.CheckConstraint(
            "kind IN ('docx', 'xlsx', 'pasted')", name=op.f("ck_plan_intake_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'confirmed', 'dropped')", name=op.f("ck_plan_intake_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["plan_amendment.id"],
            name=op.f("fk_plan_intake_amendment_id_plan_amendment"),
        ),
        sa.ForeignKeyConstraint(
            ["blob_sha256"], ["blob.sha256"], name=op.f("fk_plan_intake_blob_sha256_blob")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_intake_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_intake")),
    )
    op.create_index(op.f("ix_plan_intake_plan_id"), "plan_intake", ["plan_id"], unique=False)

    op.create_table(
        "intake_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=12), nullable=False),
        sa.Column("anchor", sa.String(length=80), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("cells_from_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("product_text", sa.Text(), nullable=False),
        sa.Column("lead_text", sa.Text(), nullable=False),
        sa.Column("partners_text", sa.Text(), nullable=False),
        sa.Column("deadline_text", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_heading", sa.Boolean(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("field_basis", sa.Text(), nullable=False),
        sa.Column("addressees", sa.JSON(), nullable=False),
        sa.Column("products", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "origin IN ('table', 'passage', 'aside')", name=op.f("ck_intake_row_origin_known")
        ),
        sa.ForeignKeyConstraint(
            ["cells_from_id"],
            ["intake_row.id"],
            name=op.f("fk_intake_row_cells_from_id_intake_row"),
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["field.id"], name=op.f("fk_intake_row_field_id_field")
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["plan_intake.id"], name=op.f("fk_intake_row_intake_id_plan_intake")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["intake_row.id"], name=op.f("fk_intake_row_parent_id_intake_row")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_intake_row_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_row")),
        sa.UniqueConstraint("intake_id", "position", name=op.f("uq_intake_row_intake_id_position")),
    )
    op.create_index(
        op.f("ix_intake_row_cells_from_id"), "intake_row", ["cells_from_id"], unique=False
    )
    op.create_index(op.f("ix_intake_row_parent_id"), "intake_row", ["parent_id"], unique=False)
    op.create_index(op.f("ix_intake_row_task_id"), "intake_row", ["task_id"], unique=False)

    op.create_table(
        "task_lineage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('follows', 'carries_out')", name=op.f("ck_task_lineage_kind_known")
        ),
        sa.CheckConstraint("task_id <> origin_id", name=op.f("ck_task_lineage_not_itself")),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["task.id"], name=op.f("fk_task_lineage_origin_id_task")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_lineage_task_id_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_lineage")),
        sa.UniqueConstraint(
            "task_id", "origin_id", "kind", name=op.f("uq_task_lineage_task_id_origin_id_kind")
        ),
    )
    op.create_index(op.f("ix_task_lineage_origin_id"), "task_lineage", ["origin_id"], unique=False)

    op.create_table(
        "intake_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Double(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'criterion') = (criterion_id IS NOT NULL)",
            name=op.f("ck_intake_link_criterion_named"),
        ),
        sa.CheckConstraint(
            "kind IN ('follows', 'carries_out', 'criterion')",
            name=op.f("ck_intake_link_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_intake_link_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["row_id"], ["intake_row.id"], name=op.f("fk_intake_link_row_id_intake_row")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_intake_link_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_link")),
    )
    op.create_index(op.f("ix_intake_link_row_id"), "intake_link", ["row_id"], unique=False)


def downgrade() -> None:
    for table in ("intake_link", "task_lineage", "intake_row", "plan_intake"):
        op.drop_table(table)
