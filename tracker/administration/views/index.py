"""The way into the administration."""

from flask import current_app, render_template

from tracker import clock
from tracker.administration import sections
from tracker.administration.blueprint import blueprint
from tracker.handover.heirs.queries import shares_waiting
from tracker.permissions import Permission, can
from tracker.reminders.queries.held import count_held
from tracker.web.gate import allow, current_viewer


@blueprint.get("/")
@allow(Permission.MANAGE_PLANS)
def index() -> str:
    """What the viewer may keep in order, room by room."""
    viewer, counts = current_viewer(), {}
    if can(viewer, Permission.HAND_OVER):
        counts["administration.handover_queue"] = shares_waiting()
    if can(viewer, Permission.RELEASE_REMINDERS):
        held = count_held(viewer.scope(Permission.RELEASE_REMINDERS), clock.today())
        counts["reminders.release"] = held
    rooms = sections.links(viewer, current_app.view_functions, counts)
    return render_template("administration/index.html", rooms=rooms)
