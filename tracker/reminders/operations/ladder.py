"""An administrator changes the ladder."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker import history
from tracker.extensions import db
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version, refuse
from tracker.reminders.models import LadderRung
from tracker.reminders.rules.anchors import ANCHORS
from tracker.reminders.rules.changing import RungForm, problems_of
from tracker.reminders.rules.ladder import Anchor, Level
from tracker.reminders.rules.subjects import SubjectKind

NO_ANCHOR = "Nội dung này không có mốc như vậy để nhắc."
TWICE = "Thang nhắc việc đã có bậc này."


@dataclass(frozen=True, slots=True)
class RungPlace:
    """Which rung: of what kind, who hears, what its number counts from."""

    kind: SubjectKind
    level: Level
    anchor: Anchor


def change_rung(row: LadderRung, version: int, form: RungForm, actor: Actor, now: datetime) -> None:
    """Change the days, repetition, late policy of a rung, or switch it. Raises Stale, Refused."""
    check_version(row.version, version)
    refuse(problems_of(Anchor(row.anchor), form))
    _refuse_twice(row.kind, row.level, row.anchor, form.count, but=row.id)
    _fill(row, form)
    row.version += 1
    db.session.flush()
    _record(row, "reminders.rung", actor, now)


def add_rung(place: RungPlace, form: RungForm, actor: Actor, now: datetime) -> LadderRung:
    """Add a rung. Raises Refused, also for an anchor that matters of this kind do not have."""
    refuse({"anchor": "" if place.anchor in ANCHORS[place.kind] else NO_ANCHOR})
    refuse(problems_of(place.anchor, form))
    _refuse_twice(place.kind.value, place.level.value, place.anchor.value, form.count)
    row = LadderRung(
        kind=place.kind.value, level=place.level.value, anchor=place.anchor.value, version=1
    )
    _fill(row, form)
    db.session.add(row)
    db.session.flush()
    _record(row, "reminders.rung_added", actor, now)
    return row


def _fill(row: LadderRung, form: RungForm) -> None:
    row.count, row.weekly = form.count, form.weekly
    row.policy, row.enabled = form.policy.value, form.enabled


def _refuse_twice(
    kind: str, level: str, anchor: str, count: int, *, but: int | None = None
) -> None:
    query = select(LadderRung.id).where(
        LadderRung.kind == kind, LadderRung.level == level, LadderRung.anchor == anchor,
        LadderRung.count == count, LadderRung.id != (but or 0),
    )  # fmt: skip
    if db.session.scalar(query) is not None:
        raise Refused({"count": TWICE})


def _record(row: LadderRung, action: str, actor: Actor, now: datetime) -> None:
    history.record(
        actor, action, at=now, subject=f"{row.kind}:{row.level}/{row.anchor}/{row.count}",
        ids=(row.id,),
        detail={"weekly": row.weekly, "policy": row.policy, "enabled": row.enabled},
    )  # fmt: skip
