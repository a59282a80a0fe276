"""Rows that say how things stand: what they send, what they are refused for, what is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tracker.tasks.operations.updating import Submission
from tracker.tasks.operations.updating_many import RowsRefused
from tracker.tasks.queries.grid import rows_of
from tracker.tasks.queries.history import SaidLine, lines_of
from tracker.tasks.queries.rows import Scope
from tracker.work.grid.forms import Typed, prefix_of
from tracker.work.grid.posting import Row


@dataclass(slots=True, kw_only=True)
class SaidRow(Row):
    """A row that says how things stand; `theirs`: what somebody else saved since it was opened.

    `needs_full`: it needs its evidence, and so the full form at `full_url`.
    """

    full_url: str
    theirs: SaidLine | None = None
    needs_full: bool = False


def submissions(rows: Sequence[SaidRow], form_key: str) -> dict[int, Submission]:
    """What the rows say, by obligation."""
    return {
        row.id: Submission(row.form.said(), row.form.opened_version, f"{form_key}-{row.id}")
        for row in rows
    }


def refuse(scope: Scope, rows: Sequence[SaidRow], refused: RowsRefused) -> None:
    """Put every problem at its row; a row that changed gets its new version and both texts."""
    fresh = {row.id: row for row in rows_of(scope, refused.stale)}
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
