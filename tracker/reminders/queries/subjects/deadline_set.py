"""Days that were just set: an event recorded, an extension, a day moved by hand or by the calendar.

Told on the day it was recorded, once for each time an obligation's day moved: a day that comes back
is told again. What laying out a year or a hand-over
opens is not told here, nor a line that leaves the due day as it was.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.calendar.periods import event_key
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
from tracker.statements import rows_of
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import TriggerEvent
from tracker.tasks.rules.states import DueDayKind
from tracker.text import vn_date

_KIND = SubjectKind.DEADLINE_SET
_BEFORE = aliased(DueDay)
_MOVED = DueDay.ordinal > literal_column("1")  # as the partial index says it


@dataclass(frozen=True, slots=True)
class _Set:
    """How a day came: on which local day it was recorded, in words, and by which of its moves.

    The first day of an obligation that an event started came by none, 0.
    """

    on: date
    note: str
    move: int = 0


def found(sought: Sought, today: date) -> list[Subject]:
    """The days recorded on one of the days, of obligations that are owed."""
    if not sought.opened:
        return []
    spans = spans_of(sought.opened)
    told = _born(_within(TriggerEvent.recorded_at, spans))
    told |= dict(_moves(_within(DueDay.recorded_at, spans)))
    return list(_subjects(told, today))


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that are still owed, by the day that holds now; not an earlier move to this day."""
    told: dict[int, _Set] = {}
    moves: list[tuple[int, _Set]] = []
    for batch in batches(ref for ref, _ in refs):
        keys = select(Obligation.task_id, Obligation.period_key).where(Obligation.id.in_(batch))
        tasks = {task for task, key in rows_of(keys) if key.startswith("E")}
        told |= _born(TriggerEvent.task_id.in_(tasks)) if tasks else {}
        moves += _moves(DueDay.obligation_id.in_(batch))
    told |= dict(moves)
    wanted = {ref for ref, _ in refs}
    kept = {number: one for number, one in told.items() if number in wanted}
    now = {one.ref: one for one in _subjects(kept, today)}
    to_this_day = {(number, one.move) for number, one in moves}
    asked = [replace(now[ref], part=move) for ref, move in refs if ref in now]
    return {
        one.key: one for one in asked
        if one.part == now[one.ref].part or (one.ref, one.part) not in to_this_day
    }  # fmt: skip


def _within(
    column: InstrumentedAttribute[object], spans: list[tuple[object, object]]
) -> ColumnElement[bool]:
    return or_(*(and_(column >= first, column < after) for first, after in spans))


def _moves(condition: ColumnElement[bool]) -> Iterator[tuple[int, _Set]]:
    """The lines under the condition that moved a day, after it was opened, to where it is now.

    In the order in which they were recorded.
    """
    query = (
        select(
            DueDay.obligation_id, DueDay.kind, DueDay.recorded_at, DueDay.ordinal,
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
    for number, kind, at, ordinal, before in rows_of(query):
        yield number, _Set(local_day(at), _moved_words(kind, before), ordinal)


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
            beside = Beside(part=said.move, note=said.note, opened_on=said.on)
            yield printed.subject(_KIND, row, row.due_on, beside)
