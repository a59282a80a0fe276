"""A deadline set by a person: typed rules that stand beside the printed phrase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.calendar.days import UnreadableError
from tracker.calendar.expand import distinct_keys
from tracker.calendar.grammar import read
from tracker.calendar.schedule import DayUnit, Due, PlanContext, Rule, RuleKind
from tracker.text import Labelled, vn_date, vn_list


class Way(Labelled):
    """How a person settles a deadline."""

    DAYS = "days", "Theo ngày cụ thể"
    PHRASE = "phrase", "Theo cụm từ (ví dụ: Hàng quý; Trước ngày 15/6)"
    STANDING = "standing", "Thường xuyên, không thời hạn"
    EVENT = "event", "Tính từ một sự kiện (số ngày kể từ khi...)"
    AS_READ = "as_read", "Đúng như hệ thống đã đọc"
    ANEW = "anew", "Bỏ cách xác định của người, để hệ thống đọc lại từ nguyên văn"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided; `basis` is the paper or reason that shows with the deadline."""

    way: Way
    basis: str = ""
    days: tuple[date, ...] = ()
    phrase: str = ""
    event: str = ""
    amount: int | None = None
    unit: DayUnit = "working_days"


class Undecided(Exception):
    """The decision gives no deadline; the message says in Vietnamese why, `field` where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


SET_BY_HAND = "Người có thẩm quyền xác định"


def rules_of(decision: Decision, context: PlanContext) -> tuple[Rule, ...]:
    """The rules of a decision (days, phrase, standing, event) in the row's plan.

    Raises Undecided where the phrase cannot be read or the days cannot be told apart.
    """
    made = {
        Way.DAYS: _of_days, Way.PHRASE: _of_phrase, Way.STANDING: _standing, Way.EVENT: _of_event,
    }[decision.way](decision, context)  # fmt: skip
    return tuple(made)


def _source(decision: Decision) -> str:
    return f"{SET_BY_HAND}: {decision.basis}" if decision.basis else SET_BY_HAND


def _rule(kind: RuleKind, label: str, decision: Decision, dues: Sequence[Due] = ()) -> Rule:
    return Rule(kind, 1, label, _source(decision), dues=tuple(dues))


def _standing(decision: Decision, _context: PlanContext) -> list[Rule]:
    return [_rule(RuleKind.STANDING, "Thường xuyên, không thời hạn", decision)]


def _of_event(decision: Decision, _context: PlanContext) -> list[Rule]:
    words = "ngày làm việc" if decision.unit == "working_days" else "ngày"
    return [
        Rule(
            RuleKind.RELATIVE, 1, f"{decision.amount:02d} {words} kể từ: {decision.event}",
            _source(decision), event=decision.event, amount=decision.amount, unit=decision.unit,
        )
    ]  # fmt: skip


def _of_days(decision: Decision, context: PlanContext) -> list[Rule]:
    """One day; a day for each product in turn; or several days of one product."""
    days = sorted(set(decision.days))
    if len(days) == 1:
        return [_point(days[0], decision, slot=1)]
    if len(days) == context.product_count:
        return [_point(day, decision, slot) for slot, day in enumerate(days, start=1)]
    try:
        keys = distinct_keys(days)
    except UnreadableError as problem:
        raise Undecided("days", str(problem)) from problem
    dues = [Due(key, None, day) for key, day in zip(keys, days, strict=True)]
    label = vn_list([vn_date(day) for day in days])
    return [_rule(RuleKind.RECURRING, label, decision, dues)]


def _point(day: date, decision: Decision, slot: int) -> Rule:
    due = Due("", None, day)
    return Rule(RuleKind.POINT, slot, f"Ngày {vn_date(day)}", _source(decision), dues=(due,))


def _uncounted(rule: Rule) -> bool:
    """Whether a rule runs from an event without saying how many days."""
    return rule.kind is RuleKind.RELATIVE and rule.amount is None and not rule.dues


def _of_phrase(decision: Decision, context: PlanContext) -> list[Rule]:
    reading = read(decision.phrase, context)
    blank = {RuleKind.UNKNOWN, RuleKind.REFERENCE}
    if reading.question or any(rule.kind in blank or _uncounted(rule) for rule in reading.rules):
        raise Undecided("phrase", reading.question or "Cụm từ này chưa cho ngày đến hạn.")
    return [
        Rule(
            rule.kind, rule.slot, f"“{decision.phrase}”: {rule.label}", _source(decision),
            rule.start, rule.dues, rule.event, rule.amount, rule.unit,
        )
        for rule in reading.rules
    ]  # fmt: skip
