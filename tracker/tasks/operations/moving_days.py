"""Move the day of open work: a corrected reading, a changed calendar.

A day that was moved by a decision stays, and so does the day of finished or ended work; what
stood before stays in the append-only history of the day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tracker.extensions import db
from tracker.tasks.models.obligation import NO_DAY, DueDay, Obligation
from tracker.tasks.operations.batching import batches
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.desired import Desired, Run, Settings
from tracker.tasks.queries.layout import ExistingRow, ObligationKey
from tracker.tasks.rules.duties import Duty
from tracker.tasks.rules.states import DueDayKind
from tracker.text import vn_date


@dataclass(frozen=True, slots=True)
class DayMove:
    """An obligation whose day moves: due, and late from, before and after.

    `duty` is the duty as it reads now where the due day itself moves; None where only the first
    late day does, because days off were announced or withdrawn.
    """

    obligation_id: int
    due_before: date | None
    late_before: date | None
    due_on: date | None
    late_from: date | None
    duty: Duty | None = None


def day_moves(
    wanted: Mapping[ObligationKey, Desired],
    existing: Mapping[ObligationKey, ExistingRow],
    settings: Settings,
) -> list[DayMove]:
    """What moves, in the order of the rows; nothing is written."""
    late = {day: settings.late_from(day) for day in {row.due_on for row in existing.values()}}
    moves = []
    for key, row in existing.items():
        one = wanted.get(key)
        if one is None or not _still_open(row, one):
            continue
        duty = one.duty
        if row.due_on == row.original_due_on != duty.due_on:
            days = (duty.due_on, settings.late_from(duty.due_on))
            moves.append(DayMove(row.id, row.due_on, row.late_from, *days, duty))
        elif row.late_from != late[row.due_on]:
            moves.append(DayMove(row.id, row.due_on, row.late_from, row.due_on, late[row.due_on]))
    return moves


def _still_open(row: ExistingRow, one: Desired) -> bool:
    return row.ended_on is None and one.share.ended_on is None and row.done_on is None


def move_days(moves: Sequence[DayMove], run: Run) -> None:
    """Write the moves, each as a new line of the day's history, and bring the cache along."""
    by_id = {one.obligation_id: one for one in moves}
    for batch in batches(by_id):
        rows = db.session.scalars(select(Obligation).where(Obligation.id.in_(batch))).all()
        ordinals = _last_ordinals(batch)
        for row in rows:
            one = by_id[row.id]
            _set_day(row, one, run.settings)
            db.session.add(_line(one, ordinals[row.id] + 1, run))
        refresh(rows)


def _last_ordinals(ids: Sequence[int]) -> dict[int, int]:
    query = (
        select(DueDay.obligation_id, func.max(DueDay.ordinal))
        .where(DueDay.obligation_id.in_(ids))
        .group_by(DueDay.obligation_id)
    )
    return dict.fromkeys(ids, 0) | {row[0]: row[1] for row in db.session.execute(query)}


def _set_day(row: Obligation, one: DayMove, settings: Settings) -> None:
    row.late_from = one.late_from
    row.version += 1
    duty = one.duty
    if duty is None:
        return
    row.due_on = row.original_due_on = duty.due_on
    row.sort_on = duty.due_on or NO_DAY
    row.year, row.start_on, row.standing = duty.year, duty.start, duty.standing
    row.before_tracking = duty.due_on is not None and duty.due_on < settings.tracking_from


def _line(one: DayMove, ordinal: int, run: Run) -> DueDay:
    kind, note = run.because, "Đọc lại theo nguyên văn hoặc lịch làm việc đã sửa"
    if run.because is DueDayKind.CALENDAR:
        note = "Tính lại theo lịch làm việc đã sửa"
    if one.duty is None:
        kind, note = DueDayKind.CALENDAR, _told(one)
    return DueDay(
        obligation_id=one.obligation_id, ordinal=ordinal, kind=kind.value, due_on=one.due_on,
        late_from=one.late_from, decided_on=run.today, recorded_at=run.now,
        actor_label=run.actor.label, note=note,
    )  # fmt: skip


def _told(one: DayMove) -> str:
    before = f" thay cho {vn_date(one.late_before)}" if one.late_before else ""
    after = vn_date(one.late_from) if one.late_from else ""
    return f"Giữ nguyên hạn, tính quá hạn từ {after}{before}"
