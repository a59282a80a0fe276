"""Parsers of deadlines without a printed day: from an event, standing, or set elsewhere."""

from tracker.calendar.nodes import Day, Open, Reference, Relative
from tracker.calendar.numerals import digits, spelt
from tracker.calendar.points import point, when
from tracker.calendar.recurring import cycle
from tracker.calendar.tokens import Cursor

_LEADS = (
    *("trong vòng", "trong thời hạn", "trong thời gian", "tối đa", "chậm nhất", "muộn nhất"),
    *("không quá", "sau", "trong", "thời hạn", "là"),
)
_LONGEST_LEAD = 3
_FROM = (
    *("kể từ khi", "kể từ ngày", "kể từ thời điểm", "kể từ", "tính từ khi", "tính từ ngày"),
    *("tính từ", "từ khi", "từ ngày", "từ", "sau khi", "sau ngày"),
)
_DAYS = {"ngày": 1, "tuần": 7}
_UNCOUNTED = ("tháng", "năm", "quý", "giờ")
_PERIODS = ("tháng", "quý", "năm")
_ENDS = ("kết thúc", "hết")
_STANDING = ("thường xuyên", "liên tục")
_ON_DEMAND = (
    *("đột xuất", "khi có yêu cầu", "khi yêu cầu", "khi cần thiết", "khi cần", "khi phát sinh"),
    *("khi có phát sinh", "nếu có phát sinh", "nếu có", "trường hợp đột xuất"),
)
_ANNOUNCING = ("trước", "chậm", "muộn", "hoàn", "xong", "hết")
_PARTING = (",", "và", "hoặc", "(", "-")
_PAPERS = (
    *("theo", "căn cứ", "đúng thời gian", "đúng thời hạn", "đúng tiến độ", "đúng quy định"),
    *("đúng kế hoạch", "đúng hạn"),
)


def relative(cursor: Cursor) -> Relative | None:
    """So many days from an event: "Tối đa 05 ngày làm việc kể từ khi ..."."""
    return cursor.first(_counted, _event_only)


def _counted(cursor: Cursor) -> Relative | None:
    for _ in range(_LONGEST_LEAD):
        cursor.one_of(*_LEADS)
    amount, doubt = _amount(cursor)
    unit = cursor.one_of(*_DAYS, *_UNCOUNTED) if amount is not None else None
    if unit is None or amount is None:
        return None
    working = cursor.accept("làm việc")
    first = cursor.position
    event, after = _event(cursor)
    if _hides_deadline(cursor, first + 2):
        doubt = f"Phần “{event}” có thể còn một thời hạn khác: thời hạn đúng là gì?"
    if not event:
        return _without_event(cursor, amount * _DAYS.get(unit, 0), working)
    if _end_of_period(cursor, first):
        doubt = f"“{event}” là một ngày trên lịch: thời hạn của từng kỳ là ngày nào?"
    if unit in _UNCOUNTED:
        doubt = f"Thời hạn tính theo {unit} kể từ sự kiện: cần người xác định ngày cụ thể."
        return Relative(None, working, event, doubt)
    return Relative(amount * _DAYS[unit], working, event, doubt, after)


def _end_of_period(cursor: Cursor, first: int) -> bool:
    """Whether the event is that a quarter or a year ends, which the calendar tells."""
    words = " ".join(token.word for token in cursor.tokens[first : cursor.position])
    return any(f"{end} {period}" in words for end in _ENDS for period in _PERIODS)


def _without_event(cursor: Cursor, days: int, working: bool) -> Relative | None:
    """A count that names no event; one before an event ("trước ngày ...") is not understood."""
    if not days or cursor.word() in ("trước", "đầu", "cuối", "/", "-", "lần"):
        return None
    return Relative(days, working, "", "Thời hạn không nói kể từ sự kiện nào; cần xác định.")


def _amount(cursor: Cursor) -> tuple[int | None, str | None]:
    """A count in digits, in words, or in both: "năm (05)", "05 (năm)"."""
    first = cursor.first(digits, spelt)
    second = cursor.attempt(_in_parentheses) if first is not None else None
    if second is not None and second != first:
        return first, f"Số ghi bằng chữ và bằng số khác nhau ({first} và {second})."
    return first, None


def _in_parentheses(cursor: Cursor) -> int | None:
    if not cursor.accept("("):
        return None
    found = cursor.first(digits, spelt)
    return found if found is not None and cursor.accept(")") else None


