"""From a phrase to its entries: tries every parser in turn and keeps what none of them took."""

from collections.abc import Callable

from tracker.calendar.nodes import Cycle, Entry, Joiner, Node, Parsed, Point
from tracker.calendar.points import more_numbers, point
from tracker.calendar.ranges import phase, span
from tracker.calendar.recurring import cycle, next_unit
from tracker.calendar.relative import open_work, reference, relative
from tracker.calendar.tokens import Cursor

_NOISE = (
    *("thời gian", "thời hạn", "thời điểm", "thực hiện", "hoàn thành", "báo cáo", "xong", "là"),
    *(".", ":", ")"),
)
_JOINERS = {
    ";": Joiner.LIST,
    "-": Joiner.LIST,
    "+": Joiner.LIST,
    "•": Joiner.LIST,
    "*": Joiner.LIST,
    "hoặc": Joiner.OR,
    "và": Joiner.AND,
    ",": Joiner.COMMA,
    "(": Joiner.PARENTHESIS,
}
_STRENGTH = list(Joiner)
_PARSERS: tuple[Callable[[Cursor], Node | None], ...] = (
    *(relative, cycle, phase, span, open_work, reference),
)


def parse(phrase: str) -> Parsed:
    """The entries of a phrase in order, with the words left over."""
    cursor, parsed = Cursor(phrase), Parsed()
    joiner = Joiner.NONE
    while not cursor.at_end:
        if cursor.begins_line():
            joiner = _stronger(joiner, Joiner.LINE)
        sign = _separator(cursor)
        if sign:
            joiner = _stronger(joiner, sign)
            continue
        found = _nodes(cursor, parsed)
        if found:
            parsed.entries.append(Entry(found[0], joiner))
            parsed.entries.extend(Entry(node, Joiner.AND) for node in found[1:])
            joiner = Joiner.NONE
        elif not cursor.one_of(*_NOISE):
            parsed.leftovers.append(cursor.word())
            cursor.position += 1
    parsed.taken = len(cursor.tokens) - len(parsed.leftovers)
    return parsed


def _nodes(cursor: Cursor, parsed: Parsed) -> list[Node]:
    if any(isinstance(entry.node, Cycle) for entry in parsed.entries):
        following = cursor.attempt(next_unit)
        if following:
            return [following]
    found = cursor.first(*_PARSERS)
    if found:
        return [found]
    day = cursor.attempt(point)
    return [Point(when, day.bound) for when in more_numbers(cursor, day.when)] if day else []


def _separator(cursor: Cursor) -> Joiner | None:
    joiner = _JOINERS.get(cursor.word())
    if joiner:
        cursor.position += 1
        return joiner
    if _enumerates(cursor):
        cursor.position += 2
        return Joiner.LIST
    return None


def _enumerates(cursor: Cursor) -> bool:
    """Whether "a)", "1)" or, at the beginning of a line, "1." stands here."""
    word, mark = cursor.word(), cursor.word(1)
    if mark == ")" and (len(word) == 1 and word.isalnum()):
        return True
    begins = cursor.position == 0 or cursor.begins_line()
    return begins and mark == "." and len(word) == 1 and not cursor.word(2).isdigit()


def _stronger(one: Joiner, other: Joiner) -> Joiner:
    return max(one, other, key=_STRENGTH.index)
