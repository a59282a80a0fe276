"""An administrator sends again what could not go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from tracker import history
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.operations.outbox import database_clock, send_again
from tracker.permissions import Actor
from tracker.refusals import Stale
from tracker.reminders.models import Reminder
from tracker.reminders.rules.states import LineState

_ENDED = [LineState.DEAD.value, LineState.EXPIRED.value]


@dataclass(frozen=True, slots=True)
class Resending:
    """Which digest, and the number of its attempts as the page showed it."""

    message_id: int
    attempt: int


def resend(asked: Resending, actor: Actor, *, now: datetime, real: datetime) -> bool:
    """Queue it anew with its lines; False when there is no such digest.

    `real` is the clock of back-off. Raises Stale when it was queued or tried again meanwhile.
    """
    row = db.session.get(Message, asked.message_id, with_for_update=True, populate_existing=True)
    if row is None:
        return False
    if row.attempt != asked.attempt or not send_again(row.id, database_clock(real), now):
        raise Stale
    lines = update(Reminder).where(Reminder.message_id == row.id, Reminder.state.in_(_ENDED))
    db.session.execute(
        lines.values(state=LineState.GATHERED.value, reason="", ended_at=None),
        execution_options={"synchronize_session": False},
    )
    history.record(actor, "reminders.resend", at=now, subject=f"message:{row.id}", ids=[row.id])
    return True
