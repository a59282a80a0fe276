"""Write what a unit says of several obligations at once: all of it or nothing, one audit entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import Row

from tracker import history
from tracker.permissions import Actor
from tracker.refusals import Refused, Stale, check_version
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.operations.caching import Written, as_line, histories, settle
from tracker.tasks.operations.updating import Submission, add_line, decided_for
from tracker.tasks.rules.asof import effective_lines, status_of
from tracker.tasks.rules.states import UpdateKind
from tracker.tasks.rules.updating import Decided, withdrawn


class RowsRefused(Exception):
    """Nothing was written.

    `problems` says per obligation and field what to do, `stale` names the obligations that
    somebody else changed since the form was opened.
    """

    def __init__(self, problems: Mapping[int, dict[str, str]], stale: frozenset[int]) -> None:
        super().__init__(f"{len(problems)} rows refused, {len(stale)} stale")
        self.problems, self.stale = dict(problems), stale


@dataclass(frozen=True, slots=True)
class When:
    """The day and the instant at which something is recorded."""

    today: date
    now: datetime


def record_updates(
    rows: Sequence[Obligation], submissions: Mapping[int, Submission], actor: Actor, when: When
) -> int:
    """Append one line to each of these obligations, which are locked; how many stand written.

    Raises RowsRefused when any of them cannot be written. Rows that this very form wrote before
    are left alone, so that a double post is one.
    """
    lines = histories([row.id for row in rows])
    waiting = [row for row in rows if not _posted(lines[row.id], submissions[row.id], actor)]
    decided = _decide_all(waiting, submissions, lines, when.today)
    written = []
    for row, said in zip(waiting, decided, strict=True):
        line = add_line(row, said, submissions[row.id], actor, when.now)
        written.append(Written(row, line, line.last))
    if written:
        settle(written)
        _record(written, actor, when.now)
    return len(rows)


def _posted(lines: Iterable[Row[Any]], submission: Submission, actor: Actor) -> bool:
    key = (actor.user_id, submission.form_key)
    return any((line.actor_id, line.form_key) == key for line in lines)


def _decide_all(
    rows: Sequence[Obligation],
    submissions: Mapping[int, Submission],
    lines: Mapping[int, Sequence[Row[Any]]],
    today: date,
) -> list[Decided]:
    """What is to be written of each row, in their order."""
    decided, problems, stale = [], {}, set()
    for row in rows:
        try:
            said = partial(lines.__getitem__, row.id)
            decided.append(decided_for(row, submissions[row.id], said, today))
        except Stale:
            stale.add(row.id)
        except Refused as refused:
            problems[row.id] = refused.problems
    if problems or stale:
        raise RowsRefused(problems, frozenset(stale))
    return decided


def _record(written: Sequence[Written], actor: Actor, now: datetime) -> None:
    """One audit entry, whatever the number of lines."""
    kinds = sorted({one.line.kind for one in written})
    subject = "obligation:" + ",".join(str(one.obligation.id) for one in written)
    history.record(
        actor, f"update.{kinds[0]}" if len(kinds) == 1 else "update.many", at=now,
        subject=subject, ids=[one.line.id for one in written], detail={"rows": len(written)},
    )  # fmt: skip


NOTHING_TO_TAKE_BACK = "Không còn nội dung “Không thay đổi” nào để hoàn tác ở phần việc này."


def take_back_no_change(row: Obligation, submission: Submission, actor: Actor, when: When) -> None:
    """Put what held before in the place of the "không thay đổi" that was said last.

    Raises Stale, and Refused when something else was said since.
    """
    lines = histories([row.id])[row.id]
    if _posted(lines, submission, actor):
        return
    check_version(row.version, submission.version)
    counted = effective_lines(map(as_line, lines))
    if not counted or counted[-1].kind is not UpdateKind.NO_CHANGE or row.ended_on is not None:
        raise Refused({"state": NOTHING_TO_TAKE_BACK})
    last, before = counted[-1], status_of(counted[:-1])
    decided = withdrawn(before.state, before.state_on, last.happened_on)
    correction = Submission(submission.said, submission.version, submission.form_key, last.id)
    written = [Written(row, add_line(row, decided, correction, actor, when.now))]
    settle(written)
    _record(written, actor, when.now)
