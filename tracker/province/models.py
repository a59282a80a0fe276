"""The one installation's own facts: whom it serves, since when it tracks, how it sends mail."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import db


class Province(db.Model):
    """One row. `set_up_at` is empty until an administrator has gone through the first run.

    `steps_done` lists the steps saved so far, by name (see `tracker.province.rules.Step`).
    The letterhead lines stand on compiled papers: `superior` above `body`, then `place` before
    the day. The password of the mail server is not kept here (see `tracker.config`).
    """

    __tablename__ = "province"
    __table_args__ = (
        CheckConstraint("id = 1", name="single_row"),
        CheckConstraint("smtp_security IN ('', 'starttls', 'tls')", name="security_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(200), default="")
    superior: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(80), default="")
    tracking_from: Mapped[date | None] = mapped_column(Date)
    smtp_host: Mapped[str] = mapped_column(String(200), default="")
    smtp_port: Mapped[int] = mapped_column(default=25)
    smtp_security: Mapped[str] = mapped_column(String(10), default="")
    smtp_user: Mapped[str] = mapped_column(String(200), default="")
    mail_from: Mapped[str] = mapped_column(String(200), default="")
    steps_done: Mapped[str] = mapped_column(String(100), default="", server_default="")
    set_up_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
