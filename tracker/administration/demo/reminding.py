"""Reminders of the first days of June as their clock would have made them; no mail leaves.

What is open at the end of the history is what is told: the days before say nothing of what was
done with meanwhile.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from tracker.administration.demo.hours import ZONE
from tracker.administration.demo.reporting import EVERYBODY, receiver
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import Channel
from tracker.permissions import Actor
from tracker.reminders.models import Reminder
from tracker.reminders.operations.gathering import gather
from tracker.reminders.operations.planning import keep_planned
from tracker.reminders.operations.reading import mark_read
from tracker.reminders.operations.rechecking import recheck
from tracker.reminders.operations.releasing import Decision, decide
from tracker.reminders.operations.switching import Switching, turn
from tracker.reminders.rules.states import LineState

SWITCHED_ON = date(2025, 6, 1)
RELEASED = (date(2025, 6, 2), date(2025, 6, 5))
"""What came after these mornings waits for the compiler's release still."""
READ_BEFORE = date(2025, 6, 9)
"""The digests of the last two days were not opened yet."""


def tell_reminders(last: date, actor: Actor) -> None:
    """Switch reminders on, and let their clock go through every morning up to `last`."""
    turn(
        Switching(on=True, chat_on=False, today=SWITCHED_ON, version=0),
        actor,
        now=_morning(SWITCHED_ON),
    )
    for number in range((last - SWITCHED_ON).days + 1):
        day = SWITCHED_ON + timedelta(days=number)
        now = _morning(day)
        keep_planned(now)
        recheck(now, day)
        if day in RELEASED:
            _release(day)
        while gather(now):
            pass
    _open_earlier()


def _release(day: date) -> None:
    """The compiler lets go what waits for heads and leadership, before their hour."""
    waiting = select(Reminder.id).where(Reminder.state == LineState.HELD.value)
    decision = Decision(db.session.scalars(waiting).all(), release=True)
    decide(decision, EVERYBODY, receiver(), now=_morning(day) - timedelta(minutes=10))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), ZONE)


def _open_earlier() -> None:
    """Everybody opened what they were told in the first days, on the morning it came."""
    query = select(Message.id, Message.person_id, Message.day).where(
        Message.channel == Channel.IN_APP.value, Message.day < READ_BEFORE
    )
    told: dict[tuple[int, date], list[int]] = defaultdict(list)
    for number, person, day in db.session.execute(query):
        told[person, day].append(number)
    for (person, day), ids in told.items():
        mark_read(person, ids, now=_morning(day) + timedelta(minutes=40))
