"""Lay obligations out ahead, once: reconcile what is owed with what is there, by key.

Inserts what is missing, ends (never deletes) what is no longer owed, moves the days of open work,
files rows under their task's field, links predecessors to successors. Running it again changes
nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.plans.models import Plan, PlanOpening
from tracker.statements import insert_all
from tracker.tasks.models.obligation import NO_DAY, DueDay, Obligation
from tracker.tasks.operations.carrying import link_heirs
from tracker.tasks.operations.desired import Desired, Run, Settings, desired
from tracker.tasks.operations.ending import Endings, end_rows, endings_of
from tracker.tasks.operations.moving_days import DayMove, day_moves, move_days
from tracker.tasks.operations.tallying import refresh_tally
from tracker.tasks.queries import layout
from tracker.tasks.queries.layout import ExistingRow, ObligationKey
from tracker.tasks.rules.cells import Counted, cached_row
from tracker.tasks.rules.states import DueDayKind, State


@dataclass(frozen=True, slots=True)
class Counts:
    """What one run changed."""

    opened: int = 0
    ended: int = 0
    reopened: int = 0
    moved: int = 0
    refiled: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.opened + other.opened,
            self.ended + other.ended,
            self.reopened + other.reopened,
            self.moved + other.moved,
            self.refiled + other.refiled,
        )

    @property
    def nothing(self) -> bool:
        """Whether the run found everything as it should be."""
        return self == Counts()


@dataclass(slots=True)
class Changes:
    """What one plan lacks: worked out before anything is written.

    `refiled` are the fields of tasks whose rows stand under another one.
    """

    wanted: dict[ObligationKey, Desired]
    existing: dict[ObligationKey, ExistingRow]
    missing: list[Desired]
    endings: Endings
    moves: list[DayMove]
    refiled: dict[int, int | None] = field(default_factory=dict)

    @property
    def task_ids(self) -> set[int]:
        """The tasks whose rows change."""
        moving = {one.obligation_id for one in self.moves}
        moved = {key[0] for key, row in self.existing.items() if row.id in moving}
        return (
            {one.task.id for one in self.missing}
            | {key[0] for key in self.endings}
            | moved
            | {*self.refiled}
        )


def open_year(year: int, settings: Settings, actor: Actor, now: datetime) -> Counts:
    """Open the year in every issued plan that reaches into it, and lay it out."""
    total = Counts()
    for plan in layout.issued_plans(year):
        layout.lock_plan(plan.id)
        if year not in layout.opened_years(plan.id):
            opening = PlanOpening(
                plan_id=plan.id, year=year, opened_at=now, actor_label=actor.label
            )
            db.session.add(opening)
            db.session.flush()
        total += lay_out_plan(plan, settings, actor, now)
    return total


def lay_out_all(
    settings: Settings, actor: Actor, now: datetime, *, because: DueDayKind = DueDayKind.LAID_OUT
) -> Counts:
    """Lay out the opened years of every plan anew.

    `because=DueDayKind.CALENDAR` tells in the history that a changed calendar moved the days.
    """
    total = Counts()
    for plan in db.session.scalars(select(Plan).order_by(Plan.sort_order, Plan.id)):
        total += lay_out_plan(plan, settings, actor, now, because=because)
    return total


def lay_out_plan(
    plan: Plan, settings: Settings, actor: Actor, now: datetime, *,
    because: DueDayKind = DueDayKind.LAID_OUT,
) -> Counts:  # fmt: skip
    """Reconcile all opened years of one plan. Proposed plans lay out nothing."""
    years = layout.opened_years(plan.id)
    if plan.standing != "issued" or not years:
        return Counts()
    layout.lock_plan(plan.id)
    run = Run(settings, actor, now, because)
    changes = _locked_changes(plan, years, run)
    counts = _apply(changes, run)
    if not counts.nothing:
        refresh_tally(changes.task_ids)
        history.record(
            actor, "obligation.lay_out", at=now, subject=f"plan:{plan.code}",
            detail={"opened": counts.opened, "ended": counts.ended, "moved": counts.moved,
                    "refiled": counts.refiled, "years": years},
        )  # fmt: skip
    return counts


def _locked_changes(plan: Plan, years: Sequence[int], run: Run) -> Changes:
    """The changes, with every row of the tasks that they concern locked, and read since."""
    changes = _changes(plan, years, layout.existing_rows(plan.id), run)
    locked: set[int] = set()
    while concerned := changes.task_ids - locked:
        layout.lock_rows_of(concerned)
        locked |= concerned
        there = layout.existing_rows(plan.id)
        if there != changes.existing:
            changes = _changes(plan, years, there, run)
    return changes


def _changes(
    plan: Plan, years: Sequence[int], existing: dict[ObligationKey, ExistingRow], run: Run
) -> Changes:
    wanted = desired(plan, years, run.settings, existing)
    fields = {one.task.id: one.task.field_id for one in wanted.values()}
    return Changes(
        wanted,
        existing,
        missing=[one for key, one in wanted.items() if key not in existing],
        endings=endings_of(wanted, existing, run.today),
        moves=day_moves(wanted, existing, run.settings),
        refiled={
            key[0]: fields[key[0]]
            for key, row in existing.items()
            if key[0] in fields and row.field_id != fields[key[0]]
        },
    )


def _apply(changes: Changes, run: Run) -> Counts:
    wanted, existing = changes.wanted, changes.existing
    heirs = {one.heir_key: existing.get(one.key) for one in wanted.values()}
    _insert([_row(one, heirs.get(one.key), run) for one in changes.missing], run)
    _refile(changes.refiled)
    end_rows(changes.endings, existing, run)
    move_days(changes.moves, run)
    link_heirs(wanted.values(), existing, {one.key for one in changes.missing}, run)
    ended = sum(share.ended_on is not None for share, _ in changes.endings.values())
    return Counts(
        opened=len(changes.missing), ended=ended, reopened=len(changes.endings) - ended,
        moved=len(changes.moves), refiled=len(changes.refiled),
    )  # fmt: skip


def _row(one: Desired, predecessor: ExistingRow | None, run: Run) -> dict[str, object]:
    duty, share = one.duty, one.share
    original = duty.due_on
    due_on = predecessor.due_on if predecessor else original
    late_from = run.settings.late_from(due_on)
    facts = Counted(
        share.role, duty.standing, original is not None and original < run.settings.tracking_from,
        share.ended_on is not None, due_on, late_from, State.NOT_STARTED, None,
    )  # fmt: skip
    cache = cached_row(facts)
    rule_ids = [rule_id for rule_id, _ in one.task.rules]
    return {
        "task_id": one.task.id, "role": share.role.value, "unit_id": share.unit,
        "slot": duty.slot, "period_key": duty.period_key, "plan_id": one.task.plan_id,
        "field_id": one.task.field_id, "rule_id": rule_ids[duty.rule_position],
        "year": duty.year, "standing": duty.standing, "before_tracking": facts.before_tracking,
        "start_on": duty.start, "opened_on": share.opened_on, "opened_at": run.now,
        "due_on": due_on, "original_due_on": original, "late_from": late_from,
        "original_late_from": predecessor.original_late_from if predecessor else None,
        "sort_on": due_on or NO_DAY, "ended_on": share.ended_on,
        "end_kind": share.end_kind.value if share.end_kind else "",
        "ended_at": run.now if share.ended_on else None, "void": False, "version": 1,
        "open": cache.open, "outcome": cache.outcome, "overdue_from": cache.overdue_from,
        "state": State.NOT_STARTED.value, "last_words": "", "cause": "",
    }  # fmt: skip


def _insert(values: list[dict[str, object]], run: Run) -> None:
    """Insert the rows, each with the first line of its due-day history."""
    told = insert_all(
        Obligation, values, Obligation.id, Obligation.original_due_on, Obligation.due_on,
        Obligation.late_from, Obligation.start_on,
    )  # fmt: skip
    days: list[dict[str, object]] = []
    for row in told:
        line = {
            "obligation_id": row.id, "ordinal": 1, "kind": DueDayKind.LAID_OUT.value,
            "due_on": row.original_due_on, "late_from": run.settings.late_from(row.original_due_on),
            "decided_on": row.start_on, "recorded_at": run.now, "actor_label": run.actor.label,
        }  # fmt: skip
        days.append(line)
        if row.due_on != row.original_due_on:
            carried = {"ordinal": 2, "kind": DueDayKind.BY_HAND.value, "due_on": row.due_on}
            days.append(line | carried | {"late_from": row.late_from})
    insert_all(DueDay, days, DueDay.id)


def _refile(fields: Mapping[int, int | None]) -> None:
    """Move every row of these tasks to the task's field, ended and finished ones too.

    A task is counted under one field; issued reports keep the one they were written with.
    """
    for task_id, field_id in fields.items():
        rows = update(Obligation).where(Obligation.task_id == task_id)
        db.session.execute(rows.values(field_id=field_id))
