"""Who inside the owning unit does an obligation, and by when inside the house."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import db


class Delegation(db.Model):
    """One handing of an obligation to a division or an officer; the unit stays the owner.

    At most one is open (`ended_at` empty); `Obligation.division_id`, `holder_id` and
    `internal_due_on` cache it. `holder_label` keeps the officer's name as it was.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("division_id IS NOT NULL OR holder_id IS NOT NULL", name="somebody"),
        Index(
            "ix_delegation_open", "obligation_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    division_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    holder_label: Mapped[str] = mapped_column(String(200), default="")
    internal_due_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    given_on: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_label: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
    ended_label: Mapped[str] = mapped_column(String(200), default="")
