"""The rooms of the rail and who may open each."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for

from tracker.permissions import Permission, Viewer, can


@dataclass(frozen=True)
class NavItem:
    """One room of the rail; `inside` are the endpoints, by their beginning, that belong to it."""

    endpoint: str
    label: str
    icon: str
    permission: Permission
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavLink:
    """A room as the template draws it."""

    label: str
    icon: str
    url: str
    active: bool


_TASKS = ("work.task", "work.share", "work.closing")
_CALENDAR = ("feeds.calendar", "feeds.link")

ITEMS = (
    NavItem("work.mine", "Việc của tôi", "user-check", Permission.READ_WORK),
    NavItem("work.tasks", "Nhiệm vụ", "list-check", Permission.READ_PLANS, _TASKS),
    NavItem("work.overdue", "Quá hạn", "alert-triangle", Permission.READ_OVERDUE),
    NavItem("work.cooperations", "Phối hợp", "send", Permission.READ_WORK, ("work.cooperation",)),
    NavItem("work.extensions", "Gia hạn", "clock", Permission.READ_WORK, ("work.extension",)),
    NavItem("plans.index", "Kế hoạch", "file-text", Permission.READ_PLANS, ("plans.",)),
    NavItem("feeds.calendar", "Lịch của tôi", "calendar-plus", Permission.READ_WORK, _CALENDAR),
    NavItem("rounds.index", "Kỳ báo cáo", "calendar", Permission.READ_PLANS, ("rounds.",)),
    NavItem("compiling.index", "Tổng hợp", "report-analytics", Permission.COMPILE, ("compiling.",)),
    NavItem("units.index", "Đơn vị", "building", Permission.READ_PLANS, ("units.",)),
    NavItem("criteria.index", "Tiêu chí", "target-arrow", Permission.READ_PLANS, ("criteria.",)),
    NavItem(
        "administration.index",
        "Quản trị",
        "settings",
        Permission.MANAGE_PLANS,
        ("administration.", "reminders.admin", "feeds.admin"),
    ),
    NavItem("accounts.matrix", "Quyền sử dụng", "help-circle", Permission.READ_PLANS),
)
"""In the order of the rail; later rooms take their place between these."""


def links(viewer: Viewer, endpoints: Collection[str], current: str) -> list[NavLink]:
    """The rooms that exist in this program and that the viewer may open."""
    return [
        NavLink(item.label, item.icon, url_for(item.endpoint), is_inside(item, current))
        for item in ITEMS
        if item.endpoint in endpoints and can(viewer, item.permission)
    ]


def is_inside(item: NavItem, current: str) -> bool:
    """Whether the current endpoint belongs to the room."""
    return current == item.endpoint or current.startswith(item.inside)
