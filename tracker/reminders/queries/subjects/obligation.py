"""The day of an obligation, and the earlier day that a unit set inside the house.

Where an internal day stands, those to whom the work was handed go by it, as a matter of their
division's own; the unit's focal officers go by the unit's day. Once the internal day has passed,
everybody goes by the unit's day. The internal day is never late: lateness is the unit's.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select

from tracker.reminders.queries.subjects.owed import (
    UNNAMED,
    Beside,
    Owed,
    Printed,
    alike,
    owed,
    owed_of,
    owed_where,
)
from tracker.reminders.rules.lines import Sought
from tracker.reminders.rules.subjects import Owner, Subject, SubjectKind
from tracker.reminders.rules.weighing import Alike
from tracker.tasks.models.obligation import Obligation

INSIDE = "hạn nội bộ"
_KIND = SubjectKind.OBLIGATION


def found(sought: Sought, today: date) -> list[Subject]:
    """What is due, or gets late, on one of the days; each index range on its own."""
    rows: list[Owed] = []
    inside: list[Owed] = []
    for query, is_inside in _ranges(sought):
        (inside if is_inside else rows).extend(owed(query, today))
    printed = Printed.of([*rows, *inside])
    own = (_own(row, printed, today) for row in rows)
    return [*own, *(_inside(row, printed) for row in inside)]


def counted(sought: Sought, today: date) -> Iterator[Alike]:
    """The same by owner and days: as many statements, and few rows for many obligations."""
    for query, is_inside in _ranges(sought):
        for row, number, _ in alike(query, today=today):
            one = _inside(row, UNNAMED) if is_inside else _own(row, UNNAMED, today)
            yield Alike(one, number)


def _ranges(sought: Sought) -> Iterator[tuple[Select[Any], bool]]:
    """What is due on one of the days; whose internal day it is (True); what else gets late then."""
    days = sorted(sought.days)
    if days:
        on_day = Obligation.sort_on.in_(days), Obligation.due_on.is_not(None)
        yield owed_where(*on_day, by_role=True), False
        yield owed_where(Obligation.internal_due_on.in_(days)), True
    if sought.late:
        late = Obligation.overdue_from.in_(sorted(sought.late))
        yield owed_where(late, Obligation.sort_on.not_in(days)), False


def standing(refs: Collection[tuple[int, int]], today: date) -> dict[str, Subject]:
    """Those that are still owed, as they stand now."""
    rows = list(owed_of({ref for ref, _ in refs}, today, Obligation.due_on.is_not(None)))
    wanted = set(refs)
    return {
        one.key: one
        for one in _both(rows, Printed.of(rows), today)
        if (one.ref, one.part) in wanted
    }


def _both(rows: Iterable[Owed], printed: Printed, today: date) -> Iterator[Subject]:
    for row in rows:
        yield _own(row, printed, today)
        if row.internal_due_on is not None:
            yield _inside(row, printed)


def _own(row: Owed, printed: Printed, today: date) -> Subject:
    awaited = row.internal_due_on is not None and today <= row.internal_due_on
    beside = Beside(Owner(row.unit_id) if awaited else row.owner, row.late_from)
    return printed.subject(_KIND, row, _known(row.due_on), beside)


def _inside(row: Owed, printed: Printed) -> Subject:
    """The internal day: a matter of the division, or of the officer beside the focal officers."""
    part = row.division_id or row.unit_id
    owner = Owner(part, row.division_id, row.holder_id)
    beside = Beside(owner, part=part, note=INSIDE)
    return printed.subject(_KIND, row, _known(row.internal_due_on), beside)


def _known(day: date | None) -> date:
    if day is None:
        raise ValueError("an obligation without a day")
    return day
