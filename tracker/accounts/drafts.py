"""What a person has typed into a form and not sent yet: read, kept and dropped.

A draft is its person's own: every function takes the person's id. Saving a draft is no operation
of the audit trail, as touching a session is none; the form that is sent later is one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Table, bindparam, delete, select

from tracker.accounts.models import FormDraft
from tracker.extensions import db
from tracker.statements import insert_or_skip

KEPT_FOR = timedelta(days=60)
MOST_CHARACTERS = 200_000
"""A page of 25 rows with long words; a form that is filled with more is a mistake."""

MOST_FIELDS, LONGEST_NAME, LONGEST_KEY = 1000, 100, 120
MOST_DRAFTS = 200
"""Of one person; the oldest go first."""

Fields = dict[str, list[str]]
"""Typed values by field name; a box that is not ticked has none."""


_ROWS = cast("Table", FormDraft.__table__)
_DROP = delete(_ROWS).where(
    _ROWS.c.user_id == bindparam("person"), _ROWS.c.key == bindparam("form")
)


class DraftRefused(Exception):
    """The draft is too large or malformed; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A kept draft; `typed_at` is the device's own time of the last key, in milliseconds."""

    fields: Fields
    saved_at: datetime
    typed_at: int


def draft_of(user_id: int, key: str) -> Draft | None:
    """The person's draft of this form, unless it is missing."""
    row = db.session.scalar(_of(user_id, key))
    if row is None or not row.content.get("fields"):
        return None
    return Draft(row.content["fields"], row.saved_at, row.content.get("at", 0))


def _of(user_id: int, key: str) -> Any:  # noqa: ANN401 - a select
    return select(FormDraft).where(FormDraft.user_id == user_id, FormDraft.key == key)


def keep_draft(
    user_id: int, key: str, fields: Mapping[str, list[str]], *, now: datetime, typed_at: int = 0
) -> None:
    """Lay these fields over the person's draft; a field without a value leaves it.

    Raises DraftRefused when the draft would grow too large. The person's old drafts go.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise DraftRefused("Bản nháp không có tên hợp lệ.")
    insert_or_skip(FormDraft, {"user_id": user_id, "key": key, "content": {}, "saved_at": now})
    row = db.session.scalars(_of(user_id, key).with_for_update()).one()
    merged = {
        name: values
        for name, values in (row.content.get("fields", {}) | dict(fields)).items()
        if values
    }
    _check_size(merged)
    row.content, row.saved_at = {"fields": merged, "at": typed_at}, now
    db.session.flush()
    _forget_old(user_id, now)


def _check_size(fields: Mapping[str, Iterable[str]]) -> None:
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    names_fit = all(len(name) <= LONGEST_NAME for name in fields)
    if size > MOST_CHARACTERS or len(fields) > MOST_FIELDS or not names_fit:
        raise DraftRefused("Nội dung quá dài, bản nháp chưa được lưu.")


def _forget_old(user_id: int, now: datetime) -> None:
    own = FormDraft.user_id == user_id
    db.session.execute(delete(FormDraft).where(own, FormDraft.saved_at < now - KEPT_FOR))
    newest = (
        select(FormDraft.id)
        .where(own)
        .order_by(FormDraft.saved_at.desc(), FormDraft.id.desc())
        .limit(MOST_DRAFTS)
    )
    db.session.execute(delete(FormDraft).where(own, FormDraft.id.not_in(newest)))


def drop_draft(user_id: int, key: str) -> None:
    """Forget the person's draft of this form."""
    db.session.connection().execute(_DROP, {"person": user_id, "form": key})


def drop_rows(user_id: int, key: str, prefixes: Collection[str]) -> None:
    """Forget the fields whose names begin so; a draft without fields goes as a whole."""
    row = db.session.scalars(_of(user_id, key).with_for_update()).first()
    if row is None:
        return
    given = tuple(prefixes)
    left = {
        name: values
        for name, values in row.content.get("fields", {}).items()
        if not name.startswith(given)
    }
    if left:
        row.content = row.content | {"fields": left}
        db.session.flush()
    else:
        drop_draft(user_id, key)


def drop_old(now: datetime) -> int:
    """Forget everybody's drafts that nobody touched for KEPT_FOR; how many."""
    found = db.session.execute(delete(FormDraft).where(FormDraft.saved_at < now - KEPT_FOR))
    return found.rowcount if isinstance(found, CursorResult) else 0
