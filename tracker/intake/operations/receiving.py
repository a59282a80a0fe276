"""Keep what was read of a plan's file, so that a person can correct it row by row."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from tracker import history
from tracker.calendar.schedule import PlanContext
from tracker.documents.operations import register_files
from tracker.extensions import db
from tracker.intake.arriving import Arrived
from tracker.intake.models import IntakeRow, PlanIntake
from tracker.intake.operations.comparing import compare, locked_open
from tracker.intake.operations.linking import propose
from tracker.intake.operations.remembering import bring_back, forget, remember
from tracker.intake.queries.changes import has_rows
from tracker.intake.queries.directory import directory
from tracker.intake.queries.intakes import raw_of, rows_of
from tracker.intake.rules.keeping import KeptRow, kept_rows, with_offers
from tracker.intake.rules.proposal import ReadPlan
from tracker.intake.rules.raw import RawFile
from tracker.intake.rules.understanding import Given, understand
from tracker.intake.transport import packed
from tracker.permissions import Actor
from tracker.plans.models import Plan
from tracker.plans.queries import plan_fields
from tracker.refusals import check_version

_NAMED = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file, with the names of a day."""

    day: date
    found: ReadPlan


def read_for(plan: Plan, raw: RawFile, today: date) -> Reading:
    """What a plan's file says; it takes seconds, so nothing is held meanwhile.

    The day whose bodies it names is that of the plan's paper, of an amended file today. Raises
    FileRefused (Vietnamese).
    """
    issued = plan.document.issued_on if plan.document else None
    day = issued if issued and not has_rows(plan.id) else today
    return Reading(day, _read(plan, raw, day, {}))


def read_anew(intake: PlanIntake, given: Given) -> ReadPlan:
    """What the file says with what a person says that columns mean. Raises FileRefused.

    `given` is everything that was said of columns so far, by the numbers of table and column.
    """
    return _read(intake.plan, raw_of(intake), intake.read_on, given)


def receive(
    plan: Plan, arrived: Arrived, reading: Reading, actor: Actor, now: datetime
) -> PlanIntake:
    """Keep what stands in a file and what `read_for` read of it.

    The same file that is open for the plan already is that one: a form sent twice is one reading.
    Where the plan has rows, the file is taken for an amended one and laid beside them.
    """
    known = select(PlanIntake).where(
        PlanIntake.plan_id == plan.id, PlanIntake.blob_sha256 == arrived.file.sha256,
        PlanIntake.state == "open",
    )  # fmt: skip
    found = db.session.scalars(known).first()
    if found is not None:
        return found
    read = reading.found
    register_files([arrived.file], now)
    intake = PlanIntake(
        plan_id=plan.id, kind=arrived.kind, file_name=arrived.file.name[:_NAMED],
        blob_sha256=arrived.file.sha256, read_on=reading.day,
        raw=zlib.compress(packed(arrived.raw)), told=list(read.told), created_at=now,
        actor_label=actor.label,
    )  # fmt: skip
    db.session.add(intake)
    db.session.flush()
    _keep(intake.id, kept_rows(read))
    compare(intake)
    propose(intake, rows_of(intake.id))
    history.record(
        actor, "intake.receive", at=now, subject=f"plan:{plan.code}", ids=(intake.id,),
        detail={"file": intake.file_name, "rows": len(read.rows)},
    )  # fmt: skip
    return intake


def set_columns(
    intake: PlanIntake, given: Given, read: ReadPlan, version: int, *, actor: Actor, now: datetime
) -> None:
    """Keep what a person says that columns mean, with what `read_anew` read by it.

    Rows that a person settled stay as they are where the file still has one in their place. Raises
    Stale and Refused.
    """
    intake = locked_open(intake.id)
    check_version(intake.version, version)
    settled = remember(intake.id)
    forget(intake.id)
    _keep(intake.id, kept_rows(read))
    bring_back(intake.id, settled)
    intake.columns = [[*at, meaning.value] for at, meaning in sorted(given.items())]
    intake.told = list(read.told)
    intake.version += 1
    compare(intake)
    propose(intake, rows_of(intake.id))
    history.record(
        actor, "intake.columns", at=now, subject=f"plan:{intake.plan.code}", ids=(intake.id,),
        detail={"columns": intake.columns},
    )  # fmt: skip


def _read(plan: Plan, raw: RawFile, day: date, given: Given) -> ReadPlan:
    context = PlanContext(plan.period_start, plan.period_end, plan.year)
    return understand(raw, directory(day, divisions_of=plan.owner_unit_id), context, given)


def _keep(intake_id: int, rows: Sequence[KeptRow]) -> None:
    """Write the rows: one statement for all of them, one for what stands above them."""
    fields = {field.code: field.id for field in plan_fields().values()}
    values = [_stored(row, fields) | {"intake_id": intake_id} for row in rows]
    if not values:
        return
    table = IntakeRow.__table__  # as one statement: the ORM parts rows by which cells are empty
    told = insert(table).returning(table.c.position, table.c.id)
    ids = dict(db.session.execute(told, values).all())
    above = [
        {"id": ids[row.position], "parent_id": ids.get(row.parent or 0),
         "cells_from_id": ids.get(row.cells_from or 0)}
        for row in rows
        if row.parent or row.cells_from
    ]  # fmt: skip
    if above:
        db.session.execute(update(IntakeRow), above)


def _stored(row: KeptRow, fields: Mapping[str, int]) -> dict[str, Any]:
    """A row as its table takes it, without what stands above it."""
    values = asdict(row)
    for name in ("parent", "cells_from", "field"):
        del values[name]
    for name in ("addressees", "products", "places"):
        values[name] = list(getattr(row, name))
    values["questions"] = with_offers(row.questions, fields.__getitem__)
    return values | {"field_id": fields.get(row.field)}
