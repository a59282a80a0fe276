"""What every page's frame shows: the rail, the person, the banners, versioned static files."""

from typing import Any, NamedTuple

from flask import Flask, Response, current_app, request, url_for
from flask_login import current_user

from tracker.clock import FrozenDay
from tracker.config import Settings
from tracker.permissions import Permission, can

_ONE_YEAR = "public, max-age=31536000, immutable"


class NavEntry(NamedTuple):
    """One entry of the rail: shown when the route exists and the role may open it."""

    label: str
    endpoint: str
    icon: str
    permission: Permission


class NavItem(NamedTuple):
    """An entry as the template draws it."""

    label: str
    url: str
    icon: str
    active: bool


NAV = (
    NavEntry("Việc của tôi", "work.mine", "home", Permission.READ_WORK),
    NavEntry("Nhiệm vụ", "work.tasks", "list-check", Permission.READ_PLANS),
    NavEntry("Quá hạn", "work.overdue", "alert-triangle", Permission.READ_OVERDUE),
    NavEntry("Quyền sử dụng", "accounts.matrix", "help", Permission.READ_PLANS),
)


def init_app(app: Flask) -> None:
    """Give every template the frame's values, and let versioned static files be kept."""
    app.context_processor(_frame)
    app.after_request(_keep_versioned_files)


def _keep_versioned_files(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = _ONE_YEAR
    return response


def _frame() -> dict[str, Any]:
    """The values that `templates/base.html` reads."""
    settings: Settings = current_app.config["TRACKER"]
    frozen: FrozenDay | None = current_app.config["FROZEN_DAY"]
    values: dict[str, Any] = {
        "frozen_day": frozen.day if frozen else None,
        "plain_http": not (settings.https or request.is_secure),
    }
    if current_user.is_authenticated:
        values |= {
            "nav_items": _nav_items(),
            "demonstration": current_user.is_demo,
            "viewer_label": current_user.name,
            "viewer_key": f"p{current_user.user_id}",
            "unit_name": current_user.unit_name,
            "account_url": url_for("accounts.profile"),
            "sign_out_url": url_for("accounts.sign_out"),
        }
        if "work.tasks" in current_app.view_functions:
            values["search_url"] = url_for("work.tasks")
    return values


def _nav_items() -> list[NavItem]:
    return [
        NavItem(entry.label, url_for(entry.endpoint), entry.icon, _is_active(entry.endpoint))
        for entry in NAV
        if entry.endpoint in current_app.view_functions
        and can(current_user.viewer, entry.permission)
    ]


def _is_active(endpoint: str) -> bool:
    return request.endpoint == endpoint
