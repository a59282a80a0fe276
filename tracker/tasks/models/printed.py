"""A plan's rows as printed, and their typed readings beside the print."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Seeded, UTCDateTime
from tracker.extensions import db
from tracker.plans.models import Field, Plan


class Task(Seeded, db.Model):
    """One row of a plan; the texts are verbatim, a blank cell stays blank.

    `owes` and the `*_from` columns hold what `rules.inheritance` read: whether the row asks for
    work, and which row supplies each cell. `continues_id` is the row of an earlier plan whose
    unfinished work it takes on; a row that an amendment ended keeps its print and owes nothing
    from `ended_on` on.
    """

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    cells_from_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"), index=True)
    field_basis: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(20), default="")
    is_heading: Mapped[bool] = mapped_column(default=False)
    owes: Mapped[bool] = mapped_column(default=False)
    product_from_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    lead_from_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    partners_from_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    deadline_from_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    title: Mapped[str] = mapped_column(Text)
    product_text: Mapped[str] = mapped_column(Text, default="")
    lead_text: Mapped[str] = mapped_column(Text, default="")
    partners_text: Mapped[str] = mapped_column(Text, default="")
    deadline_text: Mapped[str] = mapped_column(Text, default="")
    target: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    search_key: Mapped[str] = mapped_column(Text, default="")
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    amended_by_id: Mapped[int | None] = mapped_column(ForeignKey("plan_amendment.id"))
    ended_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)

    plan: Mapped[Plan] = relationship()
    field: Mapped[Field | None] = relationship()
    products: Mapped[list["Product"]] = relationship(order_by="Product.ordinal")
    assignments: Mapped[list["Assignment"]] = relationship(order_by="Assignment.ordinal")
    schedule: Mapped[list["ScheduleRule"]] = relationship(
        order_by="ScheduleRule.position", foreign_keys="ScheduleRule.task_id"
    )


class FormerPrint(db.Model):
    """What a row printed before an amendment changed it; append-only."""

    __tablename__ = "former_print"
    __table_args__ = (UniqueConstraint("task_id", "amendment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    amendment_id: Mapped[int] = mapped_column(ForeignKey("plan_amendment.id"))
    number: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    product_text: Mapped[str] = mapped_column(Text)
    lead_text: Mapped[str] = mapped_column(Text)
    partners_text: Mapped[str] = mapped_column(Text)
    deadline_text: Mapped[str] = mapped_column(Text)


class Product(Seeded, db.Model):
    """One required result of a task."""

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("task_id", "ordinal"),
        CheckConstraint("issuer IN ('own', 'other')", name="issuer_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    ordinal: Mapped[int]
    slot: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(String(10), default="own")
    issuer_text: Mapped[str] = mapped_column(Text, default="")
    form: Mapped[str] = mapped_column(String(20), default="document")


class Assignment(Seeded, db.Model):
    """One printed addressee of a task, and what it is: unit, group, outside, to confirm."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("task_id", "role", "ordinal"),
        CheckConstraint("role IN ('lead', 'partner')", name="role_known"),
        CheckConstraint("kind IN ('unit', 'group', 'outside', 'to_confirm')", name="kind_known"),
        CheckConstraint("(kind = 'unit') = (unit_id IS NOT NULL)", name="unit_named"),
        CheckConstraint("(kind = 'group') = (group_id IS NOT NULL)", name="group_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    role: Mapped[str] = mapped_column(String(10))
    ordinal: Mapped[int]
    printed: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(12))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class ScheduleRule(db.Model):
    """One rule of the typed reading of a task's deadline phrase.

    `dues` is a list of [period_key, start or null, due_on] in ISO days. `confirmed_by` is the
    label of the person who confirmed or set the reading; empty while it is the grammar's own.
    """

    __tablename__ = "schedule_rule"
    __table_args__ = (UniqueConstraint("task_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    phrase: Mapped[str] = mapped_column(Text)
    phrase_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    kind: Mapped[str] = mapped_column(String(12))
    slot: Mapped[int] = mapped_column(default=1)
    label: Mapped[str] = mapped_column(Text)
    source_rule: Mapped[str] = mapped_column(Text)
    start: Mapped[date | None] = mapped_column(Date)
    dues: Mapped[list[list[str | None]]] = mapped_column(JSON)
    event: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(15), default="")
    confidence: Mapped[float]
    question: Mapped[str] = mapped_column(Text, default="")
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TaskLineage(db.Model):
    """That a row goes on with an earlier one: of the year before, or a duty of the programme.

    `kind` "follows" is the same nhiệm vụ a year later, "carries_out" a year's row for a duty of a
    longer programme. A link that was removed stays, marked.
    """

    __tablename__ = "task_lineage"
    __table_args__ = (
        UniqueConstraint("task_id", "origin_id", "kind"),
        CheckConstraint("kind IN ('follows', 'carries_out')", name="kind_known"),
        CheckConstraint("task_id <> origin_id", name="not_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    origin_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    basis: Mapped[str] = mapped_column(Text)
    removed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class TriggerEvent(db.Model):
    """An event that starts a relative deadline of a task; may happen many times."""

    __tablename__ = "trigger_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    happened_on: Mapped[date] = mapped_column(Date)
    document_text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))
