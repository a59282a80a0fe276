"""Whether reminders go out at all, and by which further channel."""

from sqlalchemy import select

from tracker.extensions import db
from tracker.reminders.models import ReminderSwitch


def switch(*, lock: bool = False) -> ReminderSwitch | None:
    """The one row; None until an administrator first saved it (then everything is off)."""
    query = select(ReminderSwitch)
    return db.session.scalars(query.with_for_update() if lock else query).first()


def is_chat_on() -> bool:
    """Whether the further channel was switched on."""
    return bool(db.session.scalar(select(ReminderSwitch.chat_on)))
