"""Compile rounds: drafts by section, what each section said, frozen versions, what was signed.

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

from tracker.append_only import guard, release

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = (
    "compiled_issue", "compiled_version", "compiled_edit", "compiled_section", "compilation",
)  # fmt: skip
GUARDED = ("compiled_edit", "compiled_version", "compiled_issue")


def upgrade() -> None:
    op.create_table(
        "compilation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("scope_unit_id", sa.Integer(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("known", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["report_round.id"], name=op.f("fk_compilation_round_id_report_round")
        ),
        sa.ForeignKeyConstraint(
            ["scope_unit_id"], ["unit.id"], name=op.f("fk_compilation_scope_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compilation")),
        sa.UniqueConstraint(
            "round_id",
            "scope_unit_id",
            "internal",
            name=op.f("uq_compilation_round_id_scope_unit_id_internal"),
        ),
    )
    op.create_table(
        "compiled_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("generated", sa.Text(), nullable=False),
        sa.Column("edited", sa.Text(), nullable=True),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["compilation_id"],
            ["compilation.id"],
            name=op.f("fk_compiled_section_compilation_id_compilation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compiled_section")),
        sa.UniqueConstraint(
            "compilation_id", "key", name=op.f("uq_compiled_section_compilation_id_key")
        ),
    )
    op.create_table(
        "compiled_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("whole", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("docx_sha256", sa.String(length=64), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["compilation_id"],
            ["compilation.id"],
            name=op.f("fk_compiled_version_compilation_id_compilation"),
        ),
        sa.ForeignKeyConstraint(
            ["docx_sha256"], ["blob.sha256"], name=op.f("fk_compiled_version_docx_sha256_blob")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compiled_version")),
        sa.UniqueConstraint(
            "compilation_id", "number", name=op.f("uq_compiled_version_compilation_id_number")
        ),
    )
    op.create_table(
        "compiled_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["compiled_section.id"],
            name=op.f("fk_compiled_edit_section_id_compiled_section"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compiled_edit")),
        sa.UniqueConstraint(
            "section_id", "version", name=op.f("uq_compiled_edit_section_id_version")
        ),
    )
    op.create_table(
        "compiled_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("blob_sha256", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["blob_sha256"], ["blob.sha256"], name=op.f("fk_compiled_issue_blob_sha256_blob")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["compiled_version.id"],
            name=op.f("fk_compiled_issue_version_id_compiled_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compiled_issue")),
        sa.UniqueConstraint(
            "version_id", "ordinal", name=op.f("uq_compiled_issue_version_id_ordinal")
        ),
    )
    for table in GUARDED:
        guard(op, table)


def downgrade() -> None:
    for table in GUARDED:
        release(op, table)
    for table in TABLES:
        op.drop_table(table)
