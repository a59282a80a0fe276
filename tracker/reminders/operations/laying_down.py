"""Write decided lines into the ledger: once each, however many write at one time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam

from tracker.extensions import db
from tracker.reminders.models import PlannedDay, Reminder
from tracker.reminders.queries.ledger import batches, key_of, standing_lines
from tracker.reminders.rules.lines import Line
from tracker.reminders.rules.states import LineState
from tracker.statements import insert_all, insert_or_skip

_TABLE = cast("Table", Reminder.__table__)
_REVIVE = (
    _TABLE.update()
    .where(_TABLE.c.id == bindparam("row"), _TABLE.c.state == LineState.CANCELLED.value)
    .values(
        state=bindparam("new_state"), day=bindparam("new_day"), planned_at=bindparam("at"),
        late_from=bindparam("new_late_from"), for_person_id=bindparam("new_for"), reason="",
        message_id=None, ended_at=None,
    )
)  # fmt: skip


def missing_of(lines: Sequence[Line]) -> list[Line]:
    """Those of the lines that the ledger lacks, or holds as cancelled by the clock (reads only).

    What a person withheld is not missing.
    """
    standing = {
        key
        for key, row in standing_lines(lines)
        if row.state != LineState.CANCELLED.value or row.released_label
    }
    return [line for line in lines if key_of(line) not in standing]


def lay_down(lines: Sequence[Line], now: datetime) -> int:
    """Add the lines that are not there and bring back those that the clock had cancelled.

    A matter that moved and moved back, or returned to its officer, is told again. How many were
    added or brought back. `day` of each line counts what was added for it.
    """
    written = 0
    for some in batches(lines):
        added = _insert(some, now)
        revived = _revive(some, now) if added < len(some) else 0
        written += added + revived
        if added:
            _count(some[0].day, added)
    return written


def _insert(lines: Sequence[Line], now: datetime) -> int:
    """How many did not stand yet."""
    rows = [_row_of(line, now) for line in lines]
    return len(insert_all(Reminder, rows, Reminder.id, or_skip=True))


def _row_of(line: Line, now: datetime) -> dict[str, Any]:
    subject = line.subject
    return {
        "subject": subject.key, "kind": subject.kind.value, "rung": line.rung,
        "level": line.level.value, "due_on": subject.day, "late_from": subject.late_from,
        "person_id": line.person_id, "for_person_id": line.for_person_id,
        "channel": line.channel.value, "day": line.day, "unit_id": subject.owner.unit_id,
        "title": subject.title, "code": subject.code, "address": subject.address,
        "detail": subject.detail, "state": line.state.value, "reason": line.reason,
        "planned_at": now, "released_label": "",
    }  # fmt: skip


def _revive(lines: Sequence[Line], now: datetime) -> int:
    """Bring back what the clock had cancelled; what others wrote meanwhile stays."""
    standing = dict(standing_lines(lines))
    changes = []
    moved: Counter[date] = Counter()  # a line brought back for another day counts for that one
    for line in lines:
        row = standing.get(key_of(line))
        if row is None or row.released_label or row.state != LineState.CANCELLED.value:
            continue
        changes.append({
            "row": row.id, "new_state": line.state.value, "new_day": line.day, "at": now,
            "new_late_from": line.subject.late_from, "new_for": line.for_person_id,
        })  # fmt: skip
        moved[line.day] += 1
        moved[row.day] -= 1
    for day, difference in moved.items():
        if difference:
            _count(day, difference)
    return db.session.connection().execute(_REVIVE, changes).rowcount if changes else 0


def _count(day: date, added: int) -> None:
    """Note how many lines were added for a day."""
    table = cast("Table", PlannedDay.__table__)
    more = table.update().where(table.c.day == day).values(lines=table.c.lines + added)
    db.session.connection().execute(more)


def open_day(day: date, now: datetime) -> bool:
    """Note that the lines of a day are being laid out; whether it is the first time."""
    return insert_or_skip(PlannedDay, {"day": day, "planned_at": now, "lines": 0})
