"""What should be laid out for a plan: every obligation by key, with the duty it belongs to.

Reads only; `laying_out` makes the rows agree with it, `previewing_moves` only tells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.calendar.schedule import RuleKind
from tracker.calendar.workdays import DaysOff
from tracker.calendar.zone import VIETNAM
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.tasks.queries import layout
from tracker.tasks.queries.layout import ExistingRow, ObligationKey, OwingTask
from tracker.tasks.rules.closing import CLOSED_BY_HAND
from tracker.tasks.rules.duties import Duty, PlanYear, duties_of_events, duties_of_year
from tracker.tasks.rules.ownership import Move, Owned, Term, Validity, owners
from tracker.tasks.rules.states import AssignmentRole, DueDayKind, EndKind

LOCAL = VIETNAM
WAITING = ""
"""The period of work that waits for the event which starts its deadline."""


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
class Run:
    """One run of laying out: by what settings, for whom, when, and what moved days where one moved.

    `because` is the kind of the lines that a changed due day gets in the history.
    """

    settings: Settings
    actor: Actor
    now: datetime
    because: DueDayKind = DueDayKind.LAID_OUT

    @property
    def today(self) -> date:
        """The local day of the run."""
        return self.now.astimezone(LOCAL).date()


@dataclass(frozen=True, slots=True)
class Desired:
    """One obligation that should be there, with the duty it belongs to."""

    task: OwingTask
    duty: Duty
    share: Owned

    @property
    def key(self) -> ObligationKey:
        """The natural key."""
        return self._key(self.share.role, self.share.unit)

    @property
    def heir_key(self) -> ObligationKey | None:
        """The key of the row that takes this share over: a partner may end in the lead's row."""
        if self.share.successor is None:
            return None
        merged = self.share.end_kind is EndKind.MERGED_INTO_LEAD
        role = AssignmentRole.LEAD if merged else self.share.role
        return self._key(role, self.share.successor)

    def _key(self, role: AssignmentRole, unit: int) -> ObligationKey:
        return (self.task.id, role.value, unit, self.duty.slot, self.duty.period_key)


def desired(
    plan: Plan,
    years: Sequence[int],
    settings: Settings,
    existing: dict[ObligationKey, ExistingRow],
) -> dict[ObligationKey, Desired]:
    """Every obligation of the plan's opened years; what was said and finished so far counts.

    A plan that is not followed owes nothing.
    """
    if not plan.followed:
        return {}
    world, moves = layout.world(), layout.moves()
    first_year = settings.tracking_from.year
    periods = [PlanYear(plan.period_start, plan.period_end, year, first_year) for year in years]
    return {
        one.key: one
        for task in layout.owing_tasks(plan.id)
        for duty in _duties(task, periods, settings.days_off)
        for one in _shares(task, duty, existing, world, moves)
        if one.key in existing or not _before_amendment(task, duty)
    }


def _before_amendment(task: OwingTask, duty: Duty) -> bool:
    """Whether an amendment that made a duty recur came after this one of its days."""
    recurs = task.rules[duty.rule_position][1].kind is RuleKind.RECURRING
    held = task.amended_on
    return recurs and held is not None and duty.due_on is not None and duty.due_on < held


def _duties(task: OwingTask, periods: Sequence[PlanYear], days_off: DaysOff) -> Iterator[Duty]:
    rules = [rule for _, rule in task.rules]
    duties = {
        (duty.slot, duty.period_key): duty
        for period in periods
        for duty in duties_of_year(rules, period)
    }
    for duty in duties_of_events(rules, task.events, days_off):
        duties.pop((duty.slot, WAITING), None)
        duties.setdefault((duty.slot, duty.period_key), duty)
    yield from duties.values()


def _shares(
    task: OwingTask,
    duty: Duty,
    existing: dict[ObligationKey, ExistingRow],
    world: dict[int, Validity],
    moves: Sequence[Move],
) -> Iterator[Desired]:
    def row(role: AssignmentRole, unit: int) -> ExistingRow | None:
        return existing.get((task.id, role.value, unit, duty.slot, duty.period_key))

    def finished_on(role: AssignmentRole, unit: int) -> date | None:
        found = row(role, unit)
        if found is None:
            return None
        return found.ended_on if found.end_kind in CLOSED_BY_HAND else found.done_on

    def spoken_of(role: AssignmentRole, unit: int) -> bool:
        found = row(role, unit)
        return found is not None and found.spoken_of

    term = Term(task.code, task.field_code, duty.start, duty.last_day)
    for share in owners(term, task.members, world, moves, finished_on, spoken_of=spoken_of):
        yield Desired(task, duty, share)
