"""A selection in words, for lists and beside a stale form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.feeds.queries.choices import choices_of
from tracker.feeds.rules.selection import Part, Selection
from tracker.permissions import Viewer
from tracker.text import lowered, vn_list

ALARM_WORDS = {0: "ngày đến hạn", 1: "trước 1 ngày", 3: "trước 3 ngày", 7: "trước 7 ngày"}


@dataclass(frozen=True, slots=True)
class Names:
    """What units, plans and fields are called, by id."""

    units: Mapping[int, str]
    plans: Mapping[int, str]
    fields: Mapping[int, str]


def names_of(viewer: Viewer, today: date) -> Names:
    """The names of what the viewer may choose."""
    choices = choices_of(viewer, today)
    return Names(
        {one.id: one.name for one in choices.units}, {one.id: one.label for one in choices.plans},
        {one.id: one.name for one in choices.fields},
    )  # fmt: skip


def words_of(selection: Selection, names: Names) -> list[tuple[str, str]]:
    """Each choice with its heading, in the order of the form; what is not narrowed is left out."""
    parts = [part.label for part in Part if part in selection.parts]
    alarms = [ALARM_WORDS[days] for days in sorted(selection.alarms)]
    told = [
        ("Nội dung", vn_list([parts[0], *map(lowered, parts[1:])]) if parts else ""),
        ("Cơ quan, đơn vị", _name(names.units, selection.unit_id)),
        ("Kế hoạch", _name(names.plans, selection.plan_id)),
        ("Lĩnh vực", _name(names.fields, selection.field_id)),
        ("Báo trong lịch", vn_list(alarms)),
    ]
    return [(heading, words) for heading, words in told if words]


def _name(names: Mapping[int, str], number: int | None) -> str:
    return "" if number is None else names.get(number, "không còn trong phạm vi được xem")
