"""The days of rows that a form keeps from a day to a day."""

from collections.abc import Sequence
from typing import Any

from tracker.units.operations.dating import Days


def changed_days(form: Any, rows: Sequence[Any]) -> dict[int, Days]:  # noqa: ANN401 - one field a row
    """The days in `first_<id>` and `last_<id>` of the rows for which they differ."""
    found: dict[int, Days] = {}
    for one in rows:
        days = (form[f"first_{one.id}"].data, form[f"last_{one.id}"].data)
        if days != (one.valid_from, one.valid_to):
            found[one.id] = days
    return found
