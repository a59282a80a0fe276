"""The month's list of what is overdue, for those who steer the whole, on its first working day."""

from collections.abc import Collection
from datetime import date

from tracker.accounts.queries import province
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind
from tracker.tasks.queries.mine import overdue_by_unit
from tracker.tasks.queries.rows import Scope
from tracker.text import vn_number
from tracker.workdays.queries import days_off

ADDRESS = "/qua-han?nam=tat-ca"


def found(sought: Sought, today: date) -> list[Subject]:
    """A list for each first working day of a month among the days; none where nothing is late."""
    if not sought.days:
        return []
    calendar = days_off()
    firsts = [day for day in sorted(sought.days) if day == calendar.next_working(_first(day))]
    return _lists(firsts, today) if firsts else []


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """The same lists as they stand now."""
    calendar = days_off()
    firsts = [calendar.next_working(date(ref // 100, ref % 100, 1)) for ref, _ in refs]
    return {one.key: one for one in _lists(firsts, today)}


def _first(day: date) -> date:
    return day.replace(day=1)


def _lists(firsts: Collection[date], today: date) -> list[Subject]:
    root, late = province(), overdue_by_unit(Scope(None), today)
    if root is None or not late:
        return []
    rows, units = sum(count for _, count in late), len(late)
    title = f"{vn_number(rows)} phần việc quá hạn của {vn_number(units)} đơn vị"
    return [
        Subject(
            SubjectKind.OVERDUE_LIST, day.year * 100 + day.month, day, day, Owner(root.id), title,
            f"QH-{day:%Y-%m}", ADDRESS,
        )
        for day in firsts
    ]  # fmt: skip
