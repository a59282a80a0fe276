"""The update form as a browser posts it, and what stands in the database afterwards."""

import io
import re

from tests.documents import builders
from tests.support.people import sign_in
from tracker.extensions import db
from tracker.tasks.models.obligation import Obligation
from tracker.tasks.models.status import StatusUpdate


def fields(scene, **changes):
    """A post of the update form as a browser sends it."""
    values = {
        "version": "1", "form_key": "phieu-1", "next": "", "state": "in_progress",
        "happened_on": "2025-06-09", "words": "Đã tổng hợp ý kiến", "cause": "objective",
    }  # fmt: skip
    return values | changes


def shown(prefix, day="2025-03-28", number="15/KH-STP", **changes):
    return {f"{prefix}_number": number, f"{prefix}_day": day} | {
        f"{prefix}_{name}": value for name, value in changes.items()
    }


def pdf(name="Kế hoạch.pdf", content=builders.PDF):
    return (io.BytesIO(content), name)


def post(client, scene, login="stp", path=None, **changes):
    sign_in(client, login)
    path = path or f"/phan-viec/{scene.lead}/cap-nhat"
    return client.post(path, fields(scene, **changes), content_type="multipart/form-data")


def row_of(obligation_id):
    db.session.rollback()
    return db.session.get_one(Obligation, obligation_id)


def lines():
    db.session.rollback()
    return list(db.session.scalars(db.select(StatusUpdate).order_by(StatusUpdate.id)))


def held_note(text, prefix):
    return re.search(rf'name="{prefix}_held" value="([^"]+)"', text)[1]
