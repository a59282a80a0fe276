"""The grid of many rows as values: each row with its form, ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import request, url_for
from wtforms.fields.choices import SelectChoice

from tracker.accounts.drafts import Draft
from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.tasks.rules.year_end import ANSWERS, asks_result
from tracker.text import vn_date
from tracker.work.grid.forms import Typed, UpdateRow, beginning, prefix_of, typed
from tracker.work.grid.said import SaidRow
from tracker.work.lines import Line
from tracker.work.same import asks_cause

DRAFT = "cap-nhat-nhieu"
"""The name of the grid's draft: one for all its pages, each row under its own prefix."""


@dataclass(slots=True, kw_only=True)
class GridRow(SaidRow):
    """One row of the grid; `drafted`: its form holds what was typed before."""

    asks_cause: bool
    drafted: bool = False


def grid_rows(
    lines: Sequence[Line], today: date, here: str, draft: Draft | None = None
) -> list[GridRow]:
    """The rows with their forms: as posted, or as they begin with the draft laid over them."""
    fields = typed(draft.fields) if draft and request.method != "POST" else None
    return [_row(line, today, here, fields) for line in lines]


def _row(line: Line, today: date, here: str, fields: Typed | None) -> GridRow:
    row = line.row
    prefix = prefix_of(row.id)
    drafted = fields is not None and f"{prefix}state" in fields
    state, cause = _first_state(row), row.cause
    start = {
        "version": str(row.version), "state": state.value, "happened_on": today, "cause": cause,
        "was": beginning(state.value, vn_date(today), cause),
    }  # fmt: skip
    source = {"formdata": fields if drafted else None} if request.method != "POST" else {}
    form = UpdateRow(prefix=prefix, **source, **start)
    form.state.choices = [
        SelectChoice(one.value, label) for one, label in _states(row, today).items()
    ]
    asks = asks_cause(row, today) or _asked(row, today)
    full_url = url_for("work.update", id=row.id, next=here)
    return GridRow(line=line, form=form, full_url=full_url, asks_cause=asks, drafted=drafted)


def _first_state(row: WorkRow) -> State:
    state = State(row.state)
    return State.IN_PROGRESS if state is State.NOT_STARTED else state


def _states(row: WorkRow, today: date) -> dict[State, str]:
    """What may be chosen in the grid; a submission needs its paper and so the full form."""
    barred = set() if row.state == State.SUBMITTED else {State.SUBMITTED}
    answers = ANSWERS if _asked(row, today) else {}
    if row.standing and not answers:
        barred.add(State.DONE)
    labels = {state: f"Kết quả năm: {words.lower()}" for state, words in answers.items()}
    return {state: labels.get(state, state.label) for state in State if state not in barred}


def _asked(row: WorkRow, today: date) -> bool:
    """Whether the row is asked for the year's result."""
    role = AssignmentRole(row.role)
    return asks_result(role, row.standing, row.year, today)
