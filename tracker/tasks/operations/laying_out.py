"""Lay obligations out ahead, once: reconcile what is owed with what is there, by key.

Inserts what is missing, ends (never deletes) what is no longer owed, links predecessors to
successors, carries day and state over. Running it again changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, update

from tracker import history
from tracker.calendar.workdays import DaysOff
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan, PlanOpening
from tracker.tasks.models.obligation import NO_DAY, DueDay, Obligation
from tracker.tasks.operations.caching import batches, cached_row, refresh, refresh_tally
from tracker.tasks.operations.carrying import carry_over
from tracker.tasks.queries import layout
from tracker.tasks.queries.layout import ExistingRow, ObligationKey, OwingTask
from tracker.tasks.rules.cells import Counted
from tracker.tasks.rules.duties import Duty, PlanYear, duties_of_events, duties_of_year
from tracker.tasks.rules.ownership import Move, Owned, Term, Validity, owners
from tracker.tasks.rules.states import AssignmentRole, DueDayKind, EndKind, State

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Settings:
    """What laying out takes from the operator: the day tracking begins, the lateness rule."""

    tracking_from: date
    days_off: DaysOff
    extend_over_days_off: bool = True

    def late_from(self, due_on: date | None) -> date | None:
        """The first day on which work due on `due_on` is late; None for work without a day."""
        return due_on and self.days_off.late_from(due_on, self.extend_over_days_off)


@dataclass(frozen=True, slots=True)
class Counts:
    """What one run changed."""

    opened: int = 0
    ended: int = 0
    reopened: int = 0
    moved: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.opened + other.opened,
            self.ended + other.ended,
            self.reopened + other.reopened,
            self.moved + other.moved,
        )

    @property
    def nothing(self) -> bool:
        """Whether the run found everything as it should be."""
        return self == Counts()


@dataclass(frozen=True, slots=True)
class Desired:
    """One obligation that should be there, with the duty it belongs to."""

    task: OwingTask
    duty: Duty
    share: Owned

    @property
    def key(self) -> ObligationKey:
        """The natural key."""
        duty, share = self.duty, self.share
        return (self.task.id, share.role.value, share.unit, duty.slot, duty.period_key)


def open_year(year: int, settings: Settings, actor: Actor, now: datetime) -> Counts:
    """Open the year in every issued plan that reaches into it, and lay it out."""
    total = Counts()
    for plan in layout.issued_plans(year):
        if year not in layout.opened_years(plan.id):
            opening = PlanOpening(
                plan_id=plan.id, year=year, opened_at=now, actor_label=actor.label
            )
            db.session.add(opening)
            db.session.flush()
        total += lay_out_plan(plan, settings, actor, now)
    return total


def lay_out_plan(plan: Plan, settings: Settings, actor: Actor, now: datetime) -> Counts:
    """Reconcile all opened years of one plan. Proposed plans lay out nothing."""
    years = layout.opened_years(plan.id)
    if plan.standing != "issued" or not years:
        return Counts()
    layout.lock_plan(plan.id)
    existing = layout.existing_rows(plan.id)
    wanted = {one.key: one for one in _desired(plan, years, settings, existing)}
    counts = _reconcile(wanted, existing, settings, actor, now)
    if not counts.nothing:
        refresh_tally({key[0] for key in wanted} | {key[0] for key in existing})
        history.record(
            actor, "obligation.lay_out", at=now, subject=f"plan:{plan.code}",
            detail={"opened": counts.opened, "ended": counts.ended, "years": years},
        )  # fmt: skip
    return counts


WAITING = ""
"""The period of work that waits for the event which starts its deadline."""


def _desired(
    plan: Plan,
    years: Sequence[int],
    settings: Settings,
    existing: dict[ObligationKey, ExistingRow],
) -> Iterator[Desired]:
    world, moves = layout.world(), layout.moves()
    first_year = settings.tracking_from.year
    periods = [PlanYear(plan.period_start, plan.period_end, year, first_year) for year in years]
    for task in layout.owing_tasks(plan.id):
        rules = [rule for _, rule in task.rules]
        duties = {
            (duty.slot, duty.period_key): duty
            for period in periods
            for duty in duties_of_year(rules, period)
        }
        for duty in duties_of_events(rules, task.events, settings.days_off):
            duties.pop((duty.slot, WAITING), None)
            duties.setdefault((duty.slot, duty.period_key), duty)
        for duty in duties.values():
            yield from _shares(task, duty, existing, world, moves)


def _shares(
    task: OwingTask,
    duty: Duty,
    existing: dict[ObligationKey, ExistingRow],
    world: dict[int, Validity],
    moves: Sequence[Move],
) -> Iterator[Desired]:
    def finished_on(role: AssignmentRole, unit: int) -> date | None:
        row = existing.get((task.id, role.value, unit, duty.slot, duty.period_key))
        return row.done_on if row else None

    def spoken_of(role: AssignmentRole, unit: int) -> bool:
        row = existing.get((task.id, role.value, unit, duty.slot, duty.period_key))
        return row is not None and row.spoken_of

    term = Term(task.code, task.field_code, duty.start, duty.last_day)
    for share in owners(term, task.members, world, moves, finished_on, spoken_of=spoken_of):
        yield Desired(task, duty, share)


def _reconcile(
    wanted: dict[ObligationKey, Desired],
    existing: dict[ObligationKey, ExistingRow],
    settings: Settings,
    actor: Actor,
    now: datetime,
) -> Counts:
    missing = [one for key, one in wanted.items() if key not in existing]
    heirs = {_heir_key(one): existing.get(one.key) for one in wanted.values()}
    values = [_row(one, heirs.get(one.key), settings, now) for one in missing]
    _insert(values, settings, actor, now)
    ended, reopened = _adjust(wanted, existing, now)
    moved = _move_days(wanted, existing, settings, actor, now)
    _link(wanted, existing, {one.key for one in missing}, actor, now)
    return Counts(len(missing), ended, reopened, moved)


def _heir_key(one: Desired) -> ObligationKey | None:
    """The key of the row that takes this share over: a partner may end in the lead's row."""
    if one.share.successor is None:
        return None
    merged = one.share.end_kind is EndKind.MERGED_INTO_LEAD
    role = AssignmentRole.LEAD if merged else one.share.role
    return (one.task.id, role.value, one.share.successor, one.duty.slot, one.duty.period_key)


