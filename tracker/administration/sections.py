"""The rooms of the administration: what each is for and who may open it."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for

from tracker.permissions import Permission, Viewer, can


@dataclass(frozen=True, slots=True)
class Section:
    """One room of the administration."""

    endpoint: str
    label: str
    purpose: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A room as the page draws it."""

    label: str
    purpose: str
    url: str


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
)  # fmt: skip
"""In the order of the page."""


def links(viewer: Viewer, endpoints: Collection[str]) -> list[SectionLink]:
    """The rooms that exist in this program and that the viewer may open."""
    return [
        SectionLink(one.label, one.purpose, url_for(one.endpoint))
        for one in SECTIONS
        if one.endpoint in endpoints and can(viewer, one.permission)
    ]
