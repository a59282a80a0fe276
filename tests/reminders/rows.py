"""Single rows of the ledger, the outbox and the ladder, written as they stand."""

from datetime import UTC, date, datetime

from tracker.db import write_transaction
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import Channel, MessageState
from tracker.reminders.models import LadderRung, Reminder
from tracker.reminders.rules.states import LineState

DAY = date(2025, 6, 10)
AT = datetime(2025, 6, 10, 1, tzinfo=UTC)


def added(row):
    """The row, kept; its id."""
    with write_transaction():
        db.session.add(row)
        db.session.flush()
        return row.id


def line(person_id, unit_id, day=DAY, **changes):
    """A line for an officer, queued, unless `changes` say otherwise; its id."""
    values = {
        "subject": "obligation:1", "kind": "obligation", "rung": "officer/late/1",
        "level": "officer", "due_on": date(2025, 5, 30), "late_from": date(2025, 5, 31),
        "person_id": person_id, "channel": Channel.IN_APP.value, "day": day, "unit_id": unit_id,
        "title": "1. Ban hành kế hoạch", "code": "KH196-2025/T1", "address": "/phan-viec/1",
        "state": LineState.QUEUED.value, "planned_at": AT,
    }  # fmt: skip
    return added(Reminder(**values | changes))


def held_line(person_id, unit_id, day=DAY, **changes):
    """A line for a head that waits for release; its id."""
    held = {"rung": "head/late/3", "level": "head", "state": LineState.HELD.value}
    return line(person_id, unit_id, day, **held | changes)


def message(person_id, day=DAY, at=AT, **changes):
    """A digest inside the program that was told; its id."""
    values = {
        "person_id": person_id, "day": day, "channel": Channel.IN_APP.value,
        "message_id": f"<{person_id}-{day}-{changes.get('channel', 'in_app')}@thu-nghiem>",
        "state": MessageState.SENT.value, "created_at": at, "due_at": at, "next_at": at,
    }  # fmt: skip
    return added(Message(**values | changes))


def dead_letter(person_id, day=DAY, at=AT):
    """A letter that could not go; its id."""
    return message(
        person_id, day, at, channel=Channel.MAIL.value, state=MessageState.DEAD.value, attempt=1,
        address="khong-co@soctrang.gov.vn", reason="550 không có hộp thư", ended_at=at,
    )  # fmt: skip


def rung(kind="obligation", level="officer", anchor="day", count=7, **changes):
    """A rung of the ladder; its id."""
    return added(LadderRung(kind=kind, level=level, anchor=anchor, count=count, **changes))
