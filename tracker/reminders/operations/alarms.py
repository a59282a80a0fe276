"""Raise what an administrator must put right, once; end it when it was put right."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from tracker.extensions import db
from tracker.reminders.models import Alarm
from tracker.statements import insert_or_skip

NOBODY = "nobody"
MISSING = "missing"
STOOD_STILL = "stood_still"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is wrong: its name (raised once), its kind, the words an administrator reads."""

    key: str
    kind: str
    words: str
    unit_id: int | None = None


def raise_alarm(matter: Matter, now: datetime) -> bool:
    """Raise it unless it stands; one that had ended stands again. Whether it is new."""
    begun = {
        "key": matter.key, "kind": matter.kind, "words": matter.words,
        "unit_id": matter.unit_id, "raised_at": now,
    }  # fmt: skip
    if insert_or_skip(Alarm, begun):
        return True
    again = (
        update(Alarm)
        .where(Alarm.key == matter.key, Alarm.ended_at.is_not(None))
        .values(**begun, ended_at=None)
        .returning(Alarm.id)
    )
    return db.session.execute(again).first() is not None


def end_alarm(key: str, now: datetime) -> bool:
    """End it; whether it stood."""
    ended = (
        update(Alarm)
        .where(Alarm.key == key, Alarm.ended_at.is_(None))
        .values(ended_at=now)
        .returning(Alarm.id)
    )
    return db.session.execute(ended).first() is not None