def _row(
    one: Desired, predecessor: ExistingRow | None, settings: Settings, now: datetime
) -> dict[str, object]:
    duty, share = one.duty, one.share
    original = duty.due_on
    due_on = predecessor.due_on if predecessor else original
    late_from = settings.late_from(due_on)
    facts = Counted(
        share.role, duty.standing, original is not None and original < settings.tracking_from,
        share.ended_on is not None, due_on, late_from, State.NOT_STARTED, None,
    )  # fmt: skip
    cache = cached_row(facts)
    rule_ids = [rule_id for rule_id, _ in one.task.rules]
    return {
        "task_id": one.task.id, "role": share.role.value, "unit_id": share.unit,
        "slot": duty.slot, "period_key": duty.period_key, "plan_id": one.task.plan_id,
        "field_id": one.task.field_id, "rule_id": rule_ids[duty.rule_position],
        "year": duty.year, "standing": duty.standing, "before_tracking": facts.before_tracking,
        "start_on": duty.start, "opened_on": share.opened_on, "opened_at": now,
        "due_on": due_on, "original_due_on": original, "late_from": late_from,
        "sort_on": due_on or NO_DAY, "ended_on": share.ended_on,
        "end_kind": share.end_kind.value if share.end_kind else "",
        "ended_at": now if share.ended_on else None, "void": False, "version": 1,
        "open": cache.open, "outcome": cache.outcome, "overdue_from": cache.overdue_from,
        "state": State.NOT_STARTED.value, "last_words": "", "cause": "",
    }  # fmt: skip


def _insert(
    values: list[dict[str, object]], settings: Settings, actor: Actor, now: datetime
) -> None:
    """Insert the rows, each with the first line of its due-day history."""
    if not values:
        return
    told = insert(Obligation).returning(
        Obligation.id, Obligation.original_due_on, Obligation.due_on, Obligation.late_from,
        Obligation.start_on,
    )  # fmt: skip
    days: list[dict[str, object]] = []
    for row in db.session.execute(told, values):
        line = {
            "obligation_id": row.id, "ordinal": 1, "kind": DueDayKind.LAID_OUT.value,
            "due_on": row.original_due_on, "late_from": settings.late_from(row.original_due_on),
            "decided_on": row.start_on, "recorded_at": now, "actor_label": actor.label,
        }  # fmt: skip
        days.append(line)
        if row.due_on != row.original_due_on:
            carried = {"ordinal": 2, "kind": DueDayKind.BY_HAND.value, "due_on": row.due_on}
            days.append(line | carried | {"late_from": row.late_from})
    db.session.execute(insert(DueDay), days)


def _adjust(
    wanted: dict[ObligationKey, Desired],
    existing: dict[ObligationKey, ExistingRow],
    now: datetime,
) -> tuple[int, int]:
    """End what is no longer owed, take up again what had only been withdrawn."""
    targets: dict[int, tuple[Owned, bool]] = {}
    for key, row in existing.items():
        one = wanted.get(key)
        target = one.share if one else _withdrawn(key, row, now)
        kind = target.end_kind.value if target.end_kind else ""
        if (row.ended_on, row.end_kind) == (target.ended_on, kind) or _closed_by_hand(row):
            continue
        targets[row.id] = target, one is None and not row.spoken_of
    for batch in batches(targets):
        query = select(Obligation).where(Obligation.id.in_(batch))
        for obligation in db.session.scalars(query):
            share, void = targets[obligation.id]
            _set_end(obligation, share, now, void=void)
    ended = sum(share.ended_on is not None for share, _ in targets.values())
    return ended, len(targets) - ended


