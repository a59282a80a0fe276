"""Vietnamese labels of rules and the sentences that name the rule used."""

from collections.abc import Sequence

from tracker.calendar import periods
from tracker.calendar.nodes import (
    Bound,
    Cycle,
    Day,
    Edge,
    InPeriod,
    Months,
    Point,
    Span,
    Unit,
    When,
    Where,
)
from tracker.calendar.schedule import Due
from tracker.text import vn_date, vn_list

_EDGES = {Where.START: "đầu", Where.MIDDLE: "giữa", Where.END: "cuối"}
_CYCLES = {
    Unit.MONTH: "Hằng tháng",
    Unit.QUARTER: "Hằng quý",
    Unit.HALF: "6 tháng một lần",
    Unit.YEAR: "Hằng năm",
    Unit.ROUND: "Theo kỳ báo cáo (Quý I, 6 tháng, Quý III, năm)",
}
_SPAN_RULES = {
    Unit.MONTH: "Tháng: ngày cuối của tháng",
    Unit.QUARTER: "Quý: ngày cuối của quý",
    Unit.HALF: "6 tháng: ngày cuối của nửa năm",
    Unit.YEAR: "Năm: ngày 31/12",
}
FROM_PLAN = "năm lấy theo năm của kế hoạch"
RANGE_RULE = "Khoảng thời gian: ngày cuối của khoảng"
PHASE_RULE = "Giai đoạn: ngày cuối của giai đoạn"
WHOLE_PLAN_RULE = "Giai đoạn không ghi năm: đến ngày cuối của kế hoạch"
STANDING_RULE = "Thường xuyên: không có ngày đến hạn, báo cáo tình hình theo từng kỳ"
DAILY_RULE = "Hằng ngày, hằng tuần: việc thường xuyên, không theo dõi từng ngày, từng tuần"
ON_DEMAND_RULE = "Đột xuất, theo yêu cầu: không có ngày ấn định trước"
RELATIVE_RULE = "Tính từ sự kiện: không tính ngày xảy ra sự kiện, có hạn khi sự kiện được ghi nhận"
REFERENCE_RULE = "Dẫn chiếu: hạn nằm trong văn bản hoặc chế độ được dẫn"
UNKNOWN_LABEL = "Chưa xác định"
UNKNOWN_RULE = "Chưa xác định được thời hạn từ câu chữ"


def name(when: When) -> str:
    """Name of a time that has a year: "Quý I/2025", "Cuối tháng 6/2025"."""
    if isinstance(when, Day):
        return f"Ngày {when.day:02d}/{periods.padded_month(when.month or 0)}/{when.year}"
    if isinstance(when, Edge):
        return f"{_EDGES[when.where].capitalize()} {_lower(name(when.span))}"
    if isinstance(when, Months):
        return f"{when.count} tháng {_EDGES[when.where]} năm {when.year}"
    if isinstance(when, InPeriod):
        day = f"Ngày {when.day:02d} của tháng" if when.day else "Tháng"
        return f"{day} {_EDGES[when.where]} {_lower(_span(when.unit, when.number or 1, when.year))}"
    return _span(when.unit, when.number, when.year)


def key(when: When) -> str:
    """Period key of a time that has a year; empty for days and other times without one."""
    if not isinstance(when, Span):
        return ""
    year = when.year or 0
    keys = {
        Unit.MONTH: periods.month_key(year, when.number),
        Unit.QUARTER: periods.quarter_key(year, when.number),
        Unit.HALF: periods.half_key(year, when.number),
    }
    return keys.get(when.unit, str(year))


def _span(unit: Unit, number: int, year: int | None) -> str:
    return periods.label(key(Span(unit, number, year)))


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def point_label(point: Point, due: Due) -> str:
    """Label as in "Quý I/2025 → 31/3/2025" or "Trước ngày 15/6/2025 → 14/6/2025"."""
    named = name(point.when)
    if point.bound is Bound.BEFORE:
        named = f"Trước {_lower(named)}"
    return f"{named} → {vn_date(due.due_on)}"


def point_rule(point: Point) -> str:
    """The rule that gave the day of a point."""
    when = point.when
    if isinstance(when, Edge):
        rule = "Đầu, giữa, cuối kỳ: theo Điều 146 Bộ luật Dân sự 2015"
    elif isinstance(when, Months):
        rule = "Số tháng trong năm: ngày cuối của tháng cuối"
    elif isinstance(when, Span):
        rule = _SPAN_RULES[when.unit]
    else:
        rule = "Ngày ghi trong văn bản: kể cả ngày đó"
    if point.bound is Bound.BEFORE:
        return "“Trước” một mốc: hạn là ngày liền trước mốc đó"
    return rule


def cycle_label(cycle: Cycle, dues: Sequence[Due]) -> str:
    """Label as in "Hằng quý → 31/3/2025, 30/6/2025, 30/9/2025 và 31/12/2025"."""
    named = f"{cycle.times} lần/{cycle.unit}" if cycle.times > 1 else _CYCLES[cycle.unit]
    if cycle.unit is Unit.HALF and all(due.period_key.endswith("-H1") for due in dues):
        named = "6 tháng đầu năm"
    days = [vn_date(due.due_on) for due in dues]
    listed = vn_list(days) if len(days) <= 4 else f"{days[0]} … {days[-1]} ({len(days)} kỳ)"
    return f"{named} → {listed}"


def cycle_rule(cycle: Cycle) -> str:
    """The rule that gave the days of a cycle."""
    if cycle.unit is Unit.ROUND:
        return "Kỳ báo cáo CCHC trong năm: Quý I, 6 tháng, Quý III và năm"
    if cycle.times > 1:
        return "Số lần trong năm: chia đều năm, ngày cuối của mỗi phần"
    if cycle.anchors:
        return f"Định kỳ mỗi {cycle.unit}: ngày ghi trong văn bản"
    return f"Định kỳ mỗi {cycle.unit}: ngày cuối của kỳ"
