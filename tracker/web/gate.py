"""Default deny: every route declares who may open it, and silence means no.

The view carries its policy; a `before_request` gate reads it. Which rows a person sees is decided
by the queries, which take the viewer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from tracker.permissions import Actor, Permission, Viewer, can
from tracker.web.paths import own_path

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
    """Send the anonymous to the sign-in page, and back afterwards: to the page, or to the form.

    A form is sent by somebody who was signed in when it was opened: the page says what happened.
    """
    if request.method in ("GET", "HEAD"):
        target = url_for("accounts.sign_in", next=request.full_path.rstrip("?"))
    else:
        target = url_for("accounts.sign_in", next=way_back(), **{"het-phien": 1})
    if "HX-Request" in request.headers:
        return Response(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def lacks_sign_in() -> bool:
    """Whether the route of this request is for those who are signed in, and nobody is."""
    policy = policy_of(current_app.view_functions[request.endpoint]) if request.endpoint else None
    return bool(policy and policy.permission) and not current_user.is_authenticated


def way_back() -> str | None:
    """The page of ours from which a form was sent, by the Referer.

    None where it cannot be opened by itself: a foreign or missing one, an address that only takes
    forms, and what is open to everyone, as signing in.
    """
    path = own_path(request.referrer, request.host)
    routes = current_app.create_url_adapter(request)
    if path is None or routes is None:
        return None
    try:
        endpoint, _ = routes.match(unquote(urlsplit(path).path), "GET")
    except HTTPException:
        return None
    policy = policy_of(current_app.view_functions[endpoint])
    return path if policy and policy.permission else None
