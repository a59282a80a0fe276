"""The ladder as an administrator keeps it."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select

from tracker.extensions import db
from tracker.reminders.models import LadderRung
from tracker.reminders.rules.changing import RungForm
from tracker.reminders.rules.editing import Place
from tracker.reminders.rules.ladder import Anchor, LatePolicy, Level, Rung
from tracker.reminders.rules.subjects import SubjectKind
from tracker.statements import rows_of


def rungs(*, lock: bool = False) -> Sequence[LadderRung]:
    """Every rung, switched-off ones too, in the order they were made."""
    query = select(LadderRung).order_by(LadderRung.id)
    return db.session.scalars(query.with_for_update() if lock else query).all()


def rung_by_id(rung_id: int, *, lock: bool = False) -> LadderRung | None:
    """One rung."""
    query = select(LadderRung).where(LadderRung.id == rung_id)
    return db.session.scalars(query.with_for_update() if lock else query).first()


def as_value(row: LadderRung) -> Rung:
    """A row as the rules take it."""
    return Rung(
        SubjectKind(row.kind), Level(row.level), Anchor(row.anchor), row.count, row.weekly,
        LatePolicy(row.policy),
    )  # fmt: skip


def ladder() -> list[Rung]:
    """The rungs that are switched on."""
    return [as_value(row) for row in rungs() if row.enabled]


_POLICIES = select(LadderRung.kind, LadderRung.level, LadderRung.anchor, LadderRung.count,
                   LadderRung.policy)  # fmt: skip


def policies() -> dict[tuple[str, str], LatePolicy]:
    """The late policy of every rung, by kind and name."""
    return {
        (kind, f"{level}/{anchor}/{count}"): LatePolicy(policy)
        for kind, level, anchor, count, policy in rows_of(_POLICIES)
    }


def typed_of(rows: Sequence[LadderRung]) -> dict[int, tuple[Place, RungForm]]:
    """The rows as the form of the whole ladder takes them, by id."""
    return {
        row.id: (
            Place(SubjectKind(row.kind), Level(row.level), Anchor(row.anchor)),
            RungForm(row.count, row.weekly, LatePolicy(row.policy), row.enabled),
        )
        for row in rows
    }


def state_of(rows: Sequence[LadderRung]) -> str:
    """A mark of the rows and their versions: it changes when any of them is saved."""
    told = ",".join(f"{row.id}:{row.version}" for row in rows)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
