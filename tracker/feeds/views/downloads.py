"""Calendar files to be taken once: the month of the address, or one obligation. No secret."""

from flask import Response, abort, current_app
from sqlalchemy import literal, select

from tracker.config import Settings
from tracker.documents.views import calendar
from tracker.feeds.blueprint import blueprint
from tracker.feeds.queries.entries import entries_for, entries_of_shares
from tracker.feeds.views.asked import asked_by
from tracker.permissions import Permission
from tracker.web.gate import allow, current_viewer


@blueprint.get("/lich/tai-ve.ics")
@allow(Permission.READ_WORK)
def calendar_ics() -> Response:
    """What the page of the month shows of its own days, with the filter of the address."""
    viewer = current_viewer()
    asked = asked_by(viewer)
    entries = entries_for(viewer, asked.selection, asked.month.days, _base_url())
    return calendar(entries, f"lich-{asked.month.code}.ics", f"Lịch {asked.month.label.lower()}")


@blueprint.get("/phan-viec/<int:id>/lich.ics")
@allow(Permission.READ_WORK)
def share_ics(id: int) -> Response:  # noqa: A002 - the name in the address
    """One obligation; 404 where it is not the viewer's to read, or has no day."""
    entries = entries_of_shares(current_viewer(), select(literal(id)), _base_url())
    return calendar(entries or abort(404), f"phan-viec-{id}.ics", "")


def _base_url() -> str:
    settings: Settings = current_app.config["TRACKER"]
    return settings.base_url
