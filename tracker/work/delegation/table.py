"""Work to hand on inside a unit, as a table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.documents.tables import Column, Kind, Table
from tracker.work.lines import Line
from tracker.work.sheets import WORK, tasks_table

_INTERNAL = Column("Hạn nội bộ", lambda line: line.row.internal_due_on, Kind.DAY)


def handing_table(rows: Sequence[Line], title: str, today: date, told: Sequence[str]) -> Table:
    """The rows that nobody holds, or that one officer or division holds."""
    table = tasks_table(rows, None, today, list(told))
    return replace(table, name="Giao việc", title=title, columns=(*WORK, _INTERNAL))
