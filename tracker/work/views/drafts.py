"""The draft of a form, kept while it is typed: one route that keeps and drops."""

import json
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.accounts.drafts import DraftRefused, Fields, drop_draft, keep_draft
from tracker.db import write_transaction
from tracker.permissions import Permission
from tracker.web.gate import allow, current_viewer
from tracker.web.paths import safe_next
from tracker.work.blueprint import blueprint

Answer = Response | tuple[dict[str, str], int] | dict[str, str]


@blueprint.post("/ban-nhap")
@allow(Permission.MANAGE_OWN_ACCOUNT)
def draft() -> Answer:
    """Keep what was typed under the form's own name; without content, drop it and go back."""
    user_id, key = current_viewer().user_id, request.form.get("khoa", "")
    if "noi-dung" not in request.form:
        with write_transaction():
            drop_draft(user_id, key)
        flash("Đã bỏ bản nháp.", "info")
        return redirect(safe_next(request.form.get("next"), url_for("work.mine")))
    try:
        fields, typed_at = _content(request.form["noi-dung"])
        with write_transaction():
            keep_draft(user_id, key, fields, now=clock.now(), typed_at=typed_at)
    except DraftRefused as refused:
        return {"loi": str(refused)}, 422
    return {"luu": "xong"}


def _content(text: str) -> tuple[Fields, int]:
    """The typed fields and the device's time: `{"at": 1749520000000, "fields": {"words": [...]}}`.

    Raises DraftRefused for anything else.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or not _are_fields(content.get("fields")):
        raise DraftRefused("Bản nháp không đọc được.")
    typed_at = content.get("at")
    known = isinstance(typed_at, int) and 0 <= typed_at < 10**15
    fields = {_plain(name): list(map(_plain, given)) for name, given in content["fields"].items()}
    return fields, typed_at if known else 0


def _plain(text: str) -> str:
    """Without what no database keeps: zero bytes and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _are_fields(found: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(found, dict) and all(
        isinstance(values, list) and all(isinstance(value, str) for value in values)
        for values in found.values()
    )
