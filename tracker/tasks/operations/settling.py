"""Write what a person decided of a deadline: for rows of one plan, or for one phần việc."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select, update

from tracker import history
from tracker.calendar.schedule import PlanContext, Rule
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.plans.models import Plan
from tracker.refusals import Refused, check_version
from tracker.tasks.models.obligation import NO_DAY, DueDay, Obligation
from tracker.tasks.models.printed import ScheduleRule, Task
from tracker.tasks.operations.caching import refresh
from tracker.tasks.operations.continuing import continue_words
from tracker.tasks.operations.editing_rows import Saving, forget_settled, settle
from tracker.tasks.rules.settling import Decision, Undecided, Way, rules_of
from tracker.tasks.rules.states import DueDayKind

NOT_OWING = "Dòng này không giao phần việc riêng nên không có thời hạn để xác định."
NOTHING_READ = "Hệ thống chưa đọc được ngày đến hạn. Hãy chọn một cách xác định khác."
ENDED = "Phần việc đã hoàn thành hoặc đã kết thúc nên không đổi ngày được."


def settle_deadline(
    rows: Sequence[Task], decision: Decision, versions: Mapping[int, int], saving: Saving
) -> None:
    """One decision for rows of one plan: keeps the printed phrase, replaces its reading.

    Raises Stale, Refused for a row that owes nothing, and Undecided for a decision without a day.
    """
    for row in rows:
        check_version(row.version, versions[row.id])
        if not row.owes:
            raise Refused({"": NOT_OWING})
        write_decision(row, decision, saving)
        row.version += 1
    history.record(
        saving.actor, "task.settle_deadline", at=saving.now,
        subject=f"plan:{rows[0].plan.code}", ids=[row.id for row in rows],
        detail={"way": decision.way.value, "basis": decision.basis},
    )  # fmt: skip
    touched = {row.id for row in rows}
    settle(db.session.get_one(Plan, rows[0].plan_id), saving)
    continue_words(touched, saving)


def write_decision(row: Task, decision: Decision, saving: Saving) -> None:
    """Write the decision on one row; its plan is not laid out yet. Raises Undecided."""
    if decision.way is Way.ANEW:
        forget_settled(row.id)
        return
    if decision.way is not Way.AS_READ:
        _write_rules(row, rules_of(decision, _context(row)))
    elif any(rule.kind in {"unknown", "reference"} for rule in row.schedule):
        raise Undecided("way", NOTHING_READ)
    told = update(ScheduleRule).where(ScheduleRule.task_id == row.id)
    db.session.execute(told.values(confirmed_by=saving.actor.label[:200], confirmed_at=saving.now))


def _context(row: Task) -> PlanContext:
    supplier = db.session.get(Task, row.product_from_id) if row.product_from_id else None
    plan = row.plan
    return PlanContext(
        plan.period_start, plan.period_end, plan.year, max(len(supplier.products), 1)
        if supplier else 1,
    )  # fmt: skip


def _write_rules(row: Task, rules: Sequence[Rule]) -> None:
    """In place, so that obligations keep pointing at their rule."""
    there = list(row.schedule)
    phrase = there[0].phrase if there else row.deadline_text
    printer = there[0].phrase_task_id if there else row.id
    for position, rule in enumerate(rules):
        if position < len(there):
            stored = there[position]
        else:
            stored = ScheduleRule(task_id=row.id, position=position)
            db.session.add(stored)
        stored.phrase, stored.phrase_task_id = phrase, printer
        _fill(stored, rule)
    db.session.flush()
    surplus = [stored.id for stored in there[len(rules) :]]
    if surplus:
        pointing = update(Obligation).where(Obligation.rule_id.in_(surplus))
        db.session.execute(pointing.values(rule_id=there[0].id))
        db.session.execute(delete(ScheduleRule).where(ScheduleRule.id.in_(surplus)))


def _fill(stored: ScheduleRule, rule: Rule) -> None:
    stored.kind, stored.slot, stored.label = rule.kind.value, rule.slot, rule.label
    stored.source_rule, stored.start = rule.source_rule, rule.start
    stored.event, stored.amount, stored.unit = rule.event or "", rule.amount, rule.unit or ""
    stored.dues = [
        [due.period_key, due.start.isoformat() if due.start else None, due.due_on.isoformat()]
        for due in rule.dues
    ]
    stored.confidence, stored.question = 1.0, ""


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day for one phần việc alone: why, and by which paper if there is one."""

    due_on: date
    reason: str
    paper: Paper | None = None


def set_own_day(row: Obligation, own: OwnDay, version: int, saving: Saving) -> None:
    """Give one open obligation a day of its own; the days before stay in the history.

    Raises Stale, and Refused for work that is done or ended.
    """
    check_version(row.version, version)
    if row.ended_on is not None or row.state == "done" or row.void:
        raise Refused({"": ENDED})
    paper = record_paper(own.paper) if own.paper else None
    last = select(func.max(DueDay.ordinal)).where(DueDay.obligation_id == row.id)
    row.due_on, row.sort_on = own.due_on, own.due_on or NO_DAY
    row.late_from = saving.settings.late_from(own.due_on)
    row.standing = False
    row.version += 1
    decided = own.paper.issued_on if own.paper and own.paper.issued_on else None
    db.session.add(
        DueDay(
            obligation_id=row.id, ordinal=(db.session.scalar(last) or 0) + 1,
            kind=DueDayKind.BY_HAND.value, due_on=row.due_on, late_from=row.late_from,
            decided_on=decided or saving.today, recorded_at=saving.now,
            actor_label=saving.actor.label, document_id=paper.id if paper else None,
            note=own.reason,
        )
    )  # fmt: skip
    refresh([row])
    history.record(
        saving.actor, "obligation.own_day", at=saving.now, subject=f"task:{row.task.code}",
        ids=(row.id,), detail={"due_on": own.due_on.isoformat(), "reason": own.reason},
    )  # fmt: skip
