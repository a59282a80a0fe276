"""The words of an obligation: role, state, cell, kinds of update; each carries its label.

Stored values are ASCII; labels are what a Vietnamese screen shows.
"""

from tracker.text import Labelled


class AssignmentRole(Labelled):
    """What a unit is to a task."""

    LEAD = "lead", "Chủ trì"
    PARTNER = "partner", "Phối hợp"


class AssigneeKind(Labelled):
    """What a printed addressee turned out to be."""

    UNIT = "unit", "Cơ quan, đơn vị"
    GROUP = "group", "Nhóm đơn vị"
    OUTSIDE = "outside", "Ngoài hệ thống"
    TO_CONFIRM = "to_confirm", "Chờ xác định"


class State(Labelled):
    """How far an obligation is, by its unit's own word."""

    NOT_STARTED = "not_started", "Chưa thực hiện"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    SUBMITTED = "submitted", "Đã trình, chờ ban hành"
    DONE = "done", "Hoàn thành"


class UpdateKind(Labelled):
    """What a line of the history says."""

    WORD = "word", "Cập nhật tình hình"
    NO_CHANGE = "no_change", "Không thay đổi"
    SUBMITTED = "submitted", "Đã trình cấp có thẩm quyền"
    CORRECTION = "correction", "Đính chính"
    CONFIRMED = "confirmed", "Đã xác nhận"
    ASKED = "asked", "Đề nghị bổ sung, hoàn thiện"
    YEAR_END = "year_end", "Kết quả cuối năm"


OF_FOLLOWERS = frozenset({UpdateKind.CONFIRMED.value, UpdateKind.ASKED.value})
"""Lines that those who judge a unit's work wrote: no word of the unit."""


class Cause(Labelled):
    """Why a duty is late."""

    OBJECTIVE = "objective", "Khách quan"
    SUBJECTIVE = "subjective", "Chủ quan"


class EndKind(Labelled):
    """Why an obligation is no longer owed by its unit."""

    HANDED_OVER = "handed_over", "Đã bàn giao"
    MERGED_INTO_LEAD = "merged_into_lead", "Nhập vào vai trò chủ trì"
    DISSOLVED = "dissolved", "Cơ quan giải thể"
    NO_LONGER_OWED = "no_longer_owed", "Không còn thuộc nhiệm vụ được giao"
    STOPPED = "stopped", "Đã dừng"
    REPLACED = "replaced", "Được thay thế"
    CARRIED = "carried", "Chuyển tiếp sang kế hoạch sau"


class Cell(Labelled):
    """Where a lead's obligation is counted. Partners enter no cell."""

    DONE_ON_TIME = "done_on_time", "Hoàn thành đúng hạn"
    DONE_LATE = "done_late", "Hoàn thành quá hạn"
    OPEN_IN_TIME = "open_in_time", "Chưa hoàn thành, trong hạn"
    OPEN_OVERDUE = "open_overdue", "Chưa hoàn thành, quá hạn"
    NO_DEADLINE = "no_deadline", "Không thời hạn"
    UNDETERMINED = "undetermined", "Chưa xác định thời hạn"
    BEFORE_TRACKING = "before_tracking", "Trước thời điểm bắt đầu theo dõi"
    CLOSED = "closed", "Đã kết thúc trách nhiệm"


class UpdateSource(Labelled):
    """How a unit answered for which a compiler entered the update."""

    PAPER = "paper", "Văn bản"
    PHONE = "phone", "Điện thoại"
    MAIL = "mail", "Thư điện tử"


class ExtensionStatus(Labelled):
    """Where a request for a later day stands."""

    ASKED = "asked", "Đã xin, chưa có ý kiến"
    GRANTED = "granted", "Đã gia hạn"
    REFUSED = "refused", "Không đồng ý gia hạn"
    WITHDRAWN = "withdrawn", "Đã rút đề nghị"


class Outlook(Labelled):
    """What a unit expects of its work by 31/12."""

    DONE = "done", "Sẽ hoàn thành"
    PARTLY = "partly", "Sẽ hoàn thành một phần"
    NOT = "not", "Chưa thể hoàn thành"


class ClosingDecision(Labelled):
    """What becomes of work that is open when its year ends."""

    CARRIED = "carried", "Chuyển tiếp sang kế hoạch sau"
    STOPPED = "stopped", "Dừng thực hiện"
    REPLACED = "replaced", "Được thay thế"


class EvidenceKind(Labelled):
    """The four ways in which a product shows that it exists."""

    DOCUMENT = "document", "Văn bản"
    FILE = "file", "Tệp đính kèm"
    FIGURE = "figure", "Số liệu"
    LINK = "link", "Đường dẫn"


class DueDayKind(Labelled):
    """What moved an obligation's day."""

    LAID_OUT = "laid_out", "Theo kế hoạch"
    BY_HAND = "by_hand", "Xác định trực tiếp"
    EXTENSION = "extension", "Gia hạn"
    EVENT = "event", "Theo sự kiện phát sinh"
    CALENDAR = "calendar", "Lịch làm việc thay đổi"
