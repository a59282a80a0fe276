"""Who saved a row last, told beside the text of a stale form."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker.extensions import db
from tracker.history import AuditEntry


@dataclass(frozen=True, slots=True)
class LastSaved:
    """Who wrote last, and when."""

    label: str
    at: datetime


def last_saved(subject: str) -> LastSaved | None:
    """The last entry of the audit trail about this subject ("plan:...", "task:...")."""
    query = (
        select(AuditEntry.actor_label, AuditEntry.at)
        .where(AuditEntry.subject == subject)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return LastSaved(*row) if row else None
