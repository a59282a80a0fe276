"""Write what units expect of their open work by 31/12: all of it or nothing, one audit entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.tasks.models.closing import YearEstimate
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.updating_many import RowsRefused, When
from tracker.tasks.queries.year_end import Estimate, estimates_of
from tracker.tasks.rules.states import Outlook
from tracker.tasks.rules.year_end import estimate_problem, estimates_open
from tracker.text import vn_date


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one obligation; `last_id` is the estimate that the form showed, or 0."""

    outlook: Outlook | None
    words: str
    last_id: int = 0

    def same_as(self, known: Estimate | None) -> bool:
        """Whether this very estimate stands already: a double post."""
        return known is not None and (known.outlook, known.words) == (self.outlook, self.words)


def record_estimates(
    rows: Sequence[Obligation], expected: Mapping[int, Expected], actor: Actor, when: When
) -> int:
    """Append an estimate to each of these obligations, which are locked; how many stand written.

    The year is that of the day. Raises RowsRefused when any of them cannot be written.
    """
    year = when.today.year
    known = estimates_of([row.id for row in rows], year)
    waiting = [row for row in rows if not expected[row.id].same_as(known.get(row.id))]
    problems = {
        row.id: found for row in waiting if (found := _problems(row, expected[row.id], when))
    }
    stale = {row.id for row in waiting if _last(known.get(row.id)) != expected[row.id].last_id}
    if problems or stale:
        raise RowsRefused(problems, frozenset(stale))
    written = [_estimate(row, expected[row.id], actor, when) for row in waiting]
    if written:
        db.session.add_all(written)
        db.session.flush()
        history.record(
            actor, "year_end.estimate", at=when.now, subject=f"year:{year}",
            ids=[one.id for one in written], detail={"rows": len(written)},
        )  # fmt: skip
    return len(rows)


def _last(known: Estimate | None) -> int:
    return known.id if known else 0


def _problems(row: Obligation, expected: Expected, when: When) -> dict[str, str]:
    if not estimates_open(when.today.year, when.today):
        return {"outlook": f"Ngày {vn_date(when.today)} chưa đến thời gian ước thực hiện."}
    if not row.open:
        return {"outlook": "Phần việc đã hoàn thành hoặc đã kết thúc nên không cần ước."}
    message = estimate_problem(expected.outlook, expected.words)
    if not message:
        return {}
    return {"outlook" if expected.outlook is None else "words": message}


def _estimate(row: Obligation, expected: Expected, actor: Actor, when: When) -> YearEstimate:
    return YearEstimate(
        obligation_id=row.id, year=when.today.year, outlook=str(expected.outlook),
        words=expected.words, recorded_at=when.now, actor_id=actor.user_id,
        actor_label=actor.label,
    )  # fmt: skip
