"""The head and the signature of a unit's papers, from a day on."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Seeded
from tracker.extensions import db


class ReportLetterhead(Seeded, db.Model):
    """What a unit's papers print, from `valid_from` to `valid_to` (both inclusive; empty = open).

    `symbol` is the unit's own abbreviation ("SNV"); `drafted_by` follows it in the symbol of a
    công văn ("CCHC"). `authority` holds the lines above the post ("KT. GIÁM ĐỐC"), one to a line;
    `recipients` the names under "Nơi nhận", one to a line, without dashes. Names of persons are
    not kept.
    """

    __tablename__ = "report_letterhead"
    __table_args__ = (
        UniqueConstraint("unit_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    superior: Mapped[str] = mapped_column(String(200), default="")
    issuer: Mapped[str] = mapped_column(String(200))
    symbol: Mapped[str] = mapped_column(String(40))
    drafted_by: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[str] = mapped_column(String(80))
    authority: Mapped[str] = mapped_column(Text, default="")
    post: Mapped[str] = mapped_column(String(120), default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
