"""What surrounds every page: the rail of rooms, the person, the banners."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from tracker.permissions import Permission, Viewer, can
from tracker.web.gate import current_actor, current_viewer


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


ITEMS = (
    NavItem("work.mine", "Việc của tôi", "user-check", Permission.READ_WORK),
    NavItem("work.tasks", "Nhiệm vụ", "list-check", Permission.READ_PLANS, ("work.task",)),
    NavItem("work.overdue", "Quá hạn", "alert-triangle", Permission.READ_OVERDUE),
    NavItem("units.index", "Đơn vị", "building", Permission.READ_PLANS, ("units.",)),
    NavItem(
        "administration.index",
        "Quản trị",
        "settings",
        Permission.MANAGE_ACCOUNTS,
        ("administration.",),
    ),
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
    return current == item.endpoint or current.startswith(item.inside or (item.endpoint + ".",))


def _address(endpoint: str) -> str:
    """Address of an endpoint, or nothing when the program has no such page."""
    return url_for(endpoint) if endpoint in current_app.view_functions else ""


def frame() -> dict[str, Any]:
    """Template context of the frame; every page gets it, error pages and sign-in included."""
    settings = current_app.config["TRACKER"]
    about = {
        "frozen_day": settings.today,
        "demonstration": current_app.config.get("DEMONSTRATION", False),
        "plain_http": not settings.https,
        "nav_items": [],
    }
    try:
        return about | _person() if current_user.is_authenticated else about
    except SQLAlchemyError:  # the page that tells of a failing database needs its frame too
        return about


def _person() -> dict[str, Any]:
    """What the frame shows of the signed-in person; no rooms before the password is set up."""
    viewer = current_viewer()
    rooms = [] if current_user.detour else list(current_app.view_functions)
    return {
        "nav_items": links(viewer, rooms, request.endpoint or ""),
        "viewer_label": viewer.label,
        "viewer_key": viewer.user_id,
        "unit_name": current_actor().unit,
        "search_url": _address("work.tasks") if rooms else "",
        "account_url": _address("accounts.profile"),
        "sign_out_url": _address("accounts.sign_out"),
    }


def register(app: Flask) -> None:
    """Give the frame to every template."""
    app.context_processor(frame)
