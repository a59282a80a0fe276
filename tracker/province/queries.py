"""The installation's own facts."""

from datetime import date

from sqlalchemy import select

from tracker.extensions import db
from tracker.province.models import Province


def province() -> Province | None:
    """The one row, or None before the first run was gone through."""
    return db.session.scalars(select(Province)).first()


def tracking_from(otherwise: date) -> date:
    """The day on which tracking begins: as set on screen, else the operator's setting."""
    return db.session.scalar(select(Province.tracking_from)) or otherwise
