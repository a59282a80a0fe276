"""The pages of the year's end as values: each row with its form, ready to draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from tracker.tasks.operations.estimating import Expected
from tracker.tasks.operations.updating_many import RowsRefused
from tracker.tasks.queries.year_end import Estimate
from tracker.tasks.rules.states import Outlook
from tracker.work.grid.forms import EstimateRow, ResultRow, beginning, prefix_of
from tracker.work.grid.posting import Row
from tracker.work.grid.said import SaidRow
from tracker.work.lines import Line


@dataclass(slots=True, kw_only=True)
class YearRow(SaidRow):
    """A standing duty that is asked for the year's result; `shown`: pieces of evidence so far."""

    shown: int


def year_rows(lines: Sequence[Line], shown: Mapping[int, int], here: str) -> list[YearRow]:
    """The rows with their forms, as they begin or as posted."""
    return [_result(line, shown.get(line.row.id, 0), here) for line in lines]


def _result(line: Line, shown: int, here: str) -> YearRow:
    form = ResultRow(prefix=prefix_of(line.row.id), version=str(line.row.version))
    full_url = url_for("work.update", id=line.row.id, next=here)
    return YearRow(line=line, form=form, full_url=full_url, shown=shown)


@dataclass(slots=True, kw_only=True)
class EstimateLine(Row):
    """An open obligation to be estimated; `last`: its estimate so far."""

    last: Estimate | None

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
    return EstimateLine(line=line, form=form, last=last)


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
