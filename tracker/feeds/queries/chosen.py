"""Which obligations a calendar holds: what was chosen, as far as the viewer may see it today."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true, union

from tracker.feeds.rules.selection import Part, Selection, Window
from tracker.permissions import Permission, Viewer
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.queries.rows import one_of, scope_of
from tracker.tasks.rules.states import AssignmentRole

_O = Obligation
_ROLES = {Part.LEAD: AssignmentRole.LEAD.value, Part.PARTNER: AssignmentRole.PARTNER.value}


def own_units(viewer: Viewer) -> frozenset[int]:
    """The bodies for which the viewer works, without what lies below them."""
    reading = (grant for grant in viewer.grants if grant.gives(Permission.READ_WORK))
    return frozenset(grant.unit_id for grant in reading)


def sees_all(viewer: Viewer, selection: Selection) -> bool:
    """Whether the work of every unit was chosen by one who reads it today."""
    whole = viewer.scope(Permission.READ_WORK) is None
    return whole and Part.ALL in selection.parts


def chosen_ids(
    viewer: Viewer, selection: Selection, window: Window, ended_since: tuple[date, Any]
) -> Select[Any] | None:
    """The ids of the obligations of which the calendar tells; None where there can be none.

    `ended_since`: those that ended before this day, or were withdrawn before this instant, are
    left out.
    """
    walks = [
        select(_O.id).where(*conditions, *_narrowed(selection), _still_told(*ended_since))
        for conditions in _walks(viewer, selection, window)
    ]
    if not walks:
        return None
    return walks[0] if len(walks) == 1 else select(union(*walks).subquery().c.id)


def _walks(
    viewer: Viewer, selection: Selection, window: Window
) -> Iterator[tuple[ColumnElement[bool], ...]]:
    """One set of conditions for each index that is walked."""
    due = _O.sort_on.between(window.first, window.last)
    open_or_not = _O.open.in_((True, False))  # names the index of a unit's work up to the day
    roles = [_ROLES[part] for part in (Part.LEAD, Part.PARTNER) if part in selection.parts]
    if roles:
        own = _own(viewer, selection)
        yield _O.role.in_(roles), open_or_not, due, own
        inside = _O.internal_due_on.between(window.first, window.last)
        yield _O.role.in_(roles), inside, own, handed_here(viewer)
    if sees_all(viewer, selection):
        yield _O.role == AssignmentRole.LEAD.value, due


def _own(viewer: Viewer, selection: Selection) -> ColumnElement[bool]:
    """One's own work. Who reads all may choose one unit and mean that as the own one."""
    scope = scope_of(viewer, Permission.READ_WORK)
    if scope.units is not None:
        return and_(*scope.conditions())
    return one_of(_O.unit_id, own_units(viewer)) if selection.unit_id is None else true()


def handed_here(viewer: Viewer) -> ColumnElement[bool]:
    """The condition for work that was handed to one of the viewer's divisions, or to the viewer."""
    divisions = {grant.unit_id for grant in viewer.grants if grant.parent_id is not None}
    to_person = _O.holder_id == viewer.user_id
    return or_(to_person, one_of(_O.division_id, divisions)) if divisions else to_person


def _narrowed(selection: Selection) -> Iterator[ColumnElement[bool]]:
    """The unit (as owner, or as the division to which work was handed), plan and field chosen."""
    if selection.unit_id is not None:
        yield or_(_O.unit_id == selection.unit_id, _O.division_id == selection.unit_id)
    if selection.plan_id is not None:
        yield _O.plan_id == selection.plan_id
    if selection.field_id is not None:
        yield _O.field_id == selection.field_id


def _still_told(day: date, instant: Any) -> ColumnElement[bool]:  # noqa: ANN401 - an aware instant
    """Not over, or over for so short a time that calendars are still told of it."""
    ended = or_(_O.ended_on.is_(None), _O.ended_on >= day)
    return or_(and_(_O.void.is_(False), ended), _O.withdrawn_at >= instant)
