"""A plan's file while a person corrects what was read of it, until its rows enter the plan."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import UTCDateTime
from tracker.documents.models import Blob
from tracker.extensions import db
from tracker.plans.models import Plan

ANCHOR_LENGTH = 80


class PlanIntake(db.Model):
    """One reading of a file for a plan; its rows enter the plan all together or not at all.

    The bytes of the file stay as `blob_sha256`; `raw` is what stands in it (`transport.packed`,
    deflated). `columns` are meanings that a person gave: [[table, column, meaning], ...]. Of an
    amended file, `whole` says that a row of the plan which the file leaves out ends; `staying` are
    the ids of such rows that a person keeps nevertheless; `compared` are [id, version] of the rows
    of the plan when the file was laid beside it, none for the first file of a plan.
    """

    __tablename__ = "plan_intake"
    __table_args__ = (
        CheckConstraint("kind IN ('docx', 'xlsx', 'pasted')", name="kind_known"),
        CheckConstraint("state IN ('open', 'confirmed', 'dropped')", name="state_known"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="end_dated"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    file_name: Mapped[str] = mapped_column(String(200))
    blob_sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    read_on: Mapped[date] = mapped_column(Date)
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    columns: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    told: Mapped[list[str]] = mapped_column(JSON, default=list)
    whole: Mapped[bool] = mapped_column(default=True)
    staying: Mapped[list[int]] = mapped_column(JSON, default=list)
    compared: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(10), default="open")
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("plan_amendment.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_label: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)

    plan: Mapped[Plan] = relationship()
    blob: Mapped[Blob] = relationship()


class IntakeRow(db.Model):
    """A row as read and corrected: of a table, a duty that a paragraph may give, a piece set aside.

    `anchor` is its place in the file, `key` its place in the plan, `mark` that of its title alone.
    `taken` rows enter the plan. `addressees` are [role, printed, kind, unit id, group id],
    `products` [title, issued by another, issuer, slot], `places` [block, row, column, sheet],
    `questions` [about, words, [offered]]: about a column of this table, "field" or "row". The
    reading of the deadline is not kept: the grammar reads the phrase wherever it is shown.
    `settled` says that a person looked; `task_id` is the row of the plan that it is.
    """

    __tablename__ = "intake_row"
    __table_args__ = (
        UniqueConstraint("intake_id", "position"),
        CheckConstraint("origin IN ('table', 'passage', 'aside')", name="origin_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("plan_intake.id"))
    position: Mapped[int]
    origin: Mapped[str] = mapped_column(String(10))
    taken: Mapped[bool]
    key: Mapped[str] = mapped_column(Text, default="")
    mark: Mapped[str] = mapped_column(String(12), default="")
    anchor: Mapped[str] = mapped_column(String(ANCHOR_LENGTH))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("intake_row.id"), index=True)
    cells_from_id: Mapped[int | None] = mapped_column(ForeignKey("intake_row.id"), index=True)
    number: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text, default="")
    product_text: Mapped[str] = mapped_column(Text, default="")
    lead_text: Mapped[str] = mapped_column(Text, default="")
    partners_text: Mapped[str] = mapped_column(Text, default="")
    deadline_text: Mapped[str] = mapped_column(Text, default="")
    target: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    is_heading: Mapped[bool] = mapped_column(default=False)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    field_basis: Mapped[str] = mapped_column(Text, default="")
    addressees: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    products: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    questions: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    places: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    confidence: Mapped[float]
    settled: Mapped[bool] = mapped_column(default=False)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class IntakeLink(db.Model):
    """A link proposed for a row because an earlier row is alike; a person takes it or not.

    `kind` "follows" and "carries_out" name the earlier row by `task_id` (of the year before; a duty
    of the programme), "criterion" the criterion that the row `task_id` moves. `likeness` is 0 to 1.
    """

    __tablename__ = "intake_link"
    __table_args__ = (
        CheckConstraint("kind IN ('follows', 'carries_out', 'criterion')", name="kind_known"),
        CheckConstraint(
            "(kind = 'criterion') = (criterion_id IS NOT NULL)", name="criterion_named"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("intake_row.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"))
    likeness: Mapped[float]
    basis: Mapped[str] = mapped_column(Text)
    taken: Mapped[bool]
