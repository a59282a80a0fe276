"""The rooms of the administration: what each is for and who may open it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import url_for

from tracker.permissions import Permission, Viewer, can


@dataclass(frozen=True, slots=True)
class Section:
    """One room of the administration; `whole` ones are for a right over the whole province."""

    endpoint: str
    label: str
    purpose: str
    permission: Permission
    whole: bool = False

    def is_open_to(self, viewer: Viewer) -> bool:
        """Whether the viewer may open the room."""
        if self.whole and viewer.scope(self.permission) is not None:
            return False
        return can(viewer, self.permission)


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A room as the page draws it."""

    label: str
    purpose: str
    url: str
    count: int | None = None


SECTIONS: tuple[Section, ...] = (
    Section(
        "administration.setup", "Thiết lập",
        "Kế hoạch theo dõi, ngày bắt đầu, phần đầu văn bản, máy chủ thư.", Permission.SET_UP,
    ),
    Section(
        "administration.accounts", "Tài khoản người dùng",
        "Thêm, nạp từ bảng tính, giao vai trò, làm thay, đặt lại mật khẩu, rà soát.",
        Permission.MANAGE_ACCOUNTS,
    ),
    Section(
        "administration.plans", "Kế hoạch, nhiệm vụ",
        "Lập, sửa, sửa đổi, thay thế kế hoạch; mở phần việc của từng năm.",
        Permission.MANAGE_PLANS,
    ),
    Section(
        "administration.order", "Giao việc theo văn bản",
        "Một văn bản, một nhiệm vụ, nhiều cơ quan, một ngày đến hạn.", Permission.MANAGE_PLANS,
    ),
    Section(
        "administration.queue", "Chờ xác định",
        "Thời hạn, cơ quan mà văn bản chưa nêu rõ; sự kiện cần ghi nhận.",
        Permission.MANAGE_PLANS,
    ),
    Section(
        "administration.units", "Cơ quan, đơn vị",
        "Thêm, sửa, đổi tên, kết thúc hoạt động.", Permission.MANAGE_UNITS,
    ),
    Section(
        "administration.groups", "Nhóm đơn vị",
        "Nơi nhận chung trong văn bản và thành viên theo thời gian.", Permission.MANAGE_UNITS,
        whole=True,
    ),
    Section(
        "administration.days_off_index", "Ngày nghỉ, ngày làm bù",
        "Ngày nghỉ đã thông báo và dự kiến; thay đổi thời hạn được xem trước.",
        Permission.MANAGE_CALENDAR, whole=True,
    ),
    Section(
        "administration.fields", "Lĩnh vực",
        "Tên, thứ tự, tên gọi khác, cơ quan theo dõi.", Permission.MANAGE_PLANS, whole=True,
    ),
    Section(
        "administration.criteria", "Tiêu chí",
        "Điểm tối đa, kết quả từng năm, nhiệm vụ tác động đến tiêu chí.", Permission.MANAGE_PLANS,
        whole=True,
    ),
    Section(
        "administration.indicators", "Biểu số liệu",
        "Chỉ tiêu thống kê của báo cáo, nguồn của số liệu chung, số liệu đầu kỳ.",
        Permission.MANAGE_PLANS, whole=True,
    ),
    Section(
        "administration.regimes", "Chế độ báo cáo",
        "Ai báo cáo cho ai, các kỳ trong năm, ngày chốt, ngày gửi, ngày khóa.",
        Permission.MANAGE_ROUNDS,
    ),
    Section(
        "administration.letterheads_index", "Phần đầu và phần ký văn bản",
        "Cơ quan, ký hiệu, địa danh, người ký, nơi nhận in trên văn bản Word của từng cơ quan.",
        Permission.MANAGE_ROUNDS,
    ),
    Section(
        "reminders.admin", "Nhắc việc",
        "Bật, tắt, thang nhắc việc, hộp thư đi, cảnh báo, ai đã nhận gì.",
        Permission.MANAGE_REMINDERS, whole=True,
    ),
    Section(
        "reminders.release", "Phát hành nhắc việc",
        "Nội dung gửi lãnh đạo về việc chậm, chờ cán bộ tổng hợp xem trước khi gửi.",
        Permission.RELEASE_REMINDERS,
    ),
    Section(
        "feeds.admin", "Đăng ký lịch",
        "Bật, tắt, đọc từ ngoài mạng, khoảng thời gian của lịch, đường dẫn của mọi người.",
        Permission.MANAGE_FEEDS, whole=True,
    ),
    Section(
        "work.closing_years", "Kết thúc năm kế hoạch",
        "Phần việc chưa hoàn thành khi hết năm: chuyển tiếp, dừng hoặc được thay thế.",
        Permission.CLOSE_YEAR,
    ),
    Section(
        "administration.handovers", "Bàn giao nhiệm vụ",
        "Sáp nhập, hợp nhất, chia tách, giải thể, chuyển nhiệm vụ; biên bản bàn giao.",
        Permission.HAND_OVER, whole=True,
    ),
    Section(
        "administration.handover_queue", "Phần việc chưa có đơn vị tiếp nhận",
        "Việc của cơ quan đã kết thúc mà chưa rõ giao cho ai.", Permission.HAND_OVER, whole=True,
    ),
)  # fmt: skip
"""In the order of the page."""
NO_COUNTS: Mapping[str, int] = {}


def links(
    viewer: Viewer, endpoints: Collection[str], counts: Mapping[str, int] = NO_COUNTS
) -> list[SectionLink]:
    """The rooms that exist in this program and that the viewer may open.

    `counts` tells by endpoint how much waits there.
    """
    return [
        SectionLink(one.label, one.purpose, url_for(one.endpoint), counts.get(one.endpoint))
        for one in SECTIONS
        if one.endpoint in endpoints and one.is_open_to(viewer)
    ]
