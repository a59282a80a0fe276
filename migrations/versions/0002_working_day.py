"""What an office does with a duty: delegation, requests, extensions, amendments, year's end.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

from tracker.append_only import guard, release
from tracker.text import fold

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("status_update", "year_estimate", "former_print")
KINDS = ("word", "no_change", "submitted", "correction", "confirmed", "asked")
BATCH = 1000


def _kinds(*kinds: str) -> str:
    return f"kind IN ({', '.join(map(repr, kinds))})"


def _fill_search_keys(table: str, columns: tuple[str, ...]) -> None:
    """The accent-blind key of what stands already, in portions."""
    name = sa.table(table, sa.column("id"), sa.column("search_key"), *map(sa.column, columns))
    texts = [name.c[column] for column in columns]
    write = (
        name.update().where(name.c.id == sa.bindparam("row")).values(search_key=sa.bindparam("key"))
    )
    bind, last = op.get_bind(), 0
    read = sa.select(name.c.id, *texts).order_by(name.c.id).limit(BATCH)
    while rows := bind.execute(read.where(name.c.id > last)).all():
        last = rows[-1].id
        keys = [{"row": row.id, "key": fold(" ".join(row[1:]))} for row in rows]
        bind.execute(write, keys)


def upgrade() -> None:
    op.create_table(
        "province",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("superior", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("tracking_from", sa.Date(), nullable=True),
        sa.Column("smtp_host", sa.String(length=200), nullable=False),
        sa.Column("smtp_port", sa.Integer(), nullable=False),
        sa.Column("smtp_security", sa.String(length=10), nullable=False),
        sa.Column("smtp_user", sa.String(length=200), nullable=False),
        sa.Column("mail_from", sa.String(length=200), nullable=False),
        sa.Column("reminders_on", sa.Boolean(), nullable=False),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "smtp_security IN ('', 'starttls', 'tls')", name=op.f("ck_province_security_known")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_province_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_province")),
    )
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_form_draft_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_form_draft_user_id_key")),
    )
    op.create_table(
        "handover_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_label", sa.String(length=200), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_label", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
            name=op.f("fk_handover_draft_created_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_draft")),
        sa.UniqueConstraint("code", name=op.f("uq_handover_draft_code")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_saved_view_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_saved_view_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_view_user_id_name")),
    )
    with op.batch_alter_table("saved_view") as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_saved_view_user_id"), ["user_id"], unique=False)

    op.create_table(
        "plan_amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("heir_plan_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "kind IN ('amend', 'replace')", name=op.f("ck_plan_amendment_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_plan_amendment_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["heir_plan_id"], ["plan.id"], name=op.f("fk_plan_amendment_heir_plan_id_plan")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_amendment_plan_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_amendment")),
    )
    with op.batch_alter_table("plan_amendment") as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_amendment_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "former_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("product_text", sa.Text(), nullable=False),
        sa.Column("lead_text", sa.Text(), nullable=False),
        sa.Column("partners_text", sa.Text(), nullable=False),
        sa.Column("deadline_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["plan_amendment.id"],
            name=op.f("fk_former_print_amendment_id_plan_amendment"),
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_former_print_task_id_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_print")),
        sa.UniqueConstraint(
            "task_id", "amendment_id", name=op.f("uq_former_print_task_id_amendment_id")
        ),
    )
    op.create_table(
        "cooperation_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("partner_unit_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_paper", sa.String(length=200), nullable=False),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column("answer_label", sa.String(length=200), nullable=False),
        sa.Column("answer_by_lead", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_label", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_cooperation_request_answer_recorded"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["user_account.id"],
            name=op.f("fk_cooperation_request_actor_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligation.id"],
            name=op.f("fk_cooperation_request_obligation_id_obligation"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_unit_id"],
            ["unit.id"],
            name=op.f("fk_cooperation_request_partner_unit_id_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation_request")),
    )
    with op.batch_alter_table("cooperation_request") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cooperation_request_obligation_id"), ["obligation_id"], unique=False
        )
        batch_op.create_index(
            "ix_cooperation_request_partner",
            ["partner_unit_id", "answer_by", "id"],
            unique=False,
            sqlite_where=sa.text("answered_on IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("answered_on IS NULL AND withdrawn_at IS NULL"),
        )

    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("holder_label", sa.String(length=200), nullable=False),
        sa.Column("internal_due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_label", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "division_id IS NOT NULL OR holder_id IS NOT NULL", name=op.f("ck_delegation_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_delegation_actor_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["division_id"], ["unit.id"], name=op.f("fk_delegation_division_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["user_account.id"], name=op.f("fk_delegation_holder_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligation.id"],
            name=op.f("fk_delegation_obligation_id_obligation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delegation_obligation_id"), ["obligation_id"], unique=False
        )
        batch_op.create_index(
            "ix_delegation_open",
            ["obligation_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "year_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("heir_task_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(decision = 'carried') = (heir_task_id IS NOT NULL)",
            name=op.f("ck_year_closing_heir_told"),
        ),
        sa.CheckConstraint(
            "decision IN ('carried', 'stopped', 'replaced')",
            name=op.f("ck_year_closing_decision_known"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_year_closing_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["heir_task_id"], ["task.id"], name=op.f("fk_year_closing_heir_task_id_task")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligation.id"],
            name=op.f("fk_year_closing_obligation_id_obligation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_closing")),
        sa.UniqueConstraint("obligation_id", name=op.f("uq_year_closing_obligation_id")),
    )
    with op.batch_alter_table("year_closing") as batch_op:
        batch_op.create_index(batch_op.f("ix_year_closing_year"), ["year"], unique=False)

    op.create_table(
        "year_estimate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("outlook", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "outlook IN ('done', 'partly', 'not')", name=op.f("ck_year_estimate_outlook_known")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_year_estimate_actor_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligation.id"],
            name=op.f("fk_year_estimate_obligation_id_obligation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_estimate")),
    )
    with op.batch_alter_table("year_estimate") as batch_op:
        batch_op.create_index(
            "ix_year_estimate_obligation", ["obligation_id", "year", "id"], unique=False
        )

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("paper", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_until", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_label", sa.String(length=200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("granted_until", sa.Date(), nullable=True),
        sa.Column("due_day_id", sa.Integer(), nullable=True),
        sa.Column("decision_words", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_label", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('granted', 'refused')) = (decided_on IS NOT NULL)",
            name=op.f("ck_extension_decision_dated"),
        ),
        sa.CheckConstraint(
            "status <> 'granted' OR granted_until IS NOT NULL", name=op.f("ck_extension_until_told")
        ),
        sa.CheckConstraint(
            "status IN ('asked', 'granted', 'refused', 'withdrawn')",
            name=op.f("ck_extension_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_extension_actor_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_extension_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["due_day_id"], ["due_day.id"], name=op.f("fk_extension_due_day_id_due_day")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_extension_obligation_id_obligation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extension_obligation_id"), ["obligation_id"], unique=False
        )
        batch_op.create_index(
            "ix_extension_open",
            ["obligation_id"],
            unique=True,
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )

    with op.batch_alter_table("calendar_day") as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("document") as batch_op:
        batch_op.add_column(sa.Column("search_key", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("field") as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("obligation") as batch_op:
        batch_op.add_column(sa.Column("division_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("holder_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("internal_due_on", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_obligation_division", ["division_id", "role", "open", "sort_on", "id"], unique=False
        )
        batch_op.create_index(
            "ix_obligation_holder", ["holder_id", "role", "open", "sort_on", "id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_obligation_division_id_unit"), "unit", ["division_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_obligation_holder_id_user_account"),
            "user_account",
            ["holder_id"],
            ["id"],
        )

    with op.batch_alter_table("plan") as batch_op:
        batch_op.add_column(
            sa.Column("followed", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    release(op, "status_update")
    with op.batch_alter_table("status_update") as batch_op:
        batch_op.drop_constraint(op.f("ck_status_update_kind_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_status_update_kind_known"), _kinds(*KINDS, "year_end")
        )
        batch_op.add_column(
            sa.Column("source", sa.String(length=10), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("source_paper", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("source_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("search_key", sa.Text(), nullable=False, server_default=""))

    _fill_search_keys("document", ("number", "subject"))
    _fill_search_keys("status_update", ("words",))
    for table in APPEND_ONLY:
        guard(op, table)

    with op.batch_alter_table("task") as batch_op:
        batch_op.add_column(sa.Column("continues_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("amended_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_index(batch_op.f("ix_task_continues_id"), ["continues_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_task_continues_id_task"), "task", ["continues_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_task_amended_by_id_plan_amendment"),
            "plan_amendment",
            ["amended_by_id"],
            ["id"],
        )

    with op.batch_alter_table("unit") as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("unit_group") as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("user_grant") as batch_op:
        batch_op.add_column(
            sa.Column("pending", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("stands_in_for_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("note", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_foreign_key(
            batch_op.f("fk_user_grant_stands_in_for_id_user_account"),
            "user_account",
            ["stands_in_for_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("user_grant") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_user_grant_stands_in_for_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_column("version")
        batch_op.drop_column("note")
        batch_op.drop_column("stands_in_for_id")
        batch_op.drop_column("pending")

    with op.batch_alter_table("unit_group") as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("task") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_task_amended_by_id_plan_amendment"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_task_continues_id_task"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_task_continues_id"))
        batch_op.drop_column("version")
        batch_op.drop_column("ended_on")
        batch_op.drop_column("amended_by_id")
        batch_op.drop_column("continues_id")

    for table in APPEND_ONLY:
        release(op, table)
    with op.batch_alter_table("status_update") as batch_op:
        batch_op.drop_constraint(op.f("ck_status_update_kind_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_status_update_kind_known"), _kinds(*KINDS))
        batch_op.drop_column("search_key")
        batch_op.drop_column("source_on")
        batch_op.drop_column("source_paper")
        batch_op.drop_column("source")
    guard(op, "status_update")

    with op.batch_alter_table("plan") as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("followed")

    with op.batch_alter_table("obligation") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_obligation_holder_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_obligation_division_id_unit"), type_="foreignkey")
        batch_op.drop_index("ix_obligation_holder")
        batch_op.drop_index("ix_obligation_division")
        batch_op.drop_column("internal_due_on")
        batch_op.drop_column("holder_id")
        batch_op.drop_column("division_id")

    with op.batch_alter_table("field") as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("document") as batch_op:
        batch_op.drop_column("search_key")

    with op.batch_alter_table("calendar_day") as batch_op:
        batch_op.drop_column("version")

    op.drop_table("extension")

    op.drop_table("year_estimate")

    op.drop_table("year_closing")

    op.drop_table("delegation")

    op.drop_table("cooperation_request")
    op.drop_table("former_print")

    op.drop_table("plan_amendment")

    op.drop_table("saved_view")
    op.drop_table("handover_draft")
    op.drop_table("form_draft")
    op.drop_table("province")
