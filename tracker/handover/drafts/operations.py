"""Write a hand-over draft, line by line, and apply it on its day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tracker import history
from tracker.documents.operations import Paper, record_paper
from tracker.extensions import db
from tracker.handover.drafts.queries import draft_of, file_of
from tracker.handover.models import HandoverDraft
from tracker.handover.operations import Applied, apply_succession
from tracker.handover.reading import LISTS, SuccessionFile
from tracker.permissions import Actor
from tracker.refusals import Refused, check_version
from tracker.tasks.operations.desired import Settings
from tracker.units.models import Succession

CODE_TAKEN = "Mã này đã dùng cho một bàn giao khác; hãy chọn mã khác."
Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """What a hand-over is, from when, and by which paper: a code on record, or a new paper."""

    code: str
    title: str
    effective_on: date
    basis: str
    paper: Paper | None = None


def create_draft(
    head: Head, lists: dict[str, list[Values]], actor: Actor, now: datetime
) -> HandoverDraft:
    """A draft with these lines (by the names of a succession file). Raises Refused."""
    _check_code(head.code, None)
    draft = HandoverDraft(
        code=head.code, title=head.title, effective_on=head.effective_on,
        content={name: lists.get(name, []) for name in LISTS} | _basis(head), created_at=now,
        created_by_id=actor.user_id, created_label=actor.label,
    )  # fmt: skip
    db.session.add(draft)
    db.session.flush()
    _record(draft, "handover.draft", actor, now)
    return draft


def draft_from_file(
    file: SuccessionFile, raw: dict[str, Any], actor: Actor, now: datetime
) -> HandoverDraft:
    """A draft that says what a succession file says; `raw` are its values. Raises Refused."""
    lists = {
        name: [{key: str(value or "") for key, value in item.items()} for item in raw[name] or []]
        for name in LISTS
        if name in raw
    }
    head = Head(file.code, file.title or file.code, file.effective_on, file.basis)
    return create_draft(head, lists, actor, now)


def save_head(
    draft: HandoverDraft, head: Head, version: int, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Change what the draft says of itself. Raises Stale, Refused."""
    check_version(draft.version, version)
    _check_code(head.code, draft.id)
    draft.code, draft.title, draft.effective_on = head.code, head.title, head.effective_on
    _save(draft, _basis(head), actor, now)


def save_line(
    draft: HandoverDraft, place: tuple[str, int], values: Values | None, version: int,
    actor: Actor, *, now: datetime,
) -> None:  # fmt: skip
    """Put a line at its place in one of the lists (0 adds it); None takes it out. Raises Stale."""
    check_version(draft.version, version)
    name, number = place
    rows = list(draft.content.get(name) or [])
    if number == 0:
        rows += [values] if values else []
    else:
        rows[number - 1 : number] = [values] if values else []
    _save(draft, {name: rows}, actor, now)


def remove_draft(draft: HandoverDraft, version: int, actor: Actor, now: datetime) -> None:
    """Throw a draft away that was not applied. Raises Stale."""
    check_version(draft.version, version)
    _record(draft, "handover.remove", actor, now)
    db.session.delete(draft)
    db.session.flush()


def apply_draft(
    draft: HandoverDraft, version: int, settings: Settings, actor: Actor, now: datetime
) -> Applied:
    """Carry the draft out, and keep what came of it. Raises Stale, SuccessionFileError."""
    check_version(draft.version, version)
    applied = carry_out(draft, settings, actor, now)
    if applied.already:
        return applied
    counts = applied.obligations
    draft.applied_at, draft.applied_label = now, actor.label
    draft.outcome = {"moves": applied.moves, "begun": applied.units_begun,
                     "ended": applied.units_ended, "opened": counts.opened,
                     "closed": counts.ended}  # fmt: skip
    draft.version += 1
    db.session.flush()
    return applied


def carry_out(
    draft: HandoverDraft, settings: Settings, actor: Actor, now: datetime, *, ahead: bool = False
) -> Applied:
    """Apply what the draft says; its new paper gets its row first. Raises SuccessionFileError.

    `ahead` is for a preview, which its caller undoes.
    """
    paper = draft.content.get("paper")
    basis = record_paper(paper_of(paper)).code if paper else ""
    return apply_succession(file_of(draft, basis), settings, actor, now, ahead=ahead)


def paper_of(kept: dict[str, str]) -> Paper:
    """The paper that a draft's content names."""
    issued = date.fromisoformat(kept["issued_on"])
    return Paper(kept["kind"], kept["number"], issued, kept["issuer"], kept["subject"])


def _basis(head: Head) -> dict[str, Any]:
    paper = head.paper
    if paper is None:
        return {"basis": head.basis, "paper": None}
    issued = paper.issued_on.isoformat() if paper.issued_on else ""
    kept = {"kind": paper.kind, "number": paper.number, "issued_on": issued,
            "issuer": paper.issuer, "subject": paper.subject}  # fmt: skip
    return {"basis": "", "paper": kept}


def _check_code(code: str, own_id: int | None) -> None:
    used = db.session.scalars(select(Succession.id).where(Succession.file_code == code)).first()
    other = draft_of(code)
    if used or (other and other.id != own_id):
        raise Refused({"code": CODE_TAKEN})


def _save(draft: HandoverDraft, changes: dict[str, Any], actor: Actor, now: datetime) -> None:
    draft.content = draft.content | changes
    draft.version += 1
    db.session.flush()
    _record(draft, "handover.save", actor, now)


def _record(draft: HandoverDraft, action: str, actor: Actor, now: datetime) -> None:
    history.record(actor, action, at=now, subject=f"handover:{draft.id}", ids=[draft.id],
                   detail={"code": draft.code, "version": draft.version})  # fmt: skip
