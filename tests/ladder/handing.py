"""A hand-over in preparation, for the walk: Sở Tư pháp would give everything to Sở Nội vụ."""

from datetime import date

from tests.tasks.factories import NOON
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.handover.models import HandoverDraft

_PAPER = {
    "kind": "Nghị quyết", "number": "12/NQ-HĐND", "issued_on": "2025-06-05",
    "issuer": "Hội đồng nhân dân tỉnh", "subject": "Sắp xếp cơ quan chuyên môn",
}  # fmt: skip
_MOVE = {"from": "STP", "to": "SNV", "kind": "merge", "scope": "whole", "note": ""}


def build_draft():
    """The draft; its own paper has no row yet."""
    content = {"basis": "", "paper": _PAPER, "moves": [_MOVE]}
    with write_transaction():
        db.session.add(
            HandoverDraft(
                code="BG-1", title="Sắp xếp Sở Tư pháp", effective_on=date(2025, 6, 10),
                content=content, created_at=NOON, created_label="Quản trị hệ thống",
            )
        )  # fmt: skip


def handover_places(unit_id):
    """Values for the variables of the routes; nothing was applied, nothing waits for an heir."""
    return {
        "draft_id": db.session.scalar(db.select(HandoverDraft.id)), "slug": "ban-giao", "place": 1,
        "file_code": "BG-1", "former_id": unit_id, "ended": "2025-06-10",
    }  # fmt: skip


def handover_pages():
    """Pages of the draft that tell of the work of units."""
    draft = f"/quan-tri/ban-giao/ban-soan/{handover_places(0)['draft_id']}"
    return [draft, f"{draft}/xem-truoc", f"{draft}/ban-giao/1"]
