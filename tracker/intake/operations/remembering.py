"""Carry what a person settled over to rows that are read again, by their place in the file."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from tracker.extensions import db
from tracker.intake.models import IntakeLink, IntakeRow
from tracker.intake.queries.intakes import rows_of
from tracker.intake.queries.links import links_of

_SETTLED = (
    "taken", "number", "title", "product_text", "lead_text", "partners_text", "deadline_text",
    "target", "note", "is_heading", "field_id", "field_basis", "addressees", "products", "task_id",
)  # fmt: skip
_ABOVE = ("parent_id", "cells_from_id")
_LINK = ("kind", "task_id", "criterion_id", "likeness", "basis", "taken")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What rows said, what they stood under, and the links that were taken, by their anchors."""

    rows: dict[str, dict[str, Any]]
    above: dict[str, dict[str, str | None]]
    links: list[tuple[str, dict[str, Any]]]


def remember(intake_id: int) -> Remembered:
    """What a person settled of a reading so far."""
    rows = rows_of(intake_id)
    anchors = {row.id: row.anchor for row in rows}
    settled = [row for row in rows if row.settled]
    return Remembered(
        {row.anchor: {name: getattr(row, name) for name in _SETTLED} for row in settled},
        {row.anchor: {name: anchors.get(getattr(row, name)) for name in _ABOVE} for row in settled},
        [(anchors[link.row_id], {name: getattr(link, name) for name in _LINK})
         for link in links_of(intake_id) if link.taken],
    )  # fmt: skip


def forget(intake_id: int) -> None:
    """Delete the rows of a reading, and the links that were offered for them."""
    ids = select(IntakeRow.id).where(IntakeRow.intake_id == intake_id)
    db.session.execute(delete(IntakeLink).where(IntakeLink.row_id.in_(ids)))
    mine = IntakeRow.intake_id == intake_id
    db.session.execute(update(IntakeRow).where(mine).values(parent_id=None, cells_from_id=None))
    db.session.execute(delete(IntakeRow).where(mine))
    db.session.expire_all()


def bring_back(intake_id: int, was: Remembered) -> None:
    """Give rows that begin where settled ones began what these said."""
    rows = rows_of(intake_id)
    ids = {row.anchor: row.id for row in rows}
    for row in rows:
        for name, value in was.rows.get(row.anchor, {}).items():
            setattr(row, name, value)
        for name, anchor in was.above.get(row.anchor, {}).items():
            if anchor is None or anchor in ids:
                setattr(row, name, ids[anchor] if anchor else None)
        row.settled = row.anchor in was.rows
    db.session.flush()
    links = [{"row_id": ids[anchor], **link} for anchor, link in was.links if anchor in ids]
    if links:
        db.session.execute(insert(IntakeLink), links)
