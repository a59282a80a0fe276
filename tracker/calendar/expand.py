"""Recurring deadlines laid over the plan: one due day in every period of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tracker.calendar import periods
from tracker.calendar.days import UnreadableError, due, with_year
from tracker.calendar.nodes import Cycle, Day, InPeriod, Point, Unit
from tracker.calendar.numerals import FIRST_YEAR, LAST_YEAR
from tracker.calendar.schedule import Due, PlanContext

_TIMES = {1: Unit.YEAR, 2: Unit.HALF, 4: Unit.QUARTER, 12: Unit.MONTH}


def expand(cycle: Cycle, context: PlanContext, *, with_year_report: bool = False) -> list[Due]:
    """Due days of a cycle within the plan, in order. Raises UnreadableError, with the question.

    `with_year_report`: the same phrase also asks for the year, which stands for the second half.
    """
    unit = _unit(cycle)
    dues = [
        Due(key, _start(key, context), day)
        for year in _plan_years(cycle, context)
        for key, day in _year(replace(cycle, unit=unit), year, with_year_report)
        if context.start <= day <= context.end
    ]
    if not dues:
        raise UnreadableError(
            "Không có kỳ nào rơi vào thời gian của kế hoạch: thời hạn đúng là gì?"
        )
    return dues


def period_keys(unit: Unit, year: int, *, with_year_report: bool = False) -> list[str]:
    """Keys of the periods of a unit in one year; a round is Quý I, 6 tháng, Quý III, năm."""
    if unit is Unit.MONTH:
        return [periods.month_key(year, month) for month in range(1, 13)]
    if unit is Unit.QUARTER:
        return [periods.quarter_key(year, quarter) for quarter in range(1, 5)]
    if unit is Unit.HALF:
        halves = (1,) if with_year_report else (1, 2)
        return [periods.half_key(year, half) for half in halves]
    if unit is Unit.ROUND:
        first, third = periods.quarter_key(year, 1), periods.quarter_key(year, 3)
        return [first, periods.half_key(year, 1), third, str(year)]
    return [str(year)]


def distinct_keys(days: Sequence[date]) -> list[str]:
    """A key for each day: the half-year, quarter or month that holds only that day of them.

    Raises UnreadableError when two of the days share a month.
    """
    for keys in (
        [periods.half_key(day.year, (day.month + 5) // 6) for day in days],
        [periods.quarter_key(day.year, (day.month + 2) // 3) for day in days],
        [periods.month_key(day.year, day.month) for day in days],
    ):
        if len(set(keys)) == len(keys):
            return keys
    raise UnreadableError("Hai thời hạn rơi vào cùng một tháng: mỗi thời hạn cho kết quả nào?")


def _unit(cycle: Cycle) -> Unit:
    if cycle.times == 1:
        return cycle.unit
    unit = _TIMES.get(cycle.times) if cycle.unit is Unit.YEAR else None
    if unit is None:
        raise UnreadableError(
            f"Thời hạn ghi {cycle.times} lần mỗi {cycle.unit}, không ghi ngày: các ngày nào?"
        )
    return unit


def _plan_years(cycle: Cycle, context: PlanContext) -> Iterable[int]:
    first, last = max(context.start.year, FIRST_YEAR), min(context.end.year, LAST_YEAR)
    if cycle.limit:
        first = max(first, cycle.limit.first or first)
        last = min(last, cycle.limit.last or last)
    return range(first, last + 1)


def _start(key: str, context: PlanContext) -> date | None:
    bounds = periods.bounds(key)
    return max(bounds[0], context.start) if bounds else None


def _year(cycle: Cycle, year: int, with_year_report: bool) -> list[tuple[str, date]]:
    keys = period_keys(cycle.unit, year, with_year_report=with_year_report)
    if not cycle.anchors:
        return [(key, _last_day(key)) for key in keys]
    anchor = cycle.anchors[0]
    if len(cycle.anchors) == 1 and isinstance(anchor.when, InPeriod):
        return list(zip(keys, _in_every_period(anchor, cycle.unit, year), strict=True))
    if cycle.unit is Unit.MONTH:
        return list(zip(keys, _in_every_month(cycle.anchors, year), strict=True))
    return _on_days(cycle, keys, year)


def _last_day(key: str) -> date:
    bounds = periods.bounds(key)
    if bounds is None:
        raise ValueError(f"no days in {key!r}")
    return bounds[1]


def _in_every_period(anchor: Point, unit: Unit, year: int) -> list[date]:
    count = len(period_keys(unit, year))
    when = anchor.when
    if not isinstance(when, InPeriod):
        raise TypeError("the day of a period is needed")
    unit = Unit.QUARTER if when.unit is Unit.ROUND else when.unit
    return [
        due(replace(anchor, when=replace(when, unit=unit, number=number, year=year)))
        for number in range(1, count + 1)
    ]


def _in_every_month(anchors: tuple[Point, ...], year: int) -> list[date]:
    """The same day of every month, the last one where the month is shorter."""
    day = anchors[0].when
    if len(anchors) > 1 or not isinstance(day, Day) or not 1 <= day.day <= 31:
        raise UnreadableError("Hằng tháng vào những ngày nào?")
    ends = [periods.month_end(year, month) for month in range(1, 13)]
    return [
        due(replace(anchors[0], when=Day(min(day.day, end.day), end.month, year))) for end in ends
    ]


def _on_days(cycle: Cycle, keys: list[str], year: int) -> list[tuple[str, date]]:
    days = [due(replace(a, when=with_year(a.when, year))) for a in cycle.anchors]
    if cycle.unit is Unit.YEAR:
        return list(zip(keys if len(days) == 1 else distinct_keys(days), days, strict=True))
    holding = [_holder(day, keys) for day in days]
    if sorted(holding) != sorted(keys):
        raise UnreadableError(
            f"Các ngày ghi không khớp từng {cycle.unit} một: ngày nào cho kỳ nào?"
        )
    return sorted(zip(holding, days, strict=True))


def _holder(day: date, keys: list[str]) -> str:
    spans = ((key, periods.bounds(key)) for key in keys)
    return next((key for key, span in spans if span and span[0] <= day <= span[1]), "")
