"""The append-only history of what units said, with the evidence they gave."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import UTCDateTime
from tracker.extensions import db
from tracker.text import word_key


def _folded_words(context: DefaultExecutionContext) -> str:
    return word_key(context.get_current_parameters().get("words") or "")


class StatusUpdate(db.Model):
    """One line of the history: when it happened and when it was recorded are kept apart.

    `source` tells that a compiler entered it for the unit, who answered by paper, phone or mail
    (`source_paper`, `source_on`); empty when the unit wrote it itself.
    """

    __tablename__ = "status_update"
    __table_args__ = (
        UniqueConstraint("actor_id", "form_key"),
        CheckConstraint(
            "kind IN ('word', 'no_change', 'submitted', 'correction', 'confirmed', 'asked', "
            "'year_end')",
            name="kind_known",
        ),
        CheckConstraint(
            "state IN ('not_started', 'in_progress', 'submitted', 'done')", name="state_known"
        ),
        CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name="corrects_one"),
        Index(
            "ix_status_update_latest", "obligation_id", "happened_on", "recorded_at", "id", "state"
        ),
        *(
            Index(name, "obligation_id", sqlite_where=text(held), postgresql_where=text(held))
            for name, held in (
                ("ix_status_update_asked", "kind = 'asked'"),
                ("ix_status_update_confirmed", "kind = 'confirmed'"),
                ("ix_status_update_entered", "source <> ''"),
            )
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    happened_on: Mapped[date] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_label: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(String(12), default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("status_update.id"), index=True)
    form_key: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(10), default="")
    source_paper: Mapped[str] = mapped_column(String(200), default="")
    source_on: Mapped[date | None] = mapped_column(Date)
    search_key: Mapped[str] = mapped_column(Text, default=_folded_words)

    evidence: Mapped[list["Evidence"]] = relationship(order_by="Evidence.id")


class Evidence(db.Model):
    """That a product exists: a document, a file, a figure or a link, with its day."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("kind IN ('document', 'file', 'figure', 'link')", name="kind_known"),
        CheckConstraint("(kind = 'file') = (blob_sha256 IS NOT NULL)", name="file_stored"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(ForeignKey("status_update.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[str] = mapped_column(String(10))
    result_on: Mapped[date] = mapped_column(Date)
    number: Mapped[str] = mapped_column(String(80), default="")
    issuer: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    figure: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(Text, default="")
    blob_sha256: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    file_name: Mapped[str] = mapped_column(String(255), default="")
