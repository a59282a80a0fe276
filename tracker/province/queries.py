"""The installation's own facts."""

from datetime import date

from sqlalchemy import select

from tracker.extensions import db
from tracker.history import AuditEntry
from tracker.province.models import Province


def province() -> Province | None:
    """The one row, or None before the first run was gone through."""
    return db.session.scalars(select(Province)).first()


def tracking_from(otherwise: date) -> date:
    """The day on which tracking begins: as set on screen, else the operator's setting."""
    return db.session.scalar(select(Province.tracking_from)) or otherwise


def kept_steps() -> str | None:
    """The steps gone through while the first run is open; None when it has ended."""
    row = db.session.execute(select(Province.steps_done, Province.set_up_at)).first()
    if row is None:
        return ""
    return None if row.set_up_at else row.steps_done


def last_change() -> AuditEntry | None:
    """The newest entry of the audit trail that changed these facts."""
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action.startswith("province.", autoescape=True))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
