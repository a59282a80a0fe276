"""What pages of the register share: who may keep it."""

from flask import abort
from werkzeug.wrappers import Response

from tracker.permissions import Permission
from tracker.web.gate import current_viewer

Answer = str | tuple[str, int] | Response


def require_whole(permission: Permission) -> None:
    """What belongs to the whole province is kept by those whose right covers it; 403 otherwise."""
    if current_viewer().scope(permission) is not None:
        abort(403)
