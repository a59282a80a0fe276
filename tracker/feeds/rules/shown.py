"""What stands on a day of a calendar page, made of the same facts as a calendar file (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.calendar.workdays import DaysOff
from tracker.feeds.rules.facts import Report, Work
from tracker.feeds.rules.selection import Window
from tracker.tasks.rules.states import State
from tracker.text import Labelled


class Kind(Labelled):
    """What falls on the day."""

    DUE = "due", "Thời hạn"
    INTERNAL = "internal", "Hạn nội bộ"
    ROUND_DATA = "round_data", "Chốt số liệu báo cáo"
    ROUND_DUE = "round_due", "Hạn gửi báo cáo"


class Stand(Labelled):
    """How it stands; a report that was sent is done."""

    OPEN = "open", "Chưa hoàn thành"
    LATE = "late", "Quá hạn"
    SUBMITTED = "submitted", "Đã trình, chờ ban hành"
    DONE = "done", "Hoàn thành"
    ENDED = "ended", "Đã kết thúc trách nhiệm"


@dataclass(frozen=True, slots=True)
class Shown:
    """One matter on its day; `unit` is whose it is where the page tells of several units.

    `about` says in words what it is: role or kind; `whole`: a round as those see it who look after
    all units, which is neither sent nor late.
    """

    day: date
    kind: Kind
    stand: Stand
    title: str
    path: str
    unit: str
    about: str
    phrase: str = ""
    whole: bool = False

    @property
    def of_a_round(self) -> bool:
        """Whether it is a day of a report round."""
        return self.kind in _OF_ROUNDS


_OF_ROUNDS = frozenset({Kind.ROUND_DATA, Kind.ROUND_DUE})


def shown_of(
    facts: Iterable[Work | Report], window: Window, today: date, days_off: DaysOff
) -> list[Shown]:
    """Everything on the days of the window, by day.

    Within a day rounds come first, what is no longer owed last; else the order is that of facts.
    """
    found = [
        one
        for fact in facts
        for one in (
            _of_work(fact, today) if isinstance(fact, Work) else _of_report(fact, today, days_off)
        )
    ]
    inside = [one for one in found if window.first <= one.day <= window.last]
    return sorted(inside, key=lambda one: (one.day, one.stand is Stand.ENDED, not one.of_a_round))


def by_day(shown: Iterable[Shown]) -> dict[date, list[Shown]]:
    """The matters of each day, in their order."""
    found: defaultdict[date, list[Shown]] = defaultdict(list)
    for one in shown:
        found[one.day].append(one)
    return dict(found)


def _of_work(work: Work, today: date) -> Iterator[Shown]:
    stand = _stand(work, late=_is_past(work.overdue_from, today))
    for kind, day in ((Kind.DUE, work.due_on), (Kind.INTERNAL, work.inside_on)):
        if day is not None:
            yield Shown(
                day, kind, stand, work.printed.title, f"/phan-viec/{work.id}", work.unit,
                kind.label if kind is Kind.INTERNAL else work.role.label, work.printed.deadline,
            )  # fmt: skip


def _stand(work: Work, *, late: bool) -> Stand:
    if work.ended_on is not None:
        return Stand.ENDED
    if work.state is State.DONE:
        return Stand.DONE
    if work.state is State.SUBMITTED:
        return Stand.SUBMITTED
    return Stand.LATE if late else Stand.OPEN


def _of_report(report: Report, today: date, days_off: DaysOff) -> Iterator[Shown]:
    """The closing of figures is a day like another; only the report of one unit can be late."""
    late = not report.of_all and _is_past(days_off.late_from(report.on_time), today)
    for kind, day in ((Kind.ROUND_DATA, report.last), (Kind.ROUND_DUE, report.on_time)):
        stand = _stand_of(report, late=late and kind is Kind.ROUND_DUE)
        yield Shown(
            day, kind, stand, report.title, report.path, report.unit, kind.label,
            whole=report.of_all,
        )  # fmt: skip


def _stand_of(report: Report, *, late: bool) -> Stand:
    if report.ended_on is not None:
        return Stand.ENDED
    if report.sent:
        return Stand.DONE
    return Stand.LATE if late else Stand.OPEN


def _is_past(late_from: date | None, today: date) -> bool:
    return late_from is not None and late_from <= today
