"""A unit's report to a round: its text while it is written, what was sent, papers, steps."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import UTCDateTime
from tracker.extensions import db


class UnitReport(db.Model):
    """One unit in one round, from the moment that somebody opened it; `version` of its steps.

    `reopened`: the unit may write although the round is locked, until it sends.
    """

    __tablename__ = "unit_report"
    __table_args__ = (
        UniqueConstraint("round_id", "unit_id"),
        CheckConstraint(
            "state IN ('drafting', 'waiting', 'sent', 'asked', 'accepted')", name="state_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("report_round.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    reopened: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class ReportText(db.Model):
    """The text of one section as the unit keeps it; one version each, for two people at work."""

    __tablename__ = "report_text"
    __table_args__ = (UniqueConstraint("report_id", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("unit_report.id"))
    section: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    actor_label: Mapped[str] = mapped_column(String(200))
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReportRevision(db.Model):
    """Append-only: what was sent one time, with what the unit's work was told to be then.

    `texts` is a list of sections with their headings, `told` one of obligations; `sha256` is over
    both. `entered_from` names how the unit answered where a compiler entered it.
    """

    __tablename__ = "report_revision"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("unit_report.id"))
    number: Mapped[int]
    texts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    told: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    empty: Mapped[bool]
    sha256: Mapped[str] = mapped_column(String(64))
    sent_on: Mapped[date] = mapped_column(Date)
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_label: Mapped[str] = mapped_column(String(200))
    entered_from: Mapped[str] = mapped_column(Text, default="")


class ReportPaper(db.Model):
    """Append-only: the signed paper of one sending; the last line of a revision counts."""

    __tablename__ = "report_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"), index=True)
    number: Mapped[str] = mapped_column(String(80))
    signed_on: Mapped[date] = mapped_column(Date)
    blob_sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    file_name: Mapped[str] = mapped_column(String(255), default="")
    actor_label: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReportEvent(db.Model):
    """Append-only: one step, the state it led to, and why; `reasons` has words by section."""

    __tablename__ = "report_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("unit_report.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    revision: Mapped[int | None]
    actor_label: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
