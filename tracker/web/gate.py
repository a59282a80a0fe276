"""Default deny: every route declares who may open it, and silence means no.

The view carries its policy; a `before_request` gate reads it. Which rows a person sees is decided
by the queries, which take the viewer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from tracker.permissions import Actor, Permission, Viewer, can

_POLICY = "tracker_policy"


@dataclass(frozen=True)
class Policy:
    """Who may open a route: everyone when `permission` is None.

    `during_setup` routes stay open to a person who must first change the initial password or
    enrol a second factor.
    """

    permission: Permission | None
    during_setup: bool = False


View = TypeVar("View", bound=Callable[..., Any])


def allow(permission: Permission, *, during_setup: bool = False) -> Callable[[View], View]:
    """Declare that the route needs `permission`; write it below the route decorator."""

    def declare(view: View) -> View:
        setattr(view, _POLICY, Policy(permission, during_setup))
        return view

    return declare


def public(view: View) -> View:
    """Declare that the route is open to everyone, signed in or not."""
    setattr(view, _POLICY, Policy(None))
    return view


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """What the view declares; None when it declares nothing."""
    policy: Policy | None = getattr(view, _POLICY, None)
    return policy


def current_viewer() -> Viewer:
    """The signed-in person as a viewer; 401 when there is none."""
    if not current_user.is_authenticated:
        abort(401)
    viewer: Viewer = current_user.viewer
    return viewer


def current_actor() -> Actor:
    """The signed-in person as the actor that operations and the audit trail keep."""
    if not current_user.is_authenticated:
        abort(401)
    actor: Actor = current_user.actor
    return actor


def init_app(app: Flask) -> None:
    """Put the gate before every request and let the static files through."""
    public(app.view_functions["static"])
    app.before_request(_guard)


def _guard() -> BaseResponse | None:
    if request.endpoint is None:
        return None
    policy = policy_of(current_app.view_functions[request.endpoint])
    if policy is None:
        current_app.logger.error("Route %s declares no permission", request.endpoint)
        abort(403)
    if policy.permission is None:
        return None
    if not current_user.is_authenticated:
        return to_sign_in()
    g.private = True
    if current_user.detour and not policy.during_setup:
        return redirect(url_for(current_user.detour))
    if not can(current_user.viewer, policy.permission):
        abort(403)
    return None


def to_sign_in() -> BaseResponse:
    """Send the anonymous to the sign-in page, and back afterwards when it was a page."""
    came_from = request.full_path.rstrip("?") if request.method == "GET" else None
    target = url_for("accounts.sign_in", next=came_from)
    if "HX-Request" in request.headers:
        return Response(status=204, headers={"HX-Redirect": target})
    return redirect(target)
