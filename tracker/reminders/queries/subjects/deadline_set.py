"""Days that were just set: an event recorded, an extension, a day moved by hand or by the calendar.

Told on the day it was recorded, once for each obligation. What laying out a year or a hand-over
opens is not told here, nor a line that leaves the due day as it was.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.calendar.periods import event_key
from tracker.db import rows_of
from tracker.reminders.queries.subjects.owed import (
    Beside,
    Owed,
    Printed,
    batches,
    owed_of,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.local import local_day, spans_of
from tracker.reminders.rules.subjects import Subject, SubjectKind
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import TriggerEvent
from tracker.tasks.rules.states import DueDayKind
from tracker.text import vn_date

_KIND = SubjectKind.DEADLINE_SET
_BEFORE = aliased(DueDay)
_MOVED = DueDay.ordinal > literal_column("1")  # as the partial index says it


@dataclass(frozen=True, slots=True)
class _Set:
    """How a day came: on which local day it was recorded, and in words."""

    on: date
    note: str


def found(sought: Sought, today: date) -> list[Subject]:
    """The days recorded on one of the days, of obligations that are owed."""
    if not sought.opened:
        return []
    spans = spans_of(sought.opened)
    told = _born(_within(TriggerEvent.recorded_at, spans))
    told |= _moved(_within(DueDay.recorded_at, spans))
    return list(_subjects(told, today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that are still owed, by the day that holds now."""
    told: dict[int, _Set] = {}
    for batch in batches(ref for ref, _ in refs):
        keys = select(Obligation.task_id, Obligation.period_key).where(Obligation.id.in_(batch))
        tasks = {task for task, key in rows_of(keys) if key.startswith("E")}
        told |= _born(TriggerEvent.task_id.in_(tasks)) if tasks else {}
        told |= _moved(DueDay.obligation_id.in_(batch))
    wanted = {ref for ref, _ in refs}
    kept = {number: one for number, one in told.items() if number in wanted}
    return {one.key: one for one in _subjects(kept, today)}


def _within(
    column: InstrumentedAttribute[object], spans: list[tuple[object, object]]
) -> ColumnElement[bool]:
    return or_(*(and_(column >= first, column < after) for first, after in spans))


def _moved(condition: ColumnElement[bool]) -> dict[int, _Set]:
    """The last line under the condition that moved each obligation's day, after it was opened."""
    query = (
        select(
            DueDay.obligation_id, DueDay.kind, DueDay.recorded_at,
            _BEFORE.due_on.label("before"),
        )
        .join(Obligation, Obligation.id == DueDay.obligation_id)
        .join(
            _BEFORE,
            and_(
                _BEFORE.obligation_id == DueDay.obligation_id,
                _BEFORE.ordinal == DueDay.ordinal - 1,
            ),
        )
        .where(
            condition, _MOVED, DueDay.due_on == Obligation.due_on,
            DueDay.due_on.is_distinct_from(_BEFORE.due_on),
            DueDay.recorded_at > Obligation.opened_at,
        )
        .order_by(DueDay.recorded_at, DueDay.id)
    )  # fmt: skip
    return {
        number: _Set(local_day(at), _moved_words(kind, before))
        for number, kind, at, before in rows_of(query)
    }


def _moved_words(kind: str, before: date | None) -> str:
    words = "gia hạn" if kind == DueDayKind.EXTENSION.value else "thời hạn thay đổi"
    return f"{words}, trước là {vn_date(before)}" if before else "thời hạn mới xác định"


def _born(condition: ColumnElement[bool]) -> dict[int, _Set]:
    """The obligations that the events under the condition started."""
    query = select(
        TriggerEvent.id, TriggerEvent.task_id, TriggerEvent.happened_on, TriggerEvent.recorded_at
    )
    events = {
        event_key(number): (task, _Set(local_day(at), f"theo sự kiện ngày {vn_date(happened_on)}"))
        for number, task, happened_on, at in rows_of(query.where(condition))
    }
    rows = select(Obligation.id, Obligation.task_id, Obligation.period_key).where(
        Obligation.task_id.in_({task for task, _ in events.values()}),
        Obligation.period_key.in_(list(events)),
    )
    return {
        number: events[key][1] for number, task, key in (rows_of(rows) if events else ())
        if events[key][0] == task
    }  # fmt: skip


def _subjects(told: Mapping[int, _Set], today: date) -> Iterator[Subject]:
    rows: list[Owed] = list(owed_of(told, today, Obligation.due_on.is_not(None)))
    printed = Printed.of(rows)
    for row in rows:
        if row.due_on is not None:
            said = told[row.id]
            beside = Beside(note=said.note, opened_on=said.on)
            yield printed.subject(_KIND, row, row.due_on, beside)
