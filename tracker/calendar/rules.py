"""From one entry of a phrase to its rule, with its confidence and its question."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.calendar import days, naming
from tracker.calendar.expand import expand
from tracker.calendar.nodes import (
    Bound,
    Cycle,
    Day,
    Entry,
    Node,
    Open,
    Phase,
    Point,
    Range,
    Reference,
    Relative,
    Span,
    Unit,
    When,
)
from tracker.calendar.numerals import FIRST_YEAR, LAST_YEAR
from tracker.calendar.periods import phase_key
from tracker.calendar.schedule import (
    CONVENTIONAL,
    NOTHING,
    SURE,
    UNSURE,
    Due,
    PlanContext,
    Rule,
    RuleKind,
)
from tracker.text import vn_date


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule with how sure it is, its question, and the period key it takes beside others."""

    rule: Rule
    confidence: float
    question: str | None = None
    shared_key: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a rule depends on besides its own words."""

    context: PlanContext
    year: int | None
    with_year_report: bool


def surroundings(entries: list[Entry], context: PlanContext) -> Surroundings:
    """The year that fills missing years, and whether the phrase asks for a yearly report."""
    yearly = any(isinstance(e.node, Cycle) and e.node.unit is Unit.YEAR for e in entries)
    printed = {year for e in entries for year in _printed_years(e.node)}
    one_year = context.start.year if context.start.year == context.end.year else None
    year = next((y for y in (context.year, one_year) if y and FIRST_YEAR <= y <= LAST_YEAR), None)
    if printed:
        only = printed.pop() if len(printed) == 1 else None
        year = only if year in (None, only) else None
    return Surroundings(context, year, yearly)


def draft(entry: Entry, around: Surroundings) -> Draft:
    """The rule of an entry. Raises UnreadableError, with the question."""
    made = _DRAFTERS[type(entry.node)](entry.node, around)
    notes = "".join(f"; {note}" for note in entry.notes)
    return replace(made, rule=replace(made.rule, label=made.rule.label + notes))


def unknown(question: str, slot: int = 1) -> Draft:
    """The honest answer: nothing is known, and this is the question."""
    rule = Rule(RuleKind.UNKNOWN, slot, naming.UNKNOWN_LABEL, naming.UNKNOWN_RULE)
    return Draft(rule, NOTHING, question)


def _printed_years(node: Node) -> list[int]:
    if isinstance(node, Point):
        times: tuple[When | None, ...] = (node.when,)
    else:
        times = (node.first, node.last) if isinstance(node, Range) else ()
    return [year for when in times if when and (year := days.year_of(when)) is not None]


def _point(node: Point, around: Surroundings) -> Draft:
    filled = days.year_of(node.when) is None
    point = replace(node, when=days.with_year(node.when, around.year))
    first, _ = days.interval(point.when)
    begins = first if isinstance(point.when, Span) and point.bound is not Bound.BEFORE else None
    due = Due("", begins, days.due(point))
    source = naming.point_rule(point) + (f"; {naming.FROM_PLAN}" if filled else "")
    rule = Rule(RuleKind.POINT, 1, naming.point_label(point, due), source, begins, (due,))
    sure = min(days.confidence(point), CONVENTIONAL if filled else SURE)
    made = Draft(rule, sure, days.doubt(point), naming.key(point.when))
    return _within_plan(made, around.context)


def _within_plan(made: Draft, context: PlanContext) -> Draft:
    outside = [d.due_on for d in made.rule.dues if not context.start <= d.due_on <= context.end]
    if not outside:
        return made
    question = f"Hạn {vn_date(outside[0])} nằm ngoài thời gian của kế hoạch: có đúng không?"
    asked = f"{made.question} {question}" if made.question else question
    return replace(made, confidence=UNSURE, question=asked)


def _phase(node: Phase, around: Surroundings) -> Draft:
    context = around.context
    if node.first is None or node.last is None:
        first, last, source = context.start, context.end, naming.WHOLE_PLAN_RULE
    elif node.first > node.last:
        raise days.UnreadableError(f"Giai đoạn {node.first}-{node.last} đi lùi: giai đoạn nào?")
    else:
        first, last = date(node.first, 1, 1), date(node.last, 12, 31)
        source = naming.PHASE_RULE
    if first > last:
        raise days.UnreadableError("Kế hoạch kết thúc trước khi bắt đầu: giai đoạn nào?")
    key = phase_key(first.year, last.year)
    label = f"Giai đoạn {first.year}-{last.year} → {vn_date(last)}"
    rule = Rule(RuleKind.RANGE, 1, label, source, first, (Due(key, first, last),))
    return _within_plan(Draft(rule, CONVENTIONAL, shared_key=key), context)


def _range(node: Range, around: Surroundings) -> Draft:
    if node.last is None:
        return _open_range(node, around)
    last_time = days.with_year(node.last, around.year)
    last = days.due(Point(last_time, node.bound))
    first = _beginning(node.first, last_time, around)
    if first > last:
        raise days.UnreadableError(
            f"Khoảng thời gian đi lùi, từ {vn_date(first)} đến {vn_date(last)}: khoảng nào?"
        )
    yearly = isinstance(node.last, Span) and node.last.unit is Unit.YEAR
    key = phase_key(first.year, last.year) if yearly else ""
    label = f"Từ {vn_date(first)} đến {vn_date(last)}"
    rule = Rule(RuleKind.RANGE, 1, label, naming.RANGE_RULE, first, (Due(key, first, last),))
    exact = isinstance(last_time, Day) and days.year_of(node.last) is not None
    made = Draft(rule, SURE if exact else CONVENTIONAL, shared_key=key)
    if node.dashed and around.context.product_count > 1:
        made = replace(made, confidence=UNSURE, question=_DASHED)
    return _within_plan(made, around.context)


_DASHED = "Dấu “-” nối hai mốc là một khoảng thời gian, hay là hai thời hạn của hai sản phẩm?"


def _beginning(first: When | None, last: When, around: Surroundings) -> date:
    if first is None:
        return around.context.start
    if isinstance(first, Day) and first.month is None and isinstance(last, Day):
        first = replace(first, month=last.month)
    return days.interval(days.with_year(first, days.year_of(last)))[0]


def _open_range(node: Range, around: Surroundings) -> Draft:
    if node.first is None:
        raise days.UnreadableError("Thời hạn không ghi ngày kết thúc: đến ngày nào?")
    first, _ = days.interval(days.with_year(node.first, around.year))
    label = f"Từ {vn_date(first)}, không ghi ngày kết thúc"
    rule = Rule(RuleKind.RANGE, 1, label, naming.RANGE_RULE, first)
    return Draft(rule, UNSURE, "Thời hạn chỉ ghi ngày bắt đầu: đến ngày nào?")


def _cycle(node: Cycle, around: Surroundings) -> Draft:
    yearly = around.with_year_report and node.unit is Unit.HALF
    dues = tuple(expand(node, around.context, with_year_report=yearly))
    label, source = naming.cycle_label(node, dues), naming.cycle_rule(node)
    rule = Rule(RuleKind.RECURRING, 1, label, source, around.context.start, dues)
    if node.unit is Unit.ROUND and not node.anchors:
        question = "Văn bản không ghi ngày gửi báo cáo của từng kỳ: ngày nào theo chế độ báo cáo?"
        return Draft(rule, UNSURE, question)
    return Draft(rule, CONVENTIONAL)


def _open(node: Open, around: Surroundings) -> Draft:
    daily = node.printed.lower().endswith(("ngày", "tuần")) and not node.on_demand
    source = naming.DAILY_RULE if daily else naming.STANDING_RULE
    if node.on_demand:
        source = naming.ON_DEMAND_RULE
    label = node.printed[:1].upper() + node.printed[1:]
    rule = Rule(RuleKind.STANDING, 1, label, source, around.context.start)
    return Draft(rule, CONVENTIONAL if node.on_demand or daily else SURE)


def _reference(node: Reference, _: Surroundings) -> Draft:
    label = node.printed[:1].upper() + node.printed[1:]
    rule = Rule(RuleKind.REFERENCE, 1, label, naming.REFERENCE_RULE)
    question = f"Cần mở văn bản hoặc chế độ được dẫn (“{label}”) để biết ngày đến hạn."
    return Draft(rule, UNSURE, question)


def _relative(node: Relative, around: Surroundings) -> Draft:
    unit = "ngày làm việc" if node.working else "ngày"
    count = f"{node.amount:02d} {unit}" if node.amount is not None else "Chưa rõ số ngày"
    label = f"{count} kể từ: {node.event}" if node.event else f"{count}, chưa rõ từ sự kiện nào"
    after = days.with_year(node.after, around.year) if node.after else None
    start = days.interval(after)[0] if after else None
    filled = after != node.after
    source = naming.RELATIVE_RULE + (f"; {naming.FROM_PLAN}" if filled else "")
    dues = _from_day(node, start)
    rule = Rule(
        *(RuleKind.RELATIVE, 1, label, source),
        start=start,
        dues=dues,
        event=node.event or None,
        amount=node.amount,
        unit=None if node.amount is None else "working_days" if node.working else "days",
    )
    if node.doubt:
        return Draft(rule, UNSURE, node.doubt)
    return _within_plan(Draft(rule, CONVENTIONAL if filled else SURE), around.context)


def _from_day(node: Relative, start: date | None) -> tuple[Due, ...]:
    """The due day when the event is a printed day and days off do not matter."""
    if start is None or node.working or node.amount is None:
        return ()
    due_on = start + timedelta(days=node.amount)
    return (Due("", start, due_on),) if due_on.year <= LAST_YEAR else ()


_DRAFTERS: dict[type, Callable[..., Draft]] = {
    Point: _point,
    Range: _range,
    Phase: _phase,
    Cycle: _cycle,
    Open: _open,
    Reference: _reference,
    Relative: _relative,
}
