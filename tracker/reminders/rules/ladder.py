"""The rungs: on which days before, on and after its day a subject is spoken of, and to whom."""

from dataclasses import dataclass

from tracker.reminders.rules.subjects import SubjectKind
from tracker.text import Labelled


class Level(Labelled):
    """Who hears; all above OFFICER and COMPILER waits for the compiler's release."""

    OFFICER = "officer", "Cán bộ thực hiện"
    HEAD = "head", "Lãnh đạo đơn vị"
    COMPILER = "compiler", "Cán bộ tổng hợp"
    LEADERSHIP = "leadership", "Lãnh đạo chỉ đạo, điều hành"

    @property
    def is_held(self) -> bool:
        """Whether its lines wait for release."""
        return self in {Level.HEAD, Level.LEADERSHIP}


class Anchor(Labelled):
    """What the number of a rung counts from."""

    DAY = "day", "Trước hoặc vào ngày đến hạn"
    LATE = "late", "Sau ngày đến hạn"
    OPENED = "opened", "Từ ngày được giao, được hỏi"


class LatePolicy(Labelled):
    """What becomes of a reminder whose day went by while nothing was sent."""

    SEND = "send", "Vẫn gửi, ghi rõ là gửi muộn"
    FOLD = "fold", "Gộp vào nhắc việc gần nhất"
    EXPIRE = "expire", "Không gửi nữa, ghi lý do"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder of a kind.

    `count`, in working days: DAY 7 is seven before the day and 0 the day itself; LATE 1 is the
    first working day late; OPENED 0 the day it was asked. `weekly` repeats it every seven days.
    """

    kind: SubjectKind
    level: Level
    anchor: Anchor
    count: int
    weekly: bool = False
    policy: LatePolicy = LatePolicy.FOLD

    @property
    def name(self) -> str:
        """Its name in the ledger without the week: "officer/day/7"."""
        return f"{self.level.value}/{self.anchor.value}/{self.count}"
