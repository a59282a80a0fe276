"""The announced calendar: days off and make-up working days, beside the plain weekend."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Seeded
from tracker.extensions import db


class CalendarDay(Seeded, db.Model):
    """One day that differs from the plain week; ignored while `enabled` is false."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint("kind IN ('off', 'makeup')", name="kind_known"),
        CheckConstraint("status IN ('announced', 'projected')", name="status_known"),
    )

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(10))
    enabled: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
