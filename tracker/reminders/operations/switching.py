"""An administrator switches reminders on or off."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import check_version
from tracker.reminders.models import ReminderSwitch
from tracker.statements import insert_or_skip


@dataclass(frozen=True, slots=True)
class Switching:
    """Whether reminders go out from `today` on, and by the further channel too.

    `version` is the one that the form had; 0 before the first time.
    """

    on: bool
    chat_on: bool
    today: date
    version: int


def turn(switching: Switching, actor: Actor, *, now: datetime) -> ReminderSwitch:
    """Keep the switch. Nothing of days before it is told later. Raises Stale.

    Switched on again it counts from that day; while it stays on, its day stays.
    """
    insert_or_skip(ReminderSwitch, {"id": 1, "chat_on": False, "version": 0})
    row = db.session.get_one(ReminderSwitch, 1, with_for_update=True, populate_existing=True)
    check_version(row.version, switching.version)
    row.on_since = (row.on_since or switching.today) if switching.on else None
    row.chat_on = switching.chat_on
    row.version += 1
    db.session.flush()
    detail = {"on": switching.on, "chat": switching.chat_on}
    history.record(
        actor, "reminders.switch", at=now, subject="reminder_switch", ids=[1], detail=detail
    )
    return row
