"""The entries of a calendar: a bounded number of statements however many there are."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from tracker.documents.ics import Entry
from tracker.documents.queries import uid_space
from tracker.feeds.queries.chosen import chosen_ids, handed_here, sees_all
from tracker.feeds.queries.names import unit_names
from tracker.feeds.queries.prints import prints_of
from tracker.feeds.queries.reports import reports_for
from tracker.feeds.rules.days import midnight
from tracker.feeds.rules.entries import Making, entries_of
from tracker.feeds.rules.facts import Known, Report, Row, Work, work_of
from tracker.feeds.rules.selection import Selection, Window
from tracker.permissions import Permission, Viewer, can
from tracker.statements import rows_of
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.revisions import STOOD_AT, edits_of_prints, traces_of
from tracker.tasks.queries.visibility import fully_visible

_O, _HEIR = Obligation, aliased(Obligation)
_OWED = select(
    _O.id, _O.task_id, _O.unit_id, _O.role, _O.period_key, _O.due_on, _O.late_from,
    _O.original_due_on, _O.state, _O.state_on, _O.ended_on, _O.end_kind, _O.void,
    _O.internal_due_on, STOOD_AT, _HEIR.unit_id,
    _O.overdue_from,
).outerjoin(_HEIR, _HEIR.id == _O.successor_id)  # fmt: skip


def entries_for(viewer: Viewer, selection: Selection, window: Window, base_url: str) -> list[Entry]:
    """What was chosen and the viewer may see today, by day, then by UID.

    `base_url` is the program's address without a slash at its end.
    """
    making = Making(uid_space(), base_url, selection.alarms)
    known, reports = known_for(viewer, selection, window)
    told = chain(map(work_of, known), reports)
    made = (one for fact in told for one in entries_of(fact, making))
    inside = (one for one in made if window.first <= one.day <= window.last)
    return sorted(inside, key=lambda one: (one.day, one.uid))


def entries_of_shares(
    viewer: Viewer, ids: Select[Any], base_url: str, *, named: bool = False
) -> list[Entry]:
    """The entries of obligations, whatever their days, those that the viewer may read in full.

    Without alarms; what has no day has no entry. `named`: with the names of their units.
    """
    making = Making(uid_space(), base_url)
    readable = select(_O.id).where(_O.id.in_(ids), fully_visible(viewer), _O.void.is_(False))
    known = _known(readable, viewer, named=named)
    made = (one for work in map(work_of, known) for one in entries_of(work, making))
    return sorted(made, key=lambda one: (one.day, one.uid))


def facts_for(viewer: Viewer, selection: Selection, window: Window) -> Iterator[Work | Report]:
    """What pages show, each with at least one of its days in the window.

    What was withdrawn as if it never was shows nowhere; calendars alone are told of it, since they
    may have it.
    """
    known, reports = known_for(viewer, selection, window)
    return chain((work_of(one) for one in known if not one.row.void), reports)


def known_for(
    viewer: Viewer, selection: Selection, window: Window
) -> tuple[list[Known], list[Report]]:
    """What a calendar tells, the obligations as they are stored: equal values, equal entries."""
    if not can(viewer, Permission.READ_WORK):
        return [], []
    since = (window.first, midnight(window.first))
    ids = chosen_ids(viewer, selection, window, since)
    named = sees_all(viewer, selection)
    found = [] if ids is None else _known(ids, viewer, named=named)
    return found, list(reports_for(viewer, selection, window))


def _known(ids: Select[Any], viewer: Viewer, *, named: bool) -> list[Known]:
    """The obligations with all that their entries say; `named`: with the names of their units."""
    rows = rows_of(_OWED.add_columns(handed_here(viewer)).where(_O.id.in_(ids))).all()
    if not rows:
        return []
    traces, prints, names = traces_of(ids), prints_of(ids, edits_of_prints()), unit_names()
    found = []
    for row in map(Row._make, rows):
        unit = names.on(row.due_on or row.stood_at.date(), row.unit_id) if named else ""
        heir = names.on(row.ended_on, row.heir_unit_id) if row.ended_on and row.heir_unit_id else ""
        found.append(Known(row, tuple(traces.get(row.id, ())), prints[row.task_id], unit, heir))
    return found