def _event(cursor: Cursor) -> tuple[str, Day | None]:
    """The event as printed up to the end of the item, and its day when it is a date."""
    position = cursor.position
    cursor.accept(",")
    inside = cursor.accept("(")
    from_words = cursor.one_of(*_FROM)
    if from_words is None:
        cursor.position = position
        return "", None
    start = cursor.position
    day = when(cursor) if from_words.endswith(("ngày", "từ")) else None
    whole = isinstance(day, Day) and bool(day.month) and _item_ended(cursor)
    if not whole:
        cursor.position = start
        skip_item(cursor, inside=inside)
    event = _tidy(cursor.printed(start, cursor.position))
    if inside:
        cursor.accept(")")
    return event, day if whole and isinstance(day, Day) else None


def _item_ended(cursor: Cursor) -> bool:
    return cursor.at_end or cursor.word() in (";", ")", ".") or _begins_bullet(cursor)


def _event_only(cursor: Cursor) -> Relative | None:
    """An event without a count: "ngay sau khi ...", "ngay khi ..."."""
    if not cursor.one_of("ngay sau khi", "ngay khi", "sau khi"):
        return None
    start = cursor.position
    skip_item(cursor)
    event = _tidy(cursor.printed(start, cursor.position))
    doubt = "Thời hạn gắn với sự kiện nhưng không nêu số ngày; cần xác định."
    return Relative(None, False, event, doubt) if event else None


def open_work(cursor: Cursor) -> Open | None:
    """Standing work and work on demand."""
    start = cursor.position
    if cursor.one_of(*_STANDING):
        while cursor.one_of(*_STANDING, ", liên tục", ", kịp thời", "kịp thời", "và kịp thời"):
            pass
        return Open(False, cursor.printed(start, cursor.position))
    if cursor.one_of(*_ON_DEMAND):
        return Open(True, cursor.printed(start, cursor.position))
    return cursor.attempt(_when_something_comes)


def _when_something_comes(cursor: Cursor) -> Open | None:
    """On demand of something named: "khi có văn bản của Trung ương".

    Never over a number or a period: "khi kết thúc quý I" has a day of the calendar.
    """
    start = cursor.position
    if not cursor.accept("khi"):
        return None
    skip_item(cursor, stops=(";", ","))
    printed = cursor.printed(start, cursor.position)
    dated = any(c.isdigit() for c in printed) or _names_period(cursor, start)
    return None if dated else Open(True, printed)


def _names_period(cursor: Cursor, start: int) -> bool:
    words = {token.word for token in cursor.tokens[start : cursor.position]}
    return not words.isdisjoint(_PERIODS)


def reference(cursor: Cursor) -> Reference | None:
    """A deadline that another paper sets: "Theo Kế hoạch số ...", "đúng tiến độ"."""
    start = cursor.position
    cursor.accept("thực hiện")
    if not cursor.one_of(*_PAPERS):
        return None
    on_demand = cursor.accept("yêu cầu")
    skip_item(cursor, dated=True)
    printed = _tidy(cursor.printed(start, cursor.position))
    hides = _hides_deadline(cursor, start)
    return Reference(printed, on_demand, hides) if len(printed.split()) > 1 else None


def _hides_deadline(cursor: Cursor, start: int) -> bool:
    """Whether the words since `start` hold what reads as a deadline of its own."""
    end = cursor.position
    found = any(_deadline_at(cursor, place) for place in range(start, end))
    cursor.position = end
    return found


def _deadline_at(cursor: Cursor, place: int) -> bool:
    word = cursor.tokens[place].word
    if word not in (*_PARTING, *_ANNOUNCING):
        return False
    cursor.position = place + (word in _PARTING)
    return cursor.first(point, cycle) is not None


def _tidy(printed: str) -> str:
    """Printed words without a full stop or an unmatched bracket at their end."""
    printed = printed.rstrip(" .,")
    unmatched = printed.endswith(")") and printed.count(")") > printed.count("(")
    return printed[:-1].rstrip() if unmatched else printed


def skip_item(
    cursor: Cursor, *, inside: bool = False, stops: tuple[str, ...] = (";",), dated: bool = False
) -> None:
    """Move to the end of the item: a stop, a bullet that begins a line, or the closing bracket.

    With `dated`, a comma or "và" before words that announce a day ends it too.
    """
    depth = 0
    while not cursor.at_end:
        word = cursor.word()
        depth += (word == "(") - (word == ")")
        if word in stops or _begins_bullet(cursor) or (depth < 0 and inside):
            return
        if dated and word in (",", "và", "hoặc", "(") and cursor.word(1) in _ANNOUNCING:
            return
        cursor.position += 1


def _begins_bullet(cursor: Cursor) -> bool:
    return cursor.begins_line() and cursor.word() in ("-", "+", "•", "*")
