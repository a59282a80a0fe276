"""A compiler lets lines for heads and leadership go, or drops them with a reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor, Permission, Viewer
from tracker.refusals import Stale, refuse
from tracker.reminders.models import Reminder
from tracker.reminders.queries.held import locked_lines
from tracker.reminders.rules.releasing import DROPPED, reason_problem
from tracker.reminders.rules.states import LineState


@dataclass(frozen=True, slots=True)
class Decision:
    """Which lines, by id, and whether they go; `reason` is asked where they do not."""

    ids: Collection[int]
    release: bool
    reason: str = ""


def decide(decision: Decision, viewer: Viewer, actor: Actor, *, now: datetime) -> int:
    """Release or drop held lines within the viewer's scope; how many matters, not channels.

    Raises Refused (nothing chosen, no reason) and Stale (one of them waits no longer).
    """
    refuse(_problems(decision))
    rows = locked_lines(viewer.scope(Permission.RELEASE_REMINDERS), decision.ids)
    if len(rows) != len(set(decision.ids)) or any(row.state != LineState.HELD for row in rows):
        raise Stale
    _write(rows, decision, actor, now)
    db.session.flush()
    action = "reminders.release" if decision.release else "reminders.drop"
    detail = {"reason": decision.reason} if not decision.release else {}
    history.record(
        actor, action, at=now, subject="reminders", ids=[row.id for row in rows], detail=detail
    )
    return len({(row.subject, row.rung, row.due_on, row.person_id) for row in rows})


def _problems(decision: Decision) -> dict[str, str]:
    return {
        "": "" if decision.ids else "Hãy chọn ít nhất một nội dung.",
        "reason": "" if decision.release else reason_problem(decision.reason),
    }


def _write(rows: Sequence[Reminder], decision: Decision, actor: Actor, now: datetime) -> None:
    for row in rows:
        row.released_at, row.released_label = now, actor.label
        if decision.release:
            row.state = LineState.QUEUED.value
        else:
            row.state, row.ended_at = LineState.CANCELLED.value, now
            row.reason = f"{DROPPED}{decision.reason}"
