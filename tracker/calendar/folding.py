"""Joins entries that belong together: a cycle and its day, a frame, a year that limits a cycle."""

from dataclasses import replace

from tracker.calendar.nodes import (
    Bound,
    Cycle,
    Day,
    Edge,
    Entry,
    InPeriod,
    Joiner,
    Months,
    Open,
    Phase,
    Point,
    Span,
    Unit,
)

_CLOSE = (Joiner.NONE, Joiner.PARENTHESIS, Joiner.LINE)
_NEAR = (*_CLOSE, Joiner.COMMA)
_MORE = (*_NEAR, Joiner.AND)
_ROUNDS = {Unit.QUARTER, Unit.HALF, Unit.YEAR}


def fold(entries: list[Entry]) -> list[Entry]:
    """The entries with what belongs together joined, in order."""
    for step in (_inherit_bounds, _drop_frames, _anchor, _limit, _stand, _every_period, _rounds):
        entries = step(entries)
    return entries


def _inherit_bounds(entries: list[Entry]) -> list[Entry]:
    """ "trước ngày 15/6 và 15/12": the second day is bounded as the first."""
    done: list[Entry] = []
    for entry in entries:
        last, node = done[-1].node if done else None, entry.node
        alike = isinstance(last, Point) and isinstance(node, Point)
        if alike and node.bound is Bound.WITHIN and entry.joiner in (Joiner.AND, Joiner.COMMA):
            if type(last.when) is type(node.when):
                entry = replace(entry, node=replace(node, bound=last.bound))
        done.append(entry)
    return done


def _drop_frames(entries: list[Entry]) -> list[Entry]:
    """ "hằng năm định kỳ sáu tháng ...": the year only frames the cycle after it."""
    kept = []
    for i, entry in enumerate(entries):
        following = entries[i + 1] if i + 1 < len(entries) else None
        frames = isinstance(entry.node, Cycle) and entry.node.unit is Unit.YEAR
        if frames and following and following.joiner in _CLOSE:
            if isinstance(following.node, Cycle) and entry.node == Cycle(Unit.YEAR):
                continue
        kept.append(entry)
    return kept


def _anchor(entries: list[Entry]) -> list[Entry]:
    """Gives cycles the days printed beside them, those after it first, else those before it."""
    entries = list(entries)
    for cycle in [entry for entry in entries if isinstance(entry.node, Cycle)]:
        i = next(k for k, entry in enumerate(entries) if entry is cycle)
        days = _following(entries, i)
        first = i if days else i - (before := _preceding(entries, i))
        anchors = entries[i + 1 : i + 1 + days] if days else entries[i - before : i]
        if anchors:
            node = replace(cycle.node, anchors=tuple(anchor.node for anchor in anchors))
            joined = replace(cycle, node=node, joiner=entries[first].joiner)
            entries[first : max(i + 1, i + 1 + days)] = [joined]
    return entries


def _following(entries: list[Entry], i: int) -> int:
    count = 0
    for entry in entries[i + 1 :]:
        if entry.joiner not in (_MORE if count else _NEAR) or not _fits(entry, entries[i]):
            break
        count += 1
    return count


def _preceding(entries: list[Entry], i: int) -> int:
    count, joiner = 0, entries[i].joiner
    while count < i and joiner in (_MORE if count else _NEAR):
        entry = entries[i - 1 - count]
        if not _fits(entry, entries[i]):
            break
        count, joiner = count + 1, entry.joiner
    return count


def _fits(entry: Entry, cycle: Entry) -> bool:
    """Whether a point without a year can be the day of a cycle."""
    if not isinstance(entry.node, Point) or not isinstance(cycle.node, Cycle):
        return False
    when, unit = entry.node.when, cycle.node.unit
    if cycle.node.times > 1:
        return False
    if isinstance(when, Day):
        return when.year is None and (when.month is None) == (unit is Unit.MONTH)
    if isinstance(when, InPeriod):
        quarterly = unit is Unit.QUARTER and when.unit in (Unit.QUARTER, Unit.ROUND)
        return when.year is None and (quarterly or when.unit is unit)
    span = when.span if isinstance(when, Edge) else when
    return unit is Unit.YEAR and span.year is None and when != Span(Unit.YEAR)


def _limit(entries: list[Entry]) -> list[Entry]:
    """A year or a phase beside a cycle limits it: "hàng quý năm 2025"."""
    done: list[Entry] = []
    for entry in entries:
        last = done[-1] if done else None
        if last and isinstance(entry.node, Cycle) and entry.joiner in _NEAR:
            years = _years(last)
            if years:
                limited = replace(entry.node, limit=years)
                done[-1] = replace(entry, node=limited, joiner=last.joiner)
                continue
        elif last and isinstance(last.node, Cycle) and entry.joiner in _CLOSE + (
            (Joiner.COMMA,) if isinstance(entry.node, Phase) else ()
        ):
            years = _years(entry)
            if years:
                done[-1] = replace(last, node=replace(last.node, limit=years))
                continue
        done.append(entry)
    return done


def _years(entry: Entry) -> Phase | None:
    node = entry.node
    if isinstance(node, Phase):
        return node
    if isinstance(node, Point) and isinstance(node.when, Span) and node.bound is Bound.WITHIN:
        year = node.when.year if node.when.unit is Unit.YEAR else None
        return Phase(year, year) if year else None
    return None


def _stand(entries: list[Entry]) -> list[Entry]:
    """ "Thường xuyên trong năm 2025": standing work; the year, phase or cycle is a remark."""
    done: list[Entry] = []
    for entry in entries:
        last = done[-1] if done else None
        stands = last is not None and isinstance(last.node, Open) and not last.node.on_demand
        yearly = _years(entry) or (isinstance(entry.node, Cycle) and entry.node.unit is Unit.YEAR)
        if last and stands and yearly and entry.joiner in (Joiner.NONE, Joiner.LINE):
            continue
        done.append(entry)
    return done


def _every_period(entries: list[Entry]) -> list[Entry]:
    """ "ngày 18 của tháng cuối quý" without a quarter is every quarter."""
    return [
        replace(entry, node=Cycle(entry.node.when.unit, anchors=(entry.node,)))
        if isinstance(entry.node, Point)
        and isinstance(entry.node.when, InPeriod)
        and entry.node.when.number is None
        else entry
        for entry in entries
    ]


def _rounds(entries: list[Entry]) -> list[Entry]:
    """ "định kỳ quý, 6 tháng và năm" are the four reporting rounds, on the day given for them."""
    plain = [entry for entry in entries if isinstance(entry.node, Cycle) and not entry.node.anchors]
    if {entry.node.unit for entry in plain if isinstance(entry.node, Cycle)} != _ROUNDS:
        return entries
    given = next((e for e in entries if isinstance(e.node, Cycle) and e.node.unit is Unit.ROUND), 0)
    rounds = given or replace(plain[0], node=Cycle(Unit.ROUND))
    rest = [entry for entry in entries if entry not in plain and entry is not given]
    return [rounds, *rest]
