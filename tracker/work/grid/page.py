"""The grid of many rows as values: each row with its form, ready to draw."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import request, url_for
from wtforms.fields.choices import SelectChoice

from tracker.accounts.drafts import Draft
from tracker.tasks.operations.updating import Submission
from tracker.tasks.operations.updating_many import RowsRefused
from tracker.tasks.queries.history import SaidLine, lines_of
from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.rules.states import AssignmentRole, State
from tracker.tasks.rules.year_end import ANSWERS, asks_result
from tracker.text import vn_date
from tracker.work.grid.forms import Typed, UpdateRow, beginning, prefix_of, typed
from tracker.work.lines import Line
from tracker.work.same import asks_cause

DRAFT = "cap-nhat-nhieu"
"""The name of the grid's draft: one for all its pages, each row under its own prefix."""


@dataclass(slots=True)
class GridRow:
    """One row with its form; `theirs`: what somebody else saved since the grid was opened."""

    line: Line
    form: UpdateRow
    asks_cause: bool
    full_url: str
    stale: bool = False
    theirs: SaidLine | None = None
    needs_full: bool = False
    drafted: bool = False

    @property
    def id(self) -> int:
        """The obligation's."""
        return self.line.row.id


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
    return GridRow(line, form, asks, url_for("work.update", id=row.id, next=here), drafted=drafted)


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


def submissions(rows: Sequence[GridRow], form_key: str) -> dict[int, Submission]:
    """What the touched rows say, by obligation."""
    return {
        row.id: Submission(row.form.said(), row.form.opened_version, f"{form_key}-{row.id}")
        for row in rows
    }


def refuse(rows: Sequence[GridRow], refused: RowsRefused, fresh: Mapping[int, WorkRow]) -> None:
    """Put every problem at its row; a row that changed gets its new version and both texts."""
    newest = newest_lines(refused.stale)
    for row in rows:
        problems = refused.problems.get(row.id, {})
        row.needs_full = "proofs" in problems
        row.form.add(problems)
        if row.id in refused.stale:
            row.stale, row.theirs = True, newest.get(row.id)
            row.form.version.data = str(fresh[row.id].version)
            row.line = replace(row.line, row=fresh[row.id])


def newest_lines(obligation_ids: Collection[int]) -> dict[int, SaidLine]:
    """What was recorded last of each of these obligations."""
    found: dict[int, SaidLine] = {}
    for line in lines_of(obligation_ids, limit=1000):
        known = found.get(line.obligation_id)
        if known is None or line.id > known.id:
            found[line.obligation_id] = line
    return found


def typed_fields(obligation_id: int, posted: Typed, *, bare: bool = False) -> dict[str, list[str]]:
    """What was typed into a row, as a draft keeps it; `bare`: as the full form names it."""
    prefix = prefix_of(obligation_id)
    kept = {
        name: values
        for name, values in posted.lists()
        if name.startswith(prefix) and name.removeprefix(prefix) not in {"version", "was"}
    }
    return {name.removeprefix(prefix): given for name, given in kept.items()} if bare else kept
