"""The outbox: one digest for a person, a day and a channel; the breaker of each channel."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import UTCDateTime
from tracker.extensions import db
from tracker.mail.rules import Channel, MessageState

_STATES = ", ".join(f"'{state}'" for state in MessageState)
_CHANNELS = ", ".join(f"'{channel}'" for channel in Channel)
_WAITING = text("state IN ('queued', 'sending')")
_UNREAD = text("read_at IS NULL AND channel = 'in_app' AND state = 'sent'")


class Message(db.Model):
    """One digest. `letter` is frozen at the first attempt: a retry is the same letter.

    `letter` holds {subject, text, html, attachments: [{name, type, text}]}; empty until then.
    `message_id` is made from the natural key, so that a repeat is known by it. A worker holds the
    row from its claim until `lease_until`; what it writes later counts only while `lease_owner` and
    `attempt` are still its own. `perhaps_sent`: an attempt ended without an answer, so the
    person may have got the letter already. `due_at` is the person's hour, `next_at` the next try.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("person_id", "day", "channel"),
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        CheckConstraint(f"channel IN ({_CHANNELS})", name="channel_known"),
        Index(
            "ix_message_waiting", "next_at", "id",
            sqlite_where=_WAITING, postgresql_where=_WAITING,
        ),
        Index(
            "ix_message_unread", "person_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD,
        ),
        Index("ix_message_state", "state", "day", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    day: Mapped[date] = mapped_column(Date)
    channel: Mapped[str] = mapped_column(String(10))
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(10), default=MessageState.QUEUED.value)
    reason: Mapped[str] = mapped_column(String(300), default="")
    letter: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempt: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str] = mapped_column(String(80), default="")
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    perhaps_sent: Mapped[bool] = mapped_column(default=False)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Breaker(db.Model):
    """Of one channel: after failed connections one probe at a time, not one for every row."""

    __tablename__ = "mail_breaker"

    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    open_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    probe_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(String(300), default="")
