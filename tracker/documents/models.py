"""Official papers and stored files.

`Document` carries the register's fields of NĐ 30/2020/NĐ-CP, Phụ lục VI under our own names:
number (CodeNumber/CodeNotation), issued_on (IssuedDate), issuer (OrganId), subject (Subject).
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, String, Text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Seeded, UTCDateTime
from tracker.extensions import db
from tracker.text import fold


def _folded_name(context: DefaultExecutionContext) -> str:
    given = context.get_current_parameters()
    return fold(f"{given.get('number') or ''} {given.get('subject') or ''}")


class Document(Seeded, db.Model):
    """A paper: the legal basis of a plan, a task, a hand-over or an extension."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    number: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(60))
    issued_on: Mapped[date | None] = mapped_column(Date)
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    search_key: Mapped[str] = mapped_column(Text, default=_folded_name)


class Blob(db.Model):
    """The bytes of one file, known by their SHA-256; the bytes lie in the data folder."""

    __tablename__ = "blob"
    __table_args__ = (CheckConstraint("size >= 0", name="size_not_negative"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class UidSpace(db.Model):
    """One row: the random name space in which this installation's calendar entries get their UID.

    Made by the migration and never changed: calendars know an entry by its UID.
    """

    __tablename__ = "uid_space"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    value: Mapped[str] = mapped_column(String(36))
