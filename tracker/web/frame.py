"""What every page's frame shows: the rail, the person, the banners, versioned static files."""

from typing import Any

from flask import Flask, Response, current_app, request, url_for
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from tracker import clock
from tracker.clock import FrozenDay
from tracker.config import Settings
from tracker.permissions import Permission
from tracker.web import navigation

_ONE_YEAR = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    """Give every template the frame's values, and let versioned static files be kept."""
    app.context_processor(_frame)
    app.jinja_env.globals["letterhead"] = _letterhead
    app.after_request(_keep_versioned_files)


def _letterhead() -> str:
    """Whose paper a printed page is: the body of the person who prints it."""
    return current_user.unit_name if current_user.is_authenticated else ""


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
            "nav_items": _rooms(),
            "demonstration": current_user.is_demo,
            "viewer_label": current_user.name,
            "viewer_key": f"p{current_user.user_id}",
            "unit_name": current_user.unit_name,
            "account_url": url_for("accounts.profile"),
            "sign_out_url": url_for("accounts.sign_out"),
        }
        if "work.search" in current_app.view_functions:
            values["search_url"] = url_for("work.search")
            values["views_url"] = url_for("work.saved_views")
        if "reminders.notices" in current_app.view_functions and not current_user.detour:
            values["notices_url"] = url_for("reminders.notices")
            values["unread_notices"] = current_user.unread
            values["clock_stands_still"] = _stands_still
    return values


def _stands_still() -> bool:
    """Whether administrators must be told that reminders do not run, by the hook of `create_app`.

    A page that reports a failure of the database does not fail for asking it once more.
    """
    if current_user.viewer.scope(Permission.MANAGE_REMINDERS) is not None:
        return False
    try:
        return bool(current_app.extensions["clock_still"](clock.real_now()))
    except SQLAlchemyError:
        return False


def _rooms() -> list[navigation.NavLink]:
    """The rail; empty while the person must first set the account up."""
    if current_user.detour:
        return []
    return navigation.links(current_user.viewer, current_app.view_functions, request.endpoint or "")
