"""A hand-over while it is prepared on screen."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import db


class HandoverDraft(db.Model):
    """A succession file that is still being written; `content` holds it as `reading` reads it.

    Applied once: `applied_at` is then set, and the records stand in `Succession` under `code`.
    """

    __tablename__ = "handover_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(Text)
    effective_on: Mapped[date] = mapped_column(Date)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_label: Mapped[str] = mapped_column(String(200))
    applied_at: Mapped[datetime | None]
    applied_label: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