def _move_days(
    wanted: dict[ObligationKey, Desired],
    existing: dict[ObligationKey, ExistingRow],
    settings: Settings,
    actor: Actor,
    now: datetime,
) -> int:
    """Give open work the day of a corrected reading, or of a changed calendar.

    A day that was moved by a decision stays; the old day stays in the history.
    """
    moving = {
        row.id: wanted[key].duty
        for key, row in existing.items()
        if key in wanted and _reads_otherwise(row, wanted[key])
    }
    for batch in batches(moving):
        query = select(Obligation).where(Obligation.id.in_(batch))
        for obligation in db.session.scalars(query):
            _set_day(obligation, moving[obligation.id], settings, actor, now)
    return len(moving)


def _reads_otherwise(row: ExistingRow, one: Desired) -> bool:
    still_open = row.ended_on is None and one.share.ended_on is None and row.done_on is None
    by_plan = row.due_on == row.original_due_on
    return still_open and by_plan and row.original_due_on != one.duty.due_on


def _set_day(row: Obligation, duty: Duty, settings: Settings, actor: Actor, now: datetime) -> None:
    row.due_on = row.original_due_on = duty.due_on
    row.late_from = settings.late_from(duty.due_on)
    row.sort_on = duty.due_on or NO_DAY
    row.year, row.start_on, row.standing = duty.year, duty.start, duty.standing
    row.before_tracking = duty.due_on is not None and duty.due_on < settings.tracking_from
    row.version += 1
    lines = select(func.max(DueDay.ordinal)).where(DueDay.obligation_id == row.id)
    db.session.add(
        DueDay(
            obligation_id=row.id, ordinal=(db.session.scalar(lines) or 0) + 1,
            kind=DueDayKind.LAID_OUT.value, due_on=row.due_on, late_from=row.late_from,
            decided_on=now.astimezone(LOCAL).date(), recorded_at=now, actor_label=actor.label,
            note="Đọc lại theo nguyên văn hoặc lịch làm việc đã sửa",
        )
    )  # fmt: skip
    refresh([row])


def _withdrawn(key: ObligationKey, row: ExistingRow, now: datetime) -> Owned:
    """A share that nobody owes any more: it never began, unless somebody spoke of it."""
    today = now.astimezone(LOCAL).date()
    ended_on = row.ended_on or (today if row.spoken_of else row.opened_on or row.start_on)
    return Owned(AssignmentRole(key[1]), key[2], row.opened_on, ended_on, EndKind.NO_LONGER_OWED)


def _closed_by_hand(row: ExistingRow) -> bool:
    return row.end_kind in {EndKind.STOPPED.value, EndKind.REPLACED.value}


def _set_end(row: Obligation, share: Owned, now: datetime, *, void: bool) -> None:
    row.ended_on = share.ended_on
    row.end_kind = share.end_kind.value if share.end_kind else ""
    row.ended_at = now if share.ended_on else None
    row.void = void
    row.version += 1
    facts = Counted(
        share.role, row.standing, row.before_tracking, share.ended_on is not None, row.due_on,
        row.late_from, State(row.state), row.stopped_on,
    )  # fmt: skip
    cache = cached_row(facts)
    row.open, row.outcome, row.overdue_from = cache.open, cache.outcome, cache.overdue_from


def _link(
    wanted: dict[ObligationKey, Desired],
    existing: dict[ObligationKey, ExistingRow],
    fresh: set[ObligationKey],
    actor: Actor,
    now: datetime,
) -> None:
    """Link each ended share to its heir; words and state go along where there are any."""
    inherited = [one for one in wanted.values() if one.share.successor is not None]
    if not inherited:
        return
    db.session.flush()
    ids = _ids({one.task.id for one in inherited})
    received: dict[ObligationKey, list[Desired]] = defaultdict(list)
    for one in inherited:
        heir = _heir_key(one)
        row = existing.get(one.key)
        target = ids.get(heir) if heir else None
        if heir is None or target is None or (row and row.successor_id == target):
            continue
        received[heir].append(one)
        db.session.execute(
            update(Obligation).where(Obligation.id == ids[one.key]).values(successor_id=target)
        )
    for heir, ones in received.items():
        if any(existing[one.key].spoken_of for one in ones if one.key in existing):
            givers = [db.session.get_one(Obligation, ids[one.key]) for one in ones]
            ended_on = max(one.share.ended_on for one in ones if one.share.ended_on)
            carry_over(givers, ids[heir], ended_on, actor, now, fresh=heir in fresh)


def _ids(task_ids: set[int]) -> dict[ObligationKey, int]:
    found: dict[ObligationKey, int] = {}
    for batch in batches(sorted(task_ids)):
        query = select(
            Obligation.task_id, Obligation.role, Obligation.unit_id, Obligation.slot,
            Obligation.period_key, Obligation.id,
        ).where(Obligation.task_id.in_(batch))  # fmt: skip
        for row in db.session.execute(query):
            found[row[0], row[1], row[2], row[3], row[4]] = row[5]
    return found
