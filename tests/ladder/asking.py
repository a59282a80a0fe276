"""What Sở Tư pháp asks in the province of `world`: of its partner in T1, and a later day for T1."""

from datetime import date

from tests.tasks import factories
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.tasks.models.asking import CooperationRequest, Extension

ASKED, WISHED = "YC9A19", "GH9A19"
"""Marks of the words of the request and of the reason for a later day."""


def build(shares, units):
    """The ids of the request and of the wish; Sở Y tế has not answered, nobody has decided."""
    with write_transaction():
        about = {
            "obligation_id": shares["A1"], "asked_on": date(2025, 5, 20),
            "recorded_at": factories.NOON, "actor_label": "Cán bộ Sở Tư pháp",
        }  # fmt: skip
        asked = CooperationRequest(
            partner_unit_id=units["C"], paper="120/STP-VP", words=ASKED,
            answer_by=date(2025, 5, 30), **about,
        )  # fmt: skip
        wished = Extension(
            requested_until=date(2025, 9, 30), paper="45/STP-VP", reason=WISHED, **about
        )
        db.session.add_all([asked, wished])
        db.session.flush()
        return {"asked": asked.id, "wished": wished.id}
