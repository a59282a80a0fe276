"""The report of Sở Tư pháp's division in the half-year round: sent, with its signed paper."""

from datetime import date

from tests.reports.factories import make_letterhead
from tests.tasks.factories import NOON
from tracker.db import write_transaction
from tracker.extensions import db
from tracker.reports.models.unit_report import (
    ReportEvent,
    ReportPaper,
    ReportRevision,
    ReportText,
    UnitReport,
)
from tracker.rounds.models import ReportRound

PLACES = {"code": "2025-H1", "unit_code": "STP/P1"}
PAGES = (
    "/ky-bao-cao/STP-1/2025-H1/STP/P1", "/ky-bao-cao/STP-1/2025-H1/theo-doi",
    "/ky-bao-cao/STP-1/2025-H1/STP/P1/soan", "/ky-bao-cao/STP-1/2025-H1/STP/P1/bao-cao.docx",
)  # fmt: skip


def build(unit_id, blob_sha256):
    """One sending of a text, its paper and its step; the id of the paper."""
    make_letterhead(unit_id, issuer="Phòng Một", superior="Sở Tư pháp")
    label = {"actor_label": "Cán bộ đầu mối"}
    with write_transaction():
        place = db.session.scalar(db.select(ReportRound.id).filter_by(code="2025-H1"))
        row = UnitReport(round_id=place, unit_id=unit_id, state="sent")
        db.session.add(row)
        db.session.flush()
        text = {"key": "ket-qua", "number": "I", "title": "Kết quả", "text": "Nội dung"}
        sending = ReportRevision(
            report_id=row.id, number=1, texts=[text], told=[], empty=False, sha256="0" * 64,
            sent_on=date(2025, 6, 9), sent_at=NOON, **label,
        )  # fmt: skip
        kept = ReportText(
            report_id=row.id, section="ket-qua", text="Nội dung", updated_at=NOON, **label
        )
        step = ReportEvent(
            report_id=row.id, step="send", state="sent", revision=1, at=NOON, **label
        )
        db.session.add_all([sending, kept, step])
        db.session.flush()
        paper = ReportPaper(
            revision_id=sending.id, number="15/BC-P1", signed_on=date(2025, 6, 9),
            blob_sha256=blob_sha256, file_name="bc.pdf", recorded_at=NOON, **label,
        )  # fmt: skip
        db.session.add(paper)
        db.session.flush()
        return paper.id


def standing(state):
    """A scene: the report stands at this state, its round open."""

    def ready(people):
        _set(UnitReport, state=state)
        people.places.setdefault("blob", "")

    return ready


def locked(people):
    """The report is sent and the round was locked long ago."""
    standing("sent")(people)
    _set(ReportRound, on_time=date(2025, 1, 2), closed_after=date(2025, 1, 3))


def moved_on(people):
    """Somebody else takes the report to another state."""
    del people
    with write_transaction():
        for row in db.session.scalars(db.select(UnitReport)):
            row.version += 1
            row.state = "accepted" if row.state != "accepted" else "sent"


def _set(model, **values):
    with write_transaction():
        db.session.execute(db.update(model).values(**values))
