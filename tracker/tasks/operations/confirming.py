"""Write the following body's word: a result is confirmed, or more is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_versions
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate
from tracker.tasks.operations.caching import Written, as_line, histories, settle
from tracker.tasks.rules.confirming import Judged, Judgement, check, judged
from tracker.tasks.rules.states import AssignmentRole, State, UpdateKind


@dataclass(frozen=True, slots=True)
class Judging:
    """Who judges and when; `form_key` makes a double post one line per obligation."""

    actor: Actor
    form_key: str
    today: date
    now: datetime


def judge_results(
    rows: Sequence[Obligation], versions: Mapping[int, int], judgement: Judgement, judging: Judging
) -> list[StatusUpdate]:
    """Append the judgement to the history of these locked rows; the lines written.

    `versions` are those that the form was opened with, by id. Raises Stale when a row is gone or
    changed since, Refused with Vietnamese problems per field. A repeated `form_key` returns the
    lines of the first post.
    """
    posted = _posted(versions, judging)
    if posted:
        return posted
    check_versions({row.id: row.version for row in rows}, versions)
    before = histories(list(versions))
    written = []
    for row in rows:
        now = judged(map(as_line, before[row.id]))
        _check(judgement, now, row, judging, alone=len(rows) == 1)
        line = _line(row, judgement, now, judging)
        db.session.add(line)
        written.append(Written(row, line))
    settle(written)
    history.record(
        judging.actor, f"update.{judgement.kind}", at=judging.now, subject="obligation",
        ids=sorted(versions), detail={"lines": [one.line.id for one in written][:100]},
    )  # fmt: skip
    return [one.line for one in written]


def _check(
    judgement: Judgement, now: Judged, row: Obligation, judging: Judging, *, alone: bool
) -> None:
    try:
        check(judgement, now, AssignmentRole(row.role), judging.today)
    except Refused as refused:
        if alone:
            raise
        title = row.task.title[:80].strip(" .;")
        problems = {key: f"“{title}”: {text}" for key, text in refused.problems.items()}
        raise Refused(problems) from None


def _posted(versions: Mapping[int, int], judging: Judging) -> list[StatusUpdate]:
    keys = [_key(judging, number) for number in versions]
    query = select(StatusUpdate).where(
        StatusUpdate.actor_id == judging.actor.user_id, StatusUpdate.form_key.in_(keys)
    )
    return list(db.session.scalars(query))


def _key(judging: Judging, obligation_id: int) -> str:
    return f"{judging.form_key[:40]}-{obligation_id}"


def _line(row: Obligation, judgement: Judgement, now: Judged, judging: Judging) -> StatusUpdate:
    """A confirmation repeats the state that it confirms; asking takes the work up again."""
    asked = judgement.kind is UpdateKind.ASKED
    return StatusUpdate(
        obligation_id=row.id, kind=judgement.kind.value,
        state=(State.IN_PROGRESS if asked else now.state).value,
        happened_on=judgement.happened_on, recorded_at=judging.now,
        actor_id=judging.actor.user_id, actor_label=judging.actor.label, words=judgement.words,
        form_key=_key(judging, row.id),
    )  # fmt: skip
