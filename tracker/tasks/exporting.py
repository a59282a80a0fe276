"""Rows of plain values as CSV or JSON text, a piece at a time.

CSV: UTF-8 without a mark, lines end in LF, yes/no, blank where there is nothing. JSON: one array,
one object a line, booleans and numbers as themselves, null where there is nothing (a text that is
blank stays an empty text). Days are ISO days, instants ISO with their offset (UTC).
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

Value = str | int | bool | date | datetime | None
PlainRow = Mapping[str, Value]


def as_csv(columns: Sequence[str], rows: Iterable[PlainRow]) -> Iterator[str]:
    """The head and then a line for every row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def as_json(columns: Sequence[str], rows: Iterable[PlainRow]) -> Iterator[str]:
    """An array of objects that carry exactly the columns, in order."""
    separator = "[\n"
    for row in rows:
        values = {name: _plain(row[name]) for name in columns}
        yield separator + json.dumps(values, ensure_ascii=False)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _plain(value: Value) -> str | int | bool | None:
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Value) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value
