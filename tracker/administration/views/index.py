"""The way into the administration."""

from flask import current_app, render_template

from tracker.administration import sections
from tracker.administration.blueprint import blueprint
from tracker.permissions import Permission
from tracker.web.gate import allow, current_viewer


@blueprint.get("/")
@allow(Permission.MANAGE_PLANS)
def index() -> str:
    """What the viewer may keep in order, room by room."""
    rooms = sections.links(current_viewer(), current_app.view_functions)
    return render_template("administration/index.html", rooms=rooms)
