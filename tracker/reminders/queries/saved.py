"""Who saved something last, told beside the text of a stale form."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker.history import AuditEntry
from tracker.statements import rows_of


@dataclass(frozen=True, slots=True)
class LastSaved:
    """Who wrote last, and when."""

    label: str
    at: datetime


def last_saved(action: str) -> LastSaved | None:
    """The newest entry of the audit trail whose action begins like this ("reminders.switch")."""
    query = (
        select(AuditEntry.actor_label, AuditEntry.at)
        .where(AuditEntry.action.startswith(action, autoescape=True))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    row = rows_of(query).first()
    return LastSaved(*row) if row else None
