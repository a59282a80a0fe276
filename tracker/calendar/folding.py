"""Joins entries that belong together: a cycle and its days, a frame, a year that limits a cycle."""

from dataclasses import replace

from tracker.calendar.nodes import (
    Bound,
    Cycle,
    Day,
    Edge,
    Entry,
    InPeriod,
    Joiner,
    Open,
    Phase,
    Point,
    Range,
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
    """In "trước ngày 15/6 và 15/12" the second day is bounded as the first."""
    done: list[Entry] = []
    for entry in entries:
        done.append(_bounded_as(done[-1], entry) if done else entry)
    return done


def _bounded_as(last: Entry, entry: Entry) -> Entry:
    one, other = last.node, entry.node
    if not (isinstance(one, Point) and isinstance(other, Point)):
        return entry
    joined = entry.joiner in (Joiner.AND, Joiner.COMMA) and other.bound is Bound.NONE
    if joined and type(one.when) is type(other.when):
        return replace(entry, node=replace(other, bound=one.bound))
    return entry


def _drop_frames(entries: list[Entry]) -> list[Entry]:
    """In "hằng năm định kỳ sáu tháng" the year only frames the cycle after it."""
    following = [*entries[1:], None]
    return [e for e, after in zip(entries, following, strict=True) if not _frames(e, after)]


def _frames(entry: Entry, after: Entry | None) -> bool:
    if after is None or entry.node != Cycle(Unit.YEAR):
        return False
    return isinstance(after.node, Cycle) and after.joiner in _CLOSE


def _anchor(entries: list[Entry]) -> list[Entry]:
    """Gives every cycle the days printed beside it."""
    entries = list(entries)
    for entry in [entry for entry in entries if isinstance(entry.node, Cycle)]:
        place = next(i for i, other in enumerate(entries) if other is entry)
        before, after = _beside(entries, place)
        days = [*entries[place - before : place], *entries[place + 1 : place + 1 + after]]
        anchors = tuple(day.node for day in days if isinstance(day.node, Point))
        if anchors and isinstance(entry.node, Cycle):
            node = replace(entry.node, anchors=anchors)
            joined = replace(entry, node=node, joiner=entries[place - before].joiner)
            entries[place - before : place + 1 + after] = [joined]
    return entries


def _beside(entries: list[Entry], place: int) -> tuple[int, int]:
    """How many days before and after belong to the cycle: those after it win, unless bracketed."""
    before, after = _preceding(entries, place), _following(entries, place)
    bracketed = entries[place].joiner is Joiner.PARENTHESIS
    if before and (bracketed or not after):
        return before, 0
    return 0, after


def _following(entries: list[Entry], place: int) -> int:
    count = 0
    for entry in entries[place + 1 :]:
        if entry.joiner not in (_MORE if count else _NEAR) or not _fits(entry, entries[place]):
            break
        count += 1
    return count


def _preceding(entries: list[Entry], place: int) -> int:
    count, joiner = 0, entries[place].joiner
    while count < place and joiner in (_MORE if count else _NEAR):
        entry = entries[place - 1 - count]
        if not _fits(entry, entries[place]):
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
        limited = _limited(done[-1], entry) if done else None
        if limited:
            done[-1] = limited
        else:
            done.append(entry)
    return done


def _limited(last: Entry, entry: Entry) -> Entry | None:
    """The two entries as one limited cycle, when one limits the other."""
    if isinstance(entry.node, Cycle) and entry.joiner in _NEAR:
        years = _years(last)
        node = replace(entry.node, limit=years)
        return replace(entry, node=node, joiner=last.joiner) if years else None
    if isinstance(last.node, Cycle):
        near = _CLOSE if isinstance(entry.node, Point) else _NEAR
        years = _years(entry) if entry.joiner in near else None
        return replace(last, node=replace(last.node, limit=years)) if years else None
    return None


def _years(entry: Entry) -> Phase | None:
    """The years that an entry names: a phase, one year, or all years from one on."""
    node = entry.node
    if isinstance(node, Phase):
        return node
    if isinstance(node, Range):
        year = _whole_year(node.first) if node.last is None else None
        return Phase(year, None) if year else None
    if isinstance(node, Point) and node.bound in (Bound.NONE, Bound.WITHIN):
        year = _whole_year(node.when)
        return Phase(year, year) if year else None
    return None


def _whole_year(when: object) -> int | None:
    return when.year if isinstance(when, Span) and when.unit is Unit.YEAR else None


def _stand(entries: list[Entry]) -> list[Entry]:
    """In "Thường xuyên trong năm 2025" the year (phase, cycle) adds no day to standing work."""
    done: list[Entry] = []
    for entry in entries:
        if not (done and _stands_through(done[-1], entry)):
            done.append(entry)
    return done


def _stands_through(last: Entry, entry: Entry) -> bool:
    stands = isinstance(last.node, Open) and not last.node.on_demand
    yearly = isinstance(entry.node, Cycle) and entry.node.unit is Unit.YEAR
    close = entry.joiner in (Joiner.NONE, Joiner.LINE)
    return stands and close and (yearly or _years(entry) is not None)


def _every_period(entries: list[Entry]) -> list[Entry]:
    """A "ngày 18 của tháng cuối quý" without a quarter is in every quarter."""
    return [replace(e, node=cycle) if (cycle := _cycle_of(e)) else e for e in entries]


def _cycle_of(entry: Entry) -> Cycle | None:
    node = entry.node
    if isinstance(node, Point) and isinstance(node.when, InPeriod) and node.when.number is None:
        return Cycle(node.when.unit, anchors=(node,))
    return None


def _rounds(entries: list[Entry]) -> list[Entry]:
    """The cycles quý, 6 tháng and năm together are the four reporting rounds."""
    plain = [entry for entry in entries if _plain_unit(entry) in _ROUNDS]
    if {_plain_unit(entry) for entry in plain} != _ROUNDS:
        return entries
    dated = [e for e in entries if isinstance(e.node, Cycle) and e.node.unit is Unit.ROUND]
    rounds = dated[0] if dated else replace(plain[0], node=Cycle(Unit.ROUND))
    return [rounds, *(e for e in entries if e not in plain and e not in dated)]


def _plain_unit(entry: Entry) -> Unit | None:
    node = entry.node
    plain = isinstance(node, Cycle) and not node.anchors and node.times == 1
    return node.unit if isinstance(node, Cycle) and plain else None
