"""What a lead asks of others: a partner's cooperation, the issuer's extension."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import db


class CooperationRequest(db.Model):
    """A lead asked a partner: by which paper, when, and by which day it wants the answer.

    It waits while `answered_on` and `withdrawn_at` are empty. `answer_by_lead` tells that the
    lead recorded the answer, not the partner.
    """

    __tablename__ = "cooperation_request"
    __table_args__ = (
        CheckConstraint("(answered_on IS NULL) = (answered_at IS NULL)", name="answer_recorded"),
        Index(
            "ix_cooperation_request_partner", "partner_unit_id", "answer_by", "id",
            sqlite_where=text("answered_on IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("answered_on IS NULL AND withdrawn_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    partner_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    paper: Mapped[str] = mapped_column(String(200))
    asked_on: Mapped[date] = mapped_column(Date)
    answer_by: Mapped[date | None] = mapped_column(Date)
    words: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_label: Mapped[str] = mapped_column(String(200))
    answered_on: Mapped[date | None] = mapped_column(Date)
    answer_paper: Mapped[str] = mapped_column(String(200), default="")
    answer_words: Mapped[str] = mapped_column(Text, default="")
    answer_label: Mapped[str] = mapped_column(String(200), default="")
    answer_by_lead: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_label: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)


class Extension(db.Model):
    """A later day asked for an obligation; it stays late until the plan's issuer grants it.

    One may be open at a time. Granted: `document_id` is the issuer's paper, `granted_until` the
    new day, also the next line of the due-day history (`due_day_id`).
    """

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint(
            "status IN ('asked', 'granted', 'refused', 'withdrawn')", name="status_known"
        ),
        CheckConstraint("status <> 'granted' OR granted_until IS NOT NULL", name="until_told"),
        CheckConstraint("(status IN ('granted', 'refused')) = (decided_on IS NOT NULL)",
                        name="decision_dated"),
        Index(
            "ix_extension_open", "obligation_id", unique=True,
            sqlite_where=text("status = 'asked'"), postgresql_where=text("status = 'asked'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    status: Mapped[str] = mapped_column(String(10), default="asked")
    asked_on: Mapped[date] = mapped_column(Date)
    paper: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    requested_until: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_label: Mapped[str] = mapped_column(String(200))
    decided_on: Mapped[date | None] = mapped_column(Date)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    granted_until: Mapped[date | None] = mapped_column(Date)
    due_day_id: Mapped[int | None] = mapped_column(ForeignKey("due_day.id"))
    decision_words: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    decided_label: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)
