"""Calendar files to be taken once: the month of the address, or one obligation. No secret."""

from collections.abc import Iterable
from io import BytesIO

from flask import Response, abort, current_app, send_file

from tracker.config import Settings
from tracker.documents.ics import MEDIA_TYPE, Entry, Head, calendar_file
from tracker.feeds.blueprint import blueprint
from tracker.feeds.queries.entries import entries_for, entries_of_share
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
    return _file(entries, f"lich-{asked.month.code}.ics", f"Lịch {asked.month.label.lower()}")


@blueprint.get("/phan-viec/<int:id>/lich.ics")
@allow(Permission.READ_WORK)
def share_ics(id: int) -> Response:  # noqa: A002 - the name in the address
    """One obligation; 404 where it is not the viewer's to read, or has no day."""
    entries = entries_of_share(current_viewer(), id, _base_url())
    return _file(entries or abort(404), f"phan-viec-{id}.ics", "")


def _file(entries: Iterable[Entry], name: str, title: str) -> Response:
    file = BytesIO(calendar_file(entries, Head(name=title)))
    kind = MEDIA_TYPE.partition(";")[0]  # Flask names the charset itself
    return send_file(file, kind, as_attachment=True, download_name=name)


def _base_url() -> str:
    settings: Settings = current_app.config["TRACKER"]
    return settings.base_url
