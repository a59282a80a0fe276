"""From a typed deadline to the duties of one plan year (design invariant 3).

A duty is one task × slot × period, before it is known who owes it. Opening year Y lays out
- recurring days that fall in Y,
- ranges that reach into Y, single days in Y,
- in the first year tracked also the single days and ranges that ended earlier (history),
- in the plan's last year also the days after its end,
- standing work once, and work without a known day once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.calendar.schedule import Rule, RuleKind
from tracker.calendar.workdays import DaysOff


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A plan's period, the year being opened and the first year ever tracked."""

    start: date
    end: date
    year: int
    first_year: int

    @property
    def begins(self) -> int:
        """The year in which work without a day of its own is laid out."""
        return max(self.start.year, self.first_year)

    @property
    def first_day(self) -> date:
        """The first day of the plan within the year."""
        return max(self.start, date(self.year, 1, 1))

    @property
    def last_day(self) -> date:
        """The last day of the plan within the year."""
        return min(self.end, date(self.year, 12, 31))


@dataclass(frozen=True, slots=True)
class Duty:
    """One slot in one period: when it begins, when it is due, in which year it is counted."""

    slot: int
    period_key: str
    year: int
    start: date
    due_on: date | None
    last_day: date
    standing: bool
    rule_position: int


def duties_of_year(rules: Iterable[Rule], plan: PlanYear) -> list[Duty]:
    """The duties that opening `plan.year` owes, in the order of the print, no key twice."""
    if not plan.start.year <= plan.year <= plan.end.year:
        return []
    found: dict[tuple[int, str], Duty] = {}
    for position, rule in enumerate(rules):
        for duty in _duties_of_rule(rule, position, plan):
            found.setdefault((duty.slot, duty.period_key), duty)
    return list(found.values())


def _duties_of_rule(rule: Rule, position: int, plan: PlanYear) -> list[Duty]:
    if rule.kind is RuleKind.STANDING:
        return [_without_day(rule, position, plan, str(plan.year))]
    if _counts_from_a_day(rule):
        return []
    if not rule.dues:
        first = plan.year == plan.begins
        return [_without_day(rule, position, plan, "")] if first else []
    return [
        Duty(
            rule.slot, due.period_key, due.due_on.year, due.start or plan.first_day,
            due.due_on, due.due_on, standing=False, rule_position=position,
        )
        for due in rule.dues
        if _reaches(due.start or due.due_on, due.due_on, rule.kind, plan)
    ]  # fmt: skip


def _without_day(rule: Rule, position: int, plan: PlanYear, period_key: str) -> Duty:
    standing = rule.kind is RuleKind.STANDING
    return Duty(
        rule.slot, period_key, plan.year, plan.first_day, None, plan.last_day,
        standing=standing, rule_position=position,
    )  # fmt: skip


def _reaches(start: date, due_on: date, kind: RuleKind, plan: PlanYear) -> bool:
    """Whether opening `plan.year` lays out this day.

    A day after the plan's end (a report "trước ngày 10/01 năm sau") belongs to its last year.
    """
    if due_on.year == plan.year:
        return True
    if due_on.year > plan.end.year == plan.year:
        return True
    if kind is RuleKind.RECURRING:
        return False
    if start.year <= plan.year < due_on.year:
        return True
    return due_on.year < plan.year == plan.begins


def _counts_from_a_day(rule: Rule) -> bool:
    """Whether a relative rule prints the very day from which its working days count."""
    counted = rule.kind is RuleKind.RELATIVE and rule.amount is not None
    return counted and rule.start is not None and not rule.dues


def duties_of_events(
    rules: Sequence[Rule], events: Iterable[tuple[int, date]], days_off: DaysOff
) -> list[Duty]:
    """One duty for every relative rule and every recorded event (id, day) or printed day.

    The day of the event is not counted (BLDS 2015, Điều 147); only "ngày làm việc" skips
    days off.
    """
    recorded = [(f"E{event_id}", happened_on) for event_id, happened_on in events]
    found: list[Duty] = []
    for position, rule in enumerate(rules):
        if rule.kind is not RuleKind.RELATIVE or rule.amount is None or rule.dues:
            continue
        printed = [("", rule.start)] if rule.start else recorded
        for period_key, counted_from in printed:
            due_on = _day_after(counted_from, rule, days_off)
            duty = Duty(
                rule.slot, period_key, due_on.year, counted_from, due_on, due_on,
                standing=False, rule_position=position,
            )  # fmt: skip
            found.append(duty)
    return found


def _day_after(counted_from: date, rule: Rule, days_off: DaysOff) -> date:
    amount = rule.amount or 0
    if rule.unit == "working_days":
        return days_off.add_working_days(counted_from, amount)
    return counted_from + timedelta(days=amount)
