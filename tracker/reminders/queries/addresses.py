"""Where a person is told by each channel, as it stands now."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from tracker.accounts.models import User
from tracker.db import rows_of
from tracker.mail.rules import Channel
from tracker.reminders.models import PersonSettings, Reminder
from tracker.reminders.rules.states import LineState

_ADDRESS = (
    select(User.email, PersonSettings.chat_address)
    .outerjoin(PersonSettings, PersonSettings.user_id == User.id)
    .where(User.id == bindparam("person"), User.disabled_at.is_(None))
)


def address_of(person_id: int, channel: Channel) -> str | None:
    """The address, "" where the person has none; None for a disabled account."""
    row = rows_of(_ADDRESS, {"person": person_id}).first()
    if row is None:
        return None
    return (row.email if channel is Channel.MAIL else row.chat_address) or ""


def codes_of(message_id: int) -> Sequence[tuple[str, date]]:
    """Of each line of a digest the code and the day: all that a further channel may carry."""
    query = select(Reminder.code, Reminder.due_on).where(
        Reminder.message_id == message_id, Reminder.state == LineState.GATHERED.value
    )
    return [(row.code, row.due_on) for row in rows_of(query)]
