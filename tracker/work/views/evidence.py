"""The files of evidence, for those who may see the obligation they belong to."""

from flask import Response, abort

from tracker.documents import storage
from tracker.documents.views import attachment
from tracker.permissions import Permission
from tracker.tasks.queries.history import evidence_file
from tracker.web.gate import allow, current_viewer
from tracker.work.blueprint import blueprint
from tracker.work.uploads import data_dir


@blueprint.get("/minh-chung/<int:id>")
@allow(Permission.READ_FILES)
def evidence(id: int) -> Response:  # noqa: A002 - the name in the address
    """Hand a file over as an attachment; it is never shown inside a page of ours."""
    file = evidence_file(current_viewer(), id)
    if file is None or not storage.is_stored(data_dir(), file.sha256):
        abort(404)
    return attachment(storage.path_of(data_dir(), file.sha256), file.media_type, file.file_name)
