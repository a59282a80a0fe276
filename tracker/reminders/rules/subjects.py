"""What may be reminded of: one value for every kind, so that a new kind joins by one query."""

from dataclasses import dataclass
from datetime import date

from tracker.text import Labelled


class SubjectKind(Labelled):
    """What a reminder is about; in the order of seriousness inside a digest."""

    OVERDUE_LIST = "overdue_list", "Tổng hợp phần việc quá hạn"
    OBLIGATION = "obligation", "Thời hạn phần việc"
    COMPLETION = "completion", "Báo cáo được đề nghị bổ sung, hoàn thiện"
    ROUND_ON_TIME = "round_on_time", "Ngày gửi báo cáo"
    ROUND_DATA = "round_data", "Ngày chốt số liệu báo cáo"
    ROUND_FORWARD = "round_forward", "Ngày báo cáo cấp trên"
    COOPERATION = "cooperation", "Yêu cầu phối hợp chờ trả lời"
    DEADLINE_SET = "deadline_set", "Thời hạn mới phát sinh hoặc thay đổi"
    STANDING = "standing", "Nhiệm vụ thường xuyên chưa cập nhật kỳ này"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the matter in hand: the unit, and to whom the unit handed it.

    `inside`: the matter is the house's own, as a report within a department, and does not concern
    those who compile for the whole province.
    """

    unit_id: int
    division_id: int | None = None
    holder_id: int | None = None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """One matter that is open and has a day.

    `ref` and `part` name the row in its room (part: the unit, where one row concerns many; the
    move, where a row's day moved). `day` is what the rungs count from; `late_from` the first late
    day, None where nothing gets late; `opened_on` the day the matter came to be asked of the owner
    (no rung before it is owed).
    `code` and `day` are all that a channel outside may carry; `address` is the page to act on.
    """

    kind: SubjectKind
    ref: int
    day: date
    opened_on: date
    owner: Owner
    title: str
    code: str
    address: str
    late_from: date | None = None
    part: int = 0
    detail: str = ""

    @property
    def key(self) -> str:
        """Its name in the ledger: "obligation:12", "round_on_time:3:45"."""
        tail = f":{self.part}" if self.part else ""
        return f"{self.kind.value}:{self.ref}{tail}"
