"""Hand-overs that are being prepared."""

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from tracker.documents.models import Document
from tracker.extensions import db
from tracker.handover.models import HandoverDraft
from tracker.handover.reading import LISTS, SuccessionFile, succession_of
from tracker.plans.models import Plan
from tracker.tasks.models.printed import Task
from tracker.units.models import Succession, Unit
from tracker.units.queries import names_on


def open_drafts() -> list[HandoverDraft]:
    """The drafts that were not applied, by their day."""
    recorded = select(Succession.file_code)
    query = select(HandoverDraft).where(
        HandoverDraft.applied_at.is_(None), HandoverDraft.code.not_in(recorded)
    )
    return list(db.session.scalars(query.order_by(HandoverDraft.effective_on, HandoverDraft.id)))


def draft_codes() -> set[str]:
    """The codes of all drafts, applied ones too."""
    return set(db.session.scalars(select(HandoverDraft.code)))


def open_draft(draft_id: int, *, lock: bool = False) -> HandoverDraft | None:
    """A draft that was not applied; `lock` keeps other writers out."""
    query = select(HandoverDraft).where(
        HandoverDraft.id == draft_id, HandoverDraft.applied_at.is_(None)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).first()


def draft_of(code: str) -> HandoverDraft | None:
    """The draft of this code, applied or not."""
    return db.session.scalars(select(HandoverDraft).where(HandoverDraft.code == code)).first()


def file_of(draft: HandoverDraft, basis: str = "") -> SuccessionFile:
    """What the draft says, as a succession file. Raises SuccessionFileError.

    `basis` is the code of the paper that the draft names but that has no row yet.
    """
    kept = {name: draft.content.get(name) or [] for name in LISTS}
    return succession_of(
        kept | {"code": draft.code, "title": draft.title, "effective_on": draft.effective_on,
                "basis": basis or draft.content.get("basis", "")}
    )  # fmt: skip


def papers() -> list[Document]:
    """The papers on record that may be a legal basis, the latest first."""
    query = select(Document).order_by(Document.issued_on.desc().nulls_last(), Document.id)
    return list(db.session.scalars(query))


def bodies(draft: HandoverDraft) -> dict[str, str]:
    """The names of units by code, in official order, with those that the draft begins.

    Only units that are there on the draft's day, or were on the day before.
    """
    eve = draft.effective_on - timedelta(days=1)
    alive = select(Unit.id).where(
        or_(Unit.valid_to.is_(None), Unit.valid_to >= eve),
        or_(Unit.valid_from.is_(None), Unit.valid_from <= draft.effective_on),
    )
    named = names_on(eve, list(db.session.scalars(alive)))
    begun: list[dict[str, Any]] = draft.content.get("new_units") or []
    return {unit.code: unit.name for unit in named.values()} | {
        unit["code"]: f"{unit['name']} (mới)" for unit in begun
    }


def task_titles() -> dict[str, str]:
    """The rows that ask for work, by code, in printed order."""
    query = (
        select(Task.code, Task.number, Task.title, Plan.number)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Task.owes.is_(True), Task.ended_on.is_(None))
        .order_by(Plan.sort_order, Plan.id, Task.position)
    )
    return {
        code: ". ".join(filter(None, (number, title))) + (f" ({plan})" if plan else "")
        for code, number, title, plan in db.session.execute(query)
    }


def applied_draft(draft_id: int) -> HandoverDraft | None:
    """A draft that was applied."""
    query = select(HandoverDraft).where(
        HandoverDraft.id == draft_id, HandoverDraft.applied_at.is_not(None)
    )
    return db.session.scalars(query).first()
