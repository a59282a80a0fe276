"""Where a person is told by each channel, as it stands now."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, select

from tracker.accounts.models import User
from tracker.mail.rules import Channel
from tracker.reminders.models import PersonSettings, Reminder
from tracker.reminders.rules.states import LineState
from tracker.statements import rows_of

_ADDRESSES = (
    select(User.id, User.email, PersonSettings.chat_address)
    .outerjoin(PersonSettings, PersonSettings.user_id == User.id)
    .where(User.id.in_(bindparam("people", expanding=True)), User.disabled_at.is_(None))
)
_CODES = (
    select(Reminder.message_id, Reminder.code, Reminder.due_on)
    .where(
        Reminder.message_id.in_(bindparam("messages", expanding=True)),
        Reminder.state == LineState.GATHERED.value,
    )
    .order_by(Reminder.id)
)


def addresses_of(people: Collection[int], channel: Channel) -> dict[int, str]:
    """The address of each, "" where a person has none; disabled accounts are missing."""
    rows = rows_of(_ADDRESSES, {"people": list(people)})
    return {row.id: (row.email if channel is Channel.MAIL else row.chat_address) or ""
            for row in rows}  # fmt: skip


def codes_of(messages: Collection[int]) -> dict[int, list[tuple[str, date]]]:
    """Of each line of these digests the code and the day: all that a further channel may carry."""
    found: dict[int, list[tuple[str, date]]] = {}
    for message, code, due_on in rows_of(_CODES, {"messages": list(messages)}):
        found.setdefault(message, []).append((code, due_on))
    return found
