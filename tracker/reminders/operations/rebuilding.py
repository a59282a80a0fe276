"""An administrator saves the ladder as a whole."""

from collections.abc import Sequence
from datetime import datetime

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, Stale
from tracker.reminders.models import LadderRung
from tracker.reminders.operations.ladder import RungPlace, add_rung, change_rung
from tracker.reminders.queries.ladder import rungs, state_of, typed_of
from tracker.reminders.rules.editing import Typed, changed, problems

ASIDE = 10_000
"""Beyond the days that any rung may have."""


def save_ladder(typed: Typed, state: str, actor: Actor, *, now: datetime) -> int:
    """Keep what was typed; how many rungs changed, were added or taken away.

    Only rungs that an administrator added are taken away. Raises Stale when the ladder is no longer
    in `state`, Refused when it cannot be kept.
    """
    rows = rungs(lock=True)
    if state_of(rows) != state:
        raise Stale
    if problems(typed) or not typed.removed <= {row.id for row in rows if not row.seed_digest}:
        raise Refused({"": "Thang nhắc việc chưa lưu được; hãy xem lại các ô có ghi chú."})
    stored = {number: form for number, (_, form) in typed_of(rows).items()}
    altered = changed(typed, stored)
    _take_away([row for row in rows if row.id in typed.removed], actor, now)
    _make_room([row for row in rows if row.id in altered])
    for row in rows:
        if row.id in altered:
            change_rung(row, row.version, typed.rows[row.id][1], actor, now)
    if typed.added:
        place, form = typed.added
        add_rung(RungPlace(place.kind, place.level, place.anchor), form, actor, now)
    return len(altered) + len(typed.removed) + bool(typed.added)


def _make_room(rows: Sequence[LadderRung]) -> None:
    """Put rungs that change out of each other's way: two of them may swap their days."""
    for row in rows:
        row.count += ASIDE
    db.session.flush()


def _take_away(rows: Sequence[LadderRung], actor: Actor, now: datetime) -> None:
    for row in rows:
        subject = f"{row.kind}:{row.level}/{row.anchor}/{row.count}"
        history.record(actor, "reminders.rung_removed", at=now, subject=subject, ids=[row.id])
        db.session.delete(row)
    db.session.flush()
