"""What one expected unit contributed to a round, as a compilation reads it (pure)."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.text import Labelled


class ReportState(Labelled):
    """Where one unit's report stands; the labels are those of "Theo dõi tình hình gửi báo cáo"."""

    MISSING = "missing", "Phải gửi"
    DRAFTING = "drafting", "Đang soạn"
    WAITING = "waiting", "Chờ lãnh đạo duyệt"
    SENT = "sent", "Đã gửi"
    ASKED = "asked", "Đề nghị bổ sung, hoàn thiện"
    ACCEPTED = "accepted", "Đã tiếp nhận"


@dataclass(frozen=True, slots=True)
class Contribution:
    """The newest content that a unit had sent by the instant asked for.

    `unit_name` is the name as of the window's end, with its successor. `sent_on` is the day that
    decides on timeliness: of the signed paper where there is one, else of the first sending; None
    when nothing was sent. `sections` holds texts by section key; without any word and figure the
    report is `empty` and not on time. `entered_from` names the paper or call when a compiler
    entered for the unit. `report_id` is None of a unit that never opened its report.
    """

    unit_id: int
    unit_code: str
    unit_name: str
    counted: bool
    state: ReportState
    report_id: int | None = None
    sent_on: date | None = None
    sent_at: datetime | None = None
    on_time: bool = False
    empty: bool = True
    sections: tuple[tuple[str, str], ...] = ()
    entered_from: str = ""
