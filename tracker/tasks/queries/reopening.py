"""Decisions of a year's end that may be taken back, and what happened since to carried work."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, union_all
from sqlalchemy.sql.selectable import Select

from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.tasks.models.asking import CooperationRequest, Extension
from tracker.tasks.models.closing import YearClosing, YearEstimate
from tracker.tasks.models.delegation import Delegation
from tracker.tasks.models.obligation import DueDay, Obligation
from tracker.tasks.models.printed import Task
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.rules.reopening import AMENDED, FOLLOWED, Trace, kept_because
from tracker.tasks.rules.states import AssignmentRole, ClosingDecision, DueDayKind

Heir = tuple[int, int]
"""The row of the later plan and the unit that goes on with its work there."""
_LEAD = AssignmentRole.LEAD.value
_DECIDED_DAYS = (DueDayKind.BY_HAND.value, DueDayKind.EXTENSION.value, DueDayKind.EVENT.value)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in force with the obligation that it ended."""

    closing: YearClosing
    row: Obligation

    @property
    def heir(self) -> Heir | None:
        """Where the work goes on; None where it does not."""
        task_id = self.closing.heir_task_id
        return None if task_id is None else (task_id, self.row.unit_id)


def decisions(plan_id: int, ids: Collection[int], *, lock: bool = False) -> list[Decision]:
    """These decisions of the plan that are in force, and those that share an heir with them.

    One obligation of the later plan may go on with several: they are taken back together.
    """
    found = _decisions(and_(YearClosing.id.in_(sorted(ids)), Obligation.plan_id == plan_id), lock)
    heirs = {one.heir for one in found} - {None}
    tasks = {heir[0] for heir in heirs if heir}
    beside = _decisions(YearClosing.heir_task_id.in_(sorted(tasks)), lock) if tasks else []
    known = {one.closing.id: one for one in [*found, *(o for o in beside if o.heir in heirs)]}
    return [known[number] for number in sorted(known)]


def _decisions(condition: ColumnElement[bool], lock: bool) -> list[Decision]:
    query = (
        select(YearClosing, Obligation)
        .join(Obligation, Obligation.id == YearClosing.obligation_id)
        .where(condition, YearClosing.taken_back_at.is_(None))
        .order_by(YearClosing.obligation_id)
    )
    rows = db.session.execute(query.with_for_update() if lock else query)
    return [Decision(closing, row) for closing, row in rows]


@dataclass(frozen=True, slots=True)
class Heirs:
    """What goes on with some carried work: its obligations, and the rows that nobody else leads."""

    rows: Sequence[Obligation]
    whole: frozenset[int]


def heirs_of(chosen: Sequence[Decision], *, lock: bool = False) -> Heirs:
    """The obligations in the later plans that these decisions opened, partners' ones too."""
    pairs = {one.heir for one in chosen} - {None}
    tasks = sorted({heir[0] for heir in pairs if heir})
    query = select(Obligation).where(Obligation.task_id.in_(tasks), Obligation.void.is_(False))
    query = query.order_by(Obligation.id)
    rows = db.session.scalars(query.with_for_update() if lock else query).all()
    others = {row.task_id for row in rows
              if row.role == _LEAD and (row.task_id, row.unit_id) not in pairs}  # fmt: skip
    whole = frozenset(tasks) - others
    return Heirs([row for row in rows if row.task_id in whole or _led(row) in pairs], whole)


def _led(row: Obligation) -> Heir | None:
    return (row.task_id, row.unit_id) if row.role == _LEAD else None


def obstacles(chosen: Sequence[Decision], heirs: Heirs) -> dict[int, str]:
    """Why a decision cannot be taken back, by its id; none of those that can."""
    traces = _by_heir(heirs, _traces(chosen, heirs))
    ended = set(db.session.scalars(
        select(Task.id).where(
            Task.id.in_({one.row.task_id for one in chosen}), Task.ended_on.is_not(None)
        )
    ))  # fmt: skip
    plans = _plans(heirs)
    found = {one.closing.id: _obstacle(one, traces, plans, ended) for one in chosen}
    return {number: words for number, words in found.items() if words}


def _obstacle(
    one: Decision, traces: Mapping[Heir, set[Trace]], plans: Mapping[int, str], ended: set[int]
) -> str:
    closing, row = one.closing, one.row
    if row.task_id in ended:
        return AMENDED
    carried = closing.decision == ClosingDecision.CARRIED.value
    if row.ended_at != closing.recorded_at or (row.successor_id is not None and not carried):
        return FOLLOWED
    if one.heir is None:
        return ""
    return kept_because(traces.get(one.heir, set()), plans.get(one.heir[0], ""))


def _by_heir(heirs: Heirs, traces: Mapping[int, set[Trace]]) -> dict[Heir, set[Trace]]:
    """What happened, by heir; what happened at a partner holds for every lead of the row."""
    found: dict[Heir, set[Trace]] = defaultdict(set)
    leads = {heir for row in heirs.rows if (heir := _led(row))}
    for row in heirs.rows:
        happened = traces.get(row.id, set()) | ({Trace.ENDED} if row.ended_on else set())
        concerned = [_led(row)] if row.role == _LEAD else [one for one in leads
                                                           if one[0] == row.task_id]  # fmt: skip
        for heir in concerned:
            if heir is not None:
                found[heir] |= happened
    return found


def _plans(heirs: Heirs) -> dict[int, str]:
    query = (
        select(Task.id, func.coalesce(func.nullif(Plan.number, ""), Plan.title))
        .join(Plan, Plan.id == Task.plan_id)
        .where(Task.id.in_({row.task_id for row in heirs.rows}))
    )
    return dict(db.session.execute(query).all())


def _traces(chosen: Sequence[Decision], heirs: Heirs) -> dict[int, set[Trace]]:
    """What was said, asked or settled of each of these obligations since it was carried there.

    The line that repeats the last words of the former plan is written with the decision itself.
    """
    ids = [row.id for row in heirs.rows]
    told = {one.closing.recorded_at for one in chosen}
    said = or_(StatusUpdate.actor_id.is_not(None), StatusUpdate.recorded_at.not_in(told))
    moved = and_(DueDay.ordinal > 1, DueDay.kind.in_(_DECIDED_DAYS))
    parts = [
        _marked(Trace.SAID, StatusUpdate, said), _marked(Trace.DELEGATED, Delegation),
        _marked(Trace.ASKED, CooperationRequest), _marked(Trace.WISHED, Extension),
        _marked(Trace.ESTIMATED, YearEstimate), _marked(Trace.MOVED, DueDay, moved),
    ]  # fmt: skip
    every = union_all(*parts).subquery()
    found: dict[int, set[Trace]] = defaultdict(set)
    for number, kind in db.session.execute(select(every).where(every.c.obligation_id.in_(ids))):
        found[number].add(Trace(kind))
    return found


def _marked(
    trace: Trace, table: type[db.Model], *conditions: ColumnElement[bool]
) -> Select[tuple[int, str]]:
    column = table.obligation_id  # type: ignore[attr-defined]
    return select(column, literal(trace.value)).where(*conditions).distinct()
