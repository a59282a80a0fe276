"""What a calendar page knows of an entry beside what a calendar file says (pure)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.documents.ics import Entry
from tracker.text import Labelled


class Kind(Labelled):
    """What falls on the day."""

    DUE = "due", "Đến hạn"
    INTERNAL = "internal", "Hạn nội bộ"
    ROUND_DATA = "round_data", "Chốt số liệu báo cáo"
    ROUND_DUE = "round_due", "Hạn gửi báo cáo"


class Stand(Labelled):
    """How it stands; a report that was sent is done."""

    OPEN = "open", "Chưa hoàn thành"
    SUBMITTED = "submitted", "Đã trình, chờ ban hành"
    DONE = "done", "Đã hoàn thành"
    ENDED = "ended", "Đã hủy"


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with its parts told apart.

    `title` is the task or the round without leading words, `unit` the short name of whose it is
    (empty for all units), `late_from` the day from which it is late while it is open, None for
    what is late nowhere (partners, what was due before tracking began).
    """

    entry: Entry
    kind: Kind
    stand: Stand
    title: str
    unit: str = ""
    partner: bool = False
    late_from: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether it is open past its day."""
        return self.stand is Stand.OPEN and self.late_from is not None and self.late_from <= today


def by_day(entries: Iterable[Shown]) -> dict[date, list[Shown]]:
    """The entries of each day, in their order; what was called off last."""
    found: defaultdict[date, list[Shown]] = defaultdict(list)
    for one in sorted(entries, key=lambda one: (one.entry.day, one.stand is Stand.ENDED)):
        found[one.entry.day].append(one)
    return dict(found)
