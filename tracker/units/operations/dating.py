"""Rows that hold from a day to a day, kept by one form: members of a group, who follows a field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.extensions import db
from tracker.refusals import Refused, refuse
from tracker.units.rules import order_problem

Days = tuple[date | None, date | None]
"""First and last day, both inclusive; None is open."""


@dataclass(frozen=True, slots=True)
class DatedChanges:
    """New days of rows by their id, rows taken back, units that join with the days they hold."""

    days: Mapping[int, Days]
    dropped: Collection[int]
    joining: Collection[int]
    joining_days: Days
    source: str


def redate(
    rows: Mapping[int, Any], changes: DatedChanges, joining_field: str, from_seeds: str
) -> list[Any]:
    """Write the new days of rows by id and take rows back; those that are left.

    Raises Refused for days in the wrong order, at `last_<id>` or `joining_field`, and with the
    words `from_seeds` for a row of the official data: it is never taken back, only ended, since
    seeding would bring it again.
    """
    problems = {f"last_{number}": order_problem(*days) for number, days in changes.days.items()}
    refuse(problems | {joining_field: order_problem(*changes.joining_days)})
    for number, days in changes.days.items():
        rows[number].valid_from, rows[number].valid_to = days
    for number in changes.dropped:
        if rows[number].seed_digest:
            raise Refused({"dropped": from_seeds})
        db.session.delete(rows[number])
    return [row for number, row in rows.items() if number not in changes.dropped]
