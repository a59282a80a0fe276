"""The entries of a calendar: a bounded number of statements however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from tracker.calendar.periods import label as period_label
from tracker.db import rows_of
from tracker.documents.ics import Entry
from tracker.documents.queries import uid_space
from tracker.feeds.queries.chosen import chosen_ids, handed_here, sees_all
from tracker.feeds.queries.names import Names, unit_names
from tracker.feeds.queries.prints import Print, prints_of
from tracker.feeds.queries.reports import reports_for
from tracker.feeds.rules.days import midnight
from tracker.feeds.rules.entries import Making, inside_entry, report_entries, work_entry
from tracker.feeds.rules.facts import Report, Work
from tracker.feeds.rules.selection import Selection, Window
from tracker.permissions import Permission, Viewer, can
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.revisions import edits_of_prints, traces_of
from tracker.tasks.rules.revisions import Begun, revision_of
from tracker.tasks.rules.states import AssignmentRole, EndKind, State

_O, _HEIR = Obligation, aliased(Obligation)
_OWED = select(
    _O.id, _O.task_id, _O.unit_id, _O.role, _O.period_key, _O.due_on, _O.late_from,
    _O.original_due_on, _O.state, _O.state_on, _O.ended_on, _O.end_kind, _O.void,
    _O.internal_due_on, _O.opened_at, _O.ended_at, _O.withdrawn_at, _HEIR.unit_id,
).outerjoin(_HEIR, _HEIR.id == _O.successor_id)  # fmt: skip


def entries_for(viewer: Viewer, selection: Selection, window: Window, base_url: str) -> list[Entry]:
    """What was chosen and the viewer may see today, by day, then by UID.

    `base_url` is the program's address without a slash at its end.
    """
    making = Making(uid_space(), base_url, selection.alarms)
    made = (one for fact in facts_for(viewer, selection, window) for one in _entries(fact, making))
    inside = (one for one in made if window.first <= one.day <= window.last)
    return sorted(inside, key=lambda one: (one.day, one.uid))


def facts_for(viewer: Viewer, selection: Selection, window: Window) -> Iterator[Work | Report]:
    """What `entries_for` tells of, each with at least one of its days in the window."""
    if not can(viewer, Permission.READ_WORK):
        return
    since = (window.first, midnight(window.first))
    ids = chosen_ids(viewer, selection, window, since)
    if ids is not None:
        yield from _works(ids, viewer, named=sees_all(viewer, selection))
    yield from reports_for(viewer, selection, window)


def _entries(fact: Work | Report, making: Making) -> Iterator[Entry]:
    if isinstance(fact, Report):
        yield from report_entries(fact, making)
        return
    yield work_entry(fact, making)
    inside = inside_entry(fact, making)
    if inside is not None:
        yield inside


def _works(ids: Select[Any], viewer: Viewer, *, named: bool) -> Iterator[Work]:
    """The obligations with all that their entries say; `named`: with the names of their units."""
    rows = rows_of(_OWED.add_columns(handed_here(viewer)).where(_O.id.in_(ids))).all()
    if not rows:
        return
    beside = _Beside(traces_of(ids), prints_of(ids, edits_of_prints()), unit_names(), named=named)
    for row in rows:
        if row.due_on is not None:
            yield beside.work(row)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is read once for all rows."""

    traces: dict[int, Any]
    prints: dict[int, Print]
    names: Names
    named: bool

    def work(self, row: Any) -> Work:  # noqa: ANN401 - a row
        """One row as the rules take it."""
        printed = self.prints[row.task_id]
        begun = Begun(
            row.opened_at, row.ended_at, row.withdrawn_at, row.ended_on is not None,
            printed.version, printed.changed_at,
        )  # fmt: skip
        heir = row[17]
        return Work(
            row.id, AssignmentRole(row.role), row.due_on, row.late_from, row.original_due_on,
            State(row.state), row.state_on, revision_of(begun, self.traces.get(row.id, ())),
            printed.words, period_label(row.period_key),
            self.names.on(row.due_on, row.unit_id) if self.named else "",
            row.ended_on, _end(row), self.names.on(row.ended_on, heir) if heir else "",
            row.internal_due_on if row[18] else None,
        )  # fmt: skip


def _end(row: Any) -> EndKind | None:  # noqa: ANN401 - a row
    return EndKind(row.end_kind) if row.end_kind and not row.void else None
