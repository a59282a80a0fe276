"""The pages of the year's end as values: each row with its form, ready to draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for

from tracker.tasks.operations.estimating import Expected
from tracker.tasks.operations.updating import Submission
from tracker.tasks.operations.updating_many import RowsRefused
from tracker.tasks.queries.history import SaidLine
from tracker.tasks.queries.rows import WorkRow
from tracker.tasks.queries.year_end import Estimate
from tracker.tasks.rules.states import Outlook
from tracker.work.grid.forms import EstimateRow, ResultRow, beginning, prefix_of
from tracker.work.grid.page import newest_lines
from tracker.work.lines import Line


@dataclass(slots=True)
class YearRow:
    """A standing duty that is asked for the year's result; `shown`: pieces of evidence so far."""

    line: Line
    form: ResultRow
    shown: int
    full_url: str
    stale: bool = False
    theirs: SaidLine | None = None
    needs_full: bool = False

    @property
    def id(self) -> int:
        """The obligation's."""
        return self.line.row.id


def year_rows(lines: Sequence[Line], shown: Mapping[int, int], here: str) -> list[YearRow]:
    """The rows with their forms, as they begin or as posted."""
    return [
        YearRow(
            line, ResultRow(prefix=prefix_of(line.row.id), version=str(line.row.version)),
            shown.get(line.row.id, 0), url_for("work.update", id=line.row.id, next=here),
        )
        for line in lines
    ]  # fmt: skip


def results(rows: Sequence[YearRow], form_key: str) -> dict[int, Submission]:
    """What the touched rows answer, by obligation."""
    return {
        row.id: Submission(row.form.said(), row.form.opened_version, f"{form_key}-{row.id}")
        for row in rows
    }


def refuse_results(
    rows: Sequence[YearRow], refused: RowsRefused, fresh: Mapping[int, WorkRow]
) -> None:
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


@dataclass(slots=True)
class EstimateLine:
    """An open obligation to be estimated; `last`: its estimate so far."""

    line: Line
    form: EstimateRow
    last: Estimate | None
    stale: bool = False

    @property
    def id(self) -> int:
        """The obligation's."""
        return self.line.row.id

    @property
    def last_outlook(self) -> str:
        """What was expected last, in words."""
        return Outlook(self.last.outlook).label if self.last else ""


def estimate_rows(lines: Sequence[Line], known: Mapping[int, Estimate]) -> list[EstimateLine]:
    """The rows with their forms: what was estimated last, or what was posted."""
    return [_estimate(line, known.get(line.row.id)) for line in lines]


def _estimate(line: Line, last: Estimate | None) -> EstimateLine:
    outlook, words = (last.outlook, last.words) if last else ("", "")
    form = EstimateRow(
        prefix=prefix_of(line.row.id), version=str(last.id if last else 0), outlook=outlook,
        words=words, was=beginning(outlook, words),
    )  # fmt: skip
    return EstimateLine(line, form, last)


def expected(rows: Sequence[EstimateLine]) -> dict[int, Expected]:
    """What the touched rows say, by obligation."""
    return {
        row.id: Expected(row.form.chosen, row.form.words.data or "", row.form.opened_version)
        for row in rows
    }


def refuse_estimates(
    rows: Sequence[EstimateLine], refused: RowsRefused, fresh: Mapping[int, Estimate]
) -> None:
    """Put every problem at its row; an estimate given meanwhile is shown beside one's own."""
    for row in rows:
        row.form.add(refused.problems.get(row.id, {}))
        if row.id in refused.stale:
            row.stale, row.last = True, fresh.get(row.id)
            row.form.version.data = str(row.last.id if row.last else 0)
