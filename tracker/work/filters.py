"""The view in the address: query arguments of lists become values; a wrong one is left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tracker.calendar.workdays import DaysOff
from tracker.permissions import Permission, Viewer
from tracker.plans.queries import FieldLine, PlanLine, plan_fields, plan_lines
from tracker.tasks.queries.counted import FIRST as BEFORE_ALL_TASKS
from tracker.tasks.queries.counting import CountFilter
from tracker.tasks.queries.listing import Days, Key, ListFilter
from tracker.tasks.queries.overdue import BY_FIELD as BY_FIELD_ORDER
from tracker.tasks.queries.overdue import NO_FIELD_LAST, Grouping
from tracker.tasks.queries.overdue import Key as OverdueKey
from tracker.tasks.queries.rows import Scope, WorkRow
from tracker.tasks.rules.listing import MONTH_AHEAD, SOON_WORKING_DAYS, ListState
from tracker.tasks.rules.states import AssignmentRole
from tracker.text import clean
from tracker.units.queries import NamedUnit, names_on, screen_names

Arguments = Mapping[str, str]

PARTNER, LATEST_FIRST, ALL_YEARS, BY_FIELD = "phoi-hop", "muon-nhat", "tat-ca", "linh-vuc"
LONG = "100"
"""Rows on a page that shows more of them at once."""
LONGEST_TEXT = 200
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer, and the names that lists show, by id."""

    plans: dict[int, PlanLine]
    fields: dict[int, FieldLine]
    units: dict[int, NamedUnit]
    unit_names: dict[int, str]
    today: date

    def offered_units(self, scope: Scope) -> list[NamedUnit]:
        """The units of the scope, in official order."""
        return [unit for unit in self.units.values() if scope.holds_unit(unit.id)]


def choices(today: date) -> Choices:
    """Plans, fields and units as they are called today."""
    units = names_on(today)
    return Choices(plan_lines(), plan_fields(), units, screen_names(today, units), today)


def may_switch(viewer: Viewer, permission: Permission) -> bool:
    """Whether the viewer may turn from own units to the fields their body follows."""
    return bool(viewer.followed_field_ids and viewer.scope(permission))


def years(offered: Choices) -> list[tuple[str, str]]:
    """Filter options from the current year back to the first plan's first year."""
    this = offered.today.year
    first = min((plan.period_start.year for plan in offered.plans.values()), default=this)
    return [(str(year), f"Năm {year}") for year in range(this, min(first, this) - 1, -1)]


def days_of(today: date, days_off: DaysOff) -> Days:
    """The days that the state filters lean on."""
    soon = days_off.add_working_days(today, SOON_WORKING_DAYS)
    return Days(today, soon, date.fromordinal(today.toordinal() + MONTH_AHEAD))


def list_filter(arguments: Arguments, offered: Choices) -> ListFilter:
    """The filter of the list of phần việc. Searching looks at every state unless one is named."""
    text = clean(arguments.get("q", ""))[:LONGEST_TEXT]
    state = _member(ListState, arguments.get("trangthai", ""))
    year = _year(arguments.get("nam", ""))
    return ListFilter(
        state=state or (ListState.ALL if text else ListState.UNFINISHED),
        role=_role(arguments),
        plan_id=_id_of(offered.plans, arguments.get("kehoach", "")),
        field_id=_id_of(offered.fields, arguments.get("linhvuc", "")),
        unit_id=_id_of(offered.units, arguments.get("donvi", "")),
        year=year,
        quarter=_number(arguments.get("quy", ""), 1, 4) if year else None,
        text=text,
        latest_first=arguments.get("sapxep") == LATEST_FIRST,
    )


def count_filter(arguments: Arguments, offered: Choices) -> CountFilter:
    """The filter of the overdue list; without a year, this year."""
    asked = arguments.get("nam", "")
    return CountFilter(
        plan_id=_id_of(offered.plans, arguments.get("kehoach", "")),
        field_id=_id_of(offered.fields, arguments.get("linhvuc", "")),
        unit_id=_id_of(offered.units, arguments.get("donvi", "")),
        year=None if asked == ALL_YEARS else _year(asked) or offered.today.year,
    )


def list_key(text: str) -> Key | None:
    """The place in the list of phần việc: "2025-06-14~17"."""
    parts = text.split("~")
    day = _day(parts[0])
    return (day, int(parts[1])) if day and len(parts) == 2 and _is_id(parts[1]) else None


def list_place(day: date, row_id: int) -> str:
    """The place after a row, as the address holds it: what `list_key` reads."""
    return f"{day}~{row_id}"


def overdue_key(text: str, offered: Choices, grouping: Grouping) -> OverdueKey | None:
    """The place in the overdue list, "7~2025-04-01~17": group, first day late, row."""
    parts = text.split("~")
    if len(parts) != 3 or not _is_id(parts[0]) or not _is_id(parts[2]):
        return None
    day, group = _day(parts[1]), int(parts[0])
    named = offered.fields if grouping is BY_FIELD_ORDER else offered.units
    order = named[group].sort_order if group in named else NO_FIELD_LAST
    return OverdueKey(order, group, day, int(parts[2])) if day else None


def task_key(text: str) -> tuple[int, int, int]:
    """The place in a list of nhiệm vụ, "2~31~140": order of the plan, position, task."""
    parts = text.split("~")
    if len(parts) != 3 or not all(map(_is_id, parts)):
        return BEFORE_ALL_TASKS
    return int(parts[0]), int(parts[1]), int(parts[2])


def group_of(row: WorkRow, grouping: Grouping) -> int:
    """The group in which the overdue list shows a row; 0 for none."""
    return (row.field_id or 0) if grouping is BY_FIELD_ORDER else row.unit_id


def key_of(row: WorkRow, grouping: Grouping) -> str:
    """The place after this row, as the address holds it."""
    return f"{group_of(row, grouping)}~{row.overdue_from}~{row.id}"


Kind = TypeVar("Kind")


def _member(kind: Callable[[str], Kind], text: str) -> Kind | None:
    try:
        return kind(text)
    except ValueError:
        return None


def _role(arguments: Arguments) -> AssignmentRole:
    partner = arguments.get("vaitro") == PARTNER
    return AssignmentRole.PARTNER if partner else AssignmentRole.LEAD


def _id_of(named: Mapping[int, PlanLine | FieldLine | NamedUnit], code: str) -> int | None:
    """The id of a code; an unknown code finds nothing rather than everything."""
    if not code:
        return None
    return next((one.id for one in named.values() if one.code == code), 0)


def _number(text: str, least: int, most: int) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1
    return number if least <= number <= most else None


def _year(text: str) -> int | None:
    return _number(text, FIRST_YEAR, LAST_YEAR)


def _day(text: str) -> date | None:
    return _member(date.fromisoformat, text)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
