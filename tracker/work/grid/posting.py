"""What pages of many rows share: which rows a post names, saving those touched, all or none."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import abort, request

from tracker.permissions import Viewer
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.updating_many import RowsRefused
from tracker.tasks.queries.grid import rows_of
from tracker.tasks.queries.rows import Scope, WorkRow
from tracker.tasks.queries.visibility import updatable_obligations
from tracker.work.grid.forms import GridForm, posted_ids
from tracker.work.lines import Line


@dataclass(slots=True, kw_only=True)
class Row:
    """A row with its form; `stale`: somebody else saved it since the page was opened."""

    line: Line
    form: Any
    stale: bool = False

    @property
    def id(self) -> int:
        """The obligation's."""
        return self.line.row.id


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Tried(Generic[AnyRow]):
    """What came of a post: how many rows were written, or the status of the page shown again."""

    touched: list[AnyRow]
    written: int = 0
    status: int = 0


def posted_rows(scope: Scope) -> list[WorkRow]:
    """The rows that the post names, as they are now; 404 unless every one is in the scope."""
    ids = posted_ids(request.form)
    found = rows_of(scope, ids)
    if len(found) != len(ids):
        abort(404)
    return found


def locked_rows(viewer: Viewer, ids: Collection[int]) -> list[Obligation]:
    """These obligations, locked; 404 unless the viewer may update every one."""
    found = updatable_obligations(viewer, ids)
    if len(found) != len(ids):
        abort(404)
    return found


def save_touched(
    form: GridForm,
    rows: Sequence[AnyRow],
    write: Callable[[list[AnyRow]], int],
    refuse: Callable[[list[AnyRow], RowsRefused], None],
) -> Tried[AnyRow]:
    """Write the rows that were touched; where one is wrong or stale none is, and each says why.

    `write` gives how many it wrote, `refuse` puts what it was refused for at the rows.
    """
    touched = [row for row in rows if row.form.touched]
    valid = [row.form.validate() for row in touched]
    if not form.validate() or not all(valid):
        return Tried(touched, status=422)
    if not touched:
        return Tried(touched)
    try:
        return Tried(touched, write(touched))
    except RowsRefused as refused:
        refuse(touched, refused)
        return Tried(touched, status=409 if refused.stale else 422)


def wrong_among(touched: Sequence[AnyRow]) -> list[AnyRow]:
    """The rows that keep the others from being saved."""
    return [row for row in touched if row.form.messages or row.stale]
