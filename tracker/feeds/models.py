"""Calendar subscriptions: the secret links of people, and what an administrator set for all."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import UTCDateTime
from tracker.extensions import db


class FeedToken(db.Model):
    """One named link of a person; only the SHA-256 of its secret is kept.

    `parts` and `alarms` are lists with commas, as `tracker.feeds.rules.selection` names them.
    What the link gives follows the person's rights on the day it is asked. `last_used_on` is
    written at most once a day.
    """

    __tablename__ = "feed_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    parts: Mapped[str] = mapped_column(String(60))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    alarms: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_used_on: Mapped[date | None] = mapped_column(Date)
    last_agent: Mapped[str] = mapped_column(String(200), default="")
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)


class FeedSettings(db.Model):
    """One row: whether feeds are served, whether outside the own network, and how far they reach.

    Without `outside` only addresses of private networks get an answer.
    """

    __tablename__ = "feed_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="single_row"),
        CheckConstraint("past_days BETWEEN 0 AND 366", name="past_bounded"),
        CheckConstraint("ahead_days BETWEEN 30 AND 1100", name="ahead_bounded"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    enabled: Mapped[bool] = mapped_column(default=True)
    outside: Mapped[bool] = mapped_column(default=False)
    past_days: Mapped[int] = mapped_column(default=60)
    ahead_days: Mapped[int] = mapped_column(default=400)
    version: Mapped[int] = mapped_column(default=1)
